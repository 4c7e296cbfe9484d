import '@/app/(public)/design/design.css'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { StatusMark } from '@/app/_ui/status-mark'
import { Changes } from '@/app/(public)/_parts/changes'
import { ClaimList } from '@/app/(public)/_parts/claim-list'
import { Corrections } from '@/app/(public)/_parts/corrections'
import { Evidence } from '@/app/(public)/_parts/evidence'
import { pageMeta } from '@/app/(public)/_parts/meta'
import { Notes } from '@/app/(public)/_parts/notes'
import { Reworded } from '@/app/(public)/_parts/reworded'
import { SearchForm } from '@/app/(public)/_parts/search-form'
import { Sides } from '@/app/(public)/_parts/sides'
import { SiteChanges } from '@/app/(public)/_parts/site-changes'
import { ConfidenceMark, Tally } from '@/app/(public)/_parts/status'
import { Words } from '@/app/(public)/_parts/texts'
import { Withdrawn } from '@/app/(public)/_parts/withdrawn'
import * as samples from '@/app/(public)/design/samples'
import { type Scheme, tokensOf } from '@/lib/design/tokens'

const SIZES = ['text-xs', 'text-m', 'text-xl', 'text-3xl']
const TYPE = ['text-3xl', 'text-2xl', 'text-xl', 'text-l', 'text-m', 'text-s', 'text-xs']
const SPACES = ['1', '2', '3', '4', '5', '6', '7', '8'].map((step) => `space-${step}`)
const SCHEMES: Scheme[] = ['light', 'dark', 'more', 'moreDark', 'print']

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('design')
  return pageMeta({ path: '/design', title: t('title'), description: t('lede') })
}

/** Every part of readers' pages in each of its states, made by the parts themselves, and the measures they are drawn with. */
export default async function DesignPage() {
  const sheet = await readFile(
    path.join(/* turbopackIgnore: true */ process.cwd(), 'app/tokens.css'),
    'utf8',
  )
  return <Design palettes={tokensOf(sheet)} />
}

function Design({ palettes }: { palettes: ReturnType<typeof tokensOf> }) {
  const t = useTranslations('design')
  return (
    <article className="design">
      <header className="claim-head">
        <h1>{t('title')}</h1>
        <p className="lede">{t('lede')}</p>
      </header>

      <Part name="marks">
        <div className="design-marks">
          {SIZES.map((size) => (
            <ul key={size} className="design-row" style={{ fontSize: `var(--${size})` }}>
              {samples.statuses.map((status) => (
                <li key={status}>
                  <StatusMark status={status} />
                </li>
              ))}
            </ul>
          ))}
          <ul className="design-row design-grey">
            {samples.statuses.map((status) => (
              <li key={status}>
                <StatusMark status={status} />
              </li>
            ))}
          </ul>
        </div>
        <ul className="design-row">
          {(['low', 'moderate', 'high'] as const).map((confidence) => (
            <li key={confidence}>
              <ConfidenceMark confidence={confidence} />
            </li>
          ))}
        </ul>
        <Tally tally={samples.tally} label={t('tally')} />
      </Part>

      <Part name="colours">
        <Colours palettes={palettes} />
      </Part>

      <Part name="type">
        <ul className="design-type">
          {TYPE.map((size) => (
            <li key={size}>
              <code>--{size}</code>
              <span style={{ fontSize: `var(--${size})` }}>{t('specimen')}</span>
            </li>
          ))}
        </ul>
        <Words quote={{ text: t('quoteEnglish'), language: 'en' }} />
        <Words quote={{ text: t('quoteArabic'), language: 'ar' }} />
        <Reworded
          passages={[
            { is: 'same', text: 'Two of the bridge’s ' },
            { is: 'removed', text: 'four' },
            { is: 'added', text: 'five' },
            { is: 'same', text: ' spans have fallen.' },
          ]}
        />
      </Part>

      <Part name="space">
        <ul className="design-space">
          {SPACES.map((space) => (
            <li key={space}>
              <code>--{space}</code>
              <span className="design-bar" style={{ inlineSize: `var(--${space})` }} />
              <span>{palettes.light[space]}</span>
            </li>
          ))}
        </ul>
      </Part>

      <Part name="claims">
        <ClaimList claims={samples.lines} />
      </Part>
      <Part name="sides">
        <Notes claim={samples.claim} />
        <Sides claim={samples.claim} />
      </Part>
      <Part name="evidence">
        <Evidence sides={samples.evidence} />
      </Part>
      <Part name="updates">
        <Changes changes={samples.changes} />
      </Part>
      <Part name="corrections">
        <SiteChanges changes={samples.corrections} />
        <Corrections items={samples.corrections} />
      </Part>
      <Part name="fields">
        <SearchForm stories={[]} />
        <p className="empty">{t('empty')}</p>
      </Part>
      <Part name="withdrawn">
        <Withdrawn claim={samples.withdrawn} isAmid />
      </Part>

      <Part name="motion">{null}</Part>
    </article>
  )
}

function Part({ name, children }: { name: PartName; children: ReactNode }) {
  const t = useTranslations('design')
  return (
    <section aria-labelledby={`design-${name}`} className="design-part">
      <h2 id={`design-${name}`}>{t(`${name}.title`)}</h2>
      <p className="note">{t(`${name}.note`)}</p>
      {children}
    </section>
  )
}

type PartName =
  | 'marks'
  | 'colours'
  | 'type'
  | 'space'
  | 'claims'
  | 'sides'
  | 'evidence'
  | 'updates'
  | 'corrections'
  | 'fields'
  | 'withdrawn'
  | 'motion'

/** Every colour with its value in each scheme, as the style sheet has it. */
function Colours({ palettes }: { palettes: ReturnType<typeof tokensOf> }) {
  const t = useTranslations('design')
  const names = Object.keys(palettes.light).filter((name) => palettes.light[name]?.startsWith('#'))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="table-frame" tabIndex={0} aria-label={t('name')}>
      <table className="table design-colours">
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            {SCHEMES.map((scheme) => (
              <th key={scheme} scope="col">
                {t(`scheme.${scheme}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th scope="row">
                <code>--{name}</code>
              </th>
              {SCHEMES.map((scheme) => (
                <td key={scheme}>
                  <span className="design-swatch" style={{ background: palettes[scheme][name] }} />{' '}
                  <code>{palettes[scheme][name]}</code>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
