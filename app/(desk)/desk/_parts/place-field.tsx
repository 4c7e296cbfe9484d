'use client'

import { useTranslations } from 'next-intl'
import { TextField } from '@/app/_ui/fields'
import { useField } from '@/app/_ui/form-context'

type Props = {
  /** The prefix of `.name`, `.latitude` and `.longitude`. */
  name: string
  defaults?: { name: string | null; latitude: number | null; longitude: number | null }
}

/** The place that something was said about or in; coordinates only where they are known. */
export function PlaceField({ name, defaults }: Props) {
  const t = useTranslations('ui.place')
  const latitude = useField(`${name}.latitude`)
  const longitude = useField(`${name}.longitude`)
  const hasCoordinates = Boolean(
    (latitude.value ?? defaults?.latitude ?? '') ||
      longitude.value ||
      latitude.error ||
      longitude.error,
  )
  return (
    <div className="place-field">
      <TextField
        name={`${name}.name`}
        label={t('place')}
        isOptional
        defaultValue={defaults?.name}
      />
      <details open={hasCoordinates || undefined}>
        <summary>{t('coordinates')}</summary>
        <div className="field-row">
          <TextField
            name={`${name}.latitude`}
            label={t('latitude')}
            hint={t('latitudeHint')}
            isOptional
            inputMode="text"
            dir="ltr"
            defaultValue={defaults?.latitude?.toString()}
          />
          <TextField
            name={`${name}.longitude`}
            label={t('longitude')}
            hint={t('longitudeHint')}
            isOptional
            inputMode="text"
            dir="ltr"
            defaultValue={defaults?.longitude?.toString()}
          />
        </div>
      </details>
    </div>
  )
}
