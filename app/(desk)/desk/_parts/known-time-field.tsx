'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { FieldError, FieldHint, TextField } from '@/app/_ui/fields'
import { useField } from '@/app/_ui/form-context'

/** Where stories of ours happen; any other IANA name can be typed. */
const ZONES = [
  'UTC',
  'Asia/Damascus',
  'Asia/Baghdad',
  'Asia/Beirut',
  'Asia/Amman',
  'Asia/Jerusalem',
  'Asia/Gaza',
  'Asia/Riyadh',
  'Asia/Tehran',
  'Asia/Dubai',
  'Asia/Qatar',
  'Asia/Aden',
  'Asia/Kabul',
  'Asia/Karachi',
  'Asia/Kolkata',
  'Asia/Yangon',
  'Africa/Cairo',
  'Africa/Tripoli',
  'Africa/Khartoum',
  'Africa/Addis_Ababa',
  'Africa/Mogadishu',
  'Africa/Lagos',
  'Europe/Istanbul',
  'Europe/Kyiv',
  'Europe/Moscow',
  'Europe/London',
  'Europe/Paris',
  'Europe/Berlin',
  'America/New_York',
  'America/Los_Angeles',
]
const REMEMBERED = 'counterclaim.zone'

type Props = {
  /** The prefix of `.date`, `.time` and `.zone`. */
  name: string
  label: ReactNode
  hint?: ReactNode
  defaults?: { date: string; time: string; zone: string }
}

/** When something was said or published, as exactly as it is known: a year, a month, a day, a minute somewhere. */
export function KnownTimeField({ name, label, hint, defaults }: Props) {
  const field = useField(name, hint)
  const t = useTranslations('ui.knownTime')
  const zones = useId()
  const group = useRef<HTMLFieldSetElement>(null)
  const kept = useField(`${name}.zone`).value ?? defaults?.zone

  // The zone of the last time somebody typed here: a story mostly happens in one.
  useEffect(() => {
    const zone = group.current?.querySelector<HTMLInputElement>(`[name="${name}.zone"]`)
    if (!zone) return
    const hasTime = () =>
      (group.current?.querySelector<HTMLInputElement>(`[name="${name}.time"]`)?.value ?? '') !== ''
    try {
      if (kept === undefined && zone.value === '' && !hasTime()) {
        zone.value = localStorage.getItem(REMEMBERED) ?? ''
      }
    } catch {
      // Nothing is remembered where storage is switched off.
    }
    const remember = () => {
      try {
        if (zone.value.trim() !== '') localStorage.setItem(REMEMBERED, zone.value.trim())
      } catch {
        // As above.
      }
    }
    zone.addEventListener('change', remember)
    return () => zone.removeEventListener('change', remember)
  }, [name, kept])

  return (
    <fieldset
      ref={group}
      className="field field--group known-time"
      id={field.id}
      aria-describedby={field.describedBy}
    >
      <legend className="field-label">
        {label} <span className="field-optional">{t('optional')}</span>
      </legend>
      <FieldHint field={field} hint={hint} />
      <FieldError field={field} />
      <div className="field-row">
        <TextField
          name={`${name}.date`}
          label={t('date')}
          hint={t('dateHint')}
          defaultValue={defaults?.date}
          isOptional
          dir="ltr"
        />
        <TextField
          name={`${name}.time`}
          label={t('time')}
          hint={t('timeHint')}
          defaultValue={defaults?.time}
          isOptional
          dir="ltr"
        />
        <TextField
          name={`${name}.zone`}
          label={t('zone')}
          hint={t('zoneHint')}
          defaultValue={defaults?.zone}
          isOptional
          dir="ltr"
          list={zones}
          spellCheck={false}
        />
      </div>
      <datalist id={zones}>
        {ZONES.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </fieldset>
  )
}
