import { useTranslations } from 'next-intl'
import { Apart } from '@/app/(public)/_parts/apart'
import { useHref } from '@/app/(public)/_parts/href'
import { Day, DocumentTitle, SourceLink, Words } from '@/app/(public)/_parts/texts'
import { figureOf } from '@/lib/site/say-difference'
import type { EvidenceGroup, EvidenceItem, EvidenceSide } from '@/lib/site/views'

/** The evidence of one verdict by stance, and under it by origin. */
export function Evidence({
  sides,
  heading: Heading = 'h3',
}: {
  sides: EvidenceSide[]
  heading?: 'h3' | 'h4'
}) {
  const t = useTranslations('evidence')
  const stances = useTranslations('stance')
  return sides.map((side) => (
    <section key={side.stance} className={`evidence-side evidence-side--${side.stance}`}>
      <header>
        <Heading>{stances(side.stance)}</Heading>
        <p className="faint">
          {side.stance === 'context' ? null : t('origins', { n: side.origins })}
        </p>
      </header>
      <ul className="evidence-groups">
        {side.groups.map((group) => (
          <li key={group.origin.slug}>
            <Group group={group} />
          </li>
        ))}
      </ul>
    </section>
  ))
}

function Group({ group }: { group: EvidenceGroup }) {
  const t = useTranslations('evidence')
  const origin = useTranslations('sides')('origin')
  const isShared = group.items.length > 1
  return (
    <div className={isShared ? 'origin origin--shared' : 'origin'}>
      <p className="origin-name">
        {origin} <SourceLink source={group.origin} />
        {isShared ? <span className="faint">{t('shared', { n: group.items.length })}</span> : null}
        {group.items.some((item) => item.isFromClaimant) ? (
          <span className="faint">{t('claimantsOwn')}</span>
        ) : null}
      </p>
      <ul className="evidence-items">
        {group.items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is never reordered
          <li key={index}>
            <Item item={item} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Item({ item }: { item: EvidenceItem }) {
  return (
    <div className="evidence-item">
      <Grade item={item} />
      <div>
        <Words quote={item.excerpt} cite={item.document.url} />
        <p className="meta">
          <Apart>
            <DocumentTitle title={item.document.title} url={item.document.url} />
            <SourceLink source={item.document.publisher} />
            {item.document.publishedOn ? <Day day={item.document.publishedOn} /> : null}
            {item.locator ? (
              <span>
                <bdi>{item.locator}</bdi>
              </span>
            ) : null}
          </Apart>
        </p>
      </div>
    </div>
  )
}

/** `B2`: the letter judges the publisher, the figure this one piece of information. */
function Grade({ item }: { item: EvidenceItem }) {
  const t = useTranslations('evidence')
  const reliability = useTranslations('reliability')
  const credibility = useTranslations('credibilityInText')
  const href = useHref()
  return (
    <p className="grade">
      <a href={href('/methodology#grades')} className="grade-code">
        {item.reliability}
        {item.credibility}
      </a>
      <span className="grade-words">
        {t('grade', {
          reliability: item.reliability ? reliability(item.reliability) : t('notGraded'),
          credibility: credibility(figureOf(item.credibility)),
        })}
      </span>
    </p>
  )
}
