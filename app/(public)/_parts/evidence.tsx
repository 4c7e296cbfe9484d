import { Day, DocumentTitle, SourceLink, Words } from '@/app/(public)/_parts/texts'
import type { EvidenceGroup, EvidenceItem, EvidenceSide } from '@/lib/site/views'
import { credibilityWords, reliabilityWords, stanceWords } from '@/lib/site/words'

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`
}

/** The evidence of one verdict by stance, and under it by origin. */
export function Evidence({
  sides,
  heading: Heading = 'h3',
}: {
  sides: EvidenceSide[]
  heading?: 'h3' | 'h4'
}) {
  return sides.map((side) => (
    <section key={side.stance} className={`evidence-side evidence-side--${side.stance}`}>
      <header>
        <Heading>{stanceWords[side.stance]}</Heading>
        <p className="faint">
          {side.stance === 'context'
            ? null
            : count(side.origins, 'independent origin', 'independent origins')}
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
  const isShared = group.items.length > 1
  return (
    <div className={isShared ? 'origin origin--shared' : 'origin'}>
      <p className="origin-name">
        Origin: <SourceLink source={group.origin} />
        {isShared ? (
          <span className="faint"> · {group.items.length} items, counted as one origin</span>
        ) : null}
        {group.items.some((item) => item.isFromClaimant) ? (
          <span className="faint"> · the claimant’s own, and no independent support</span>
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
          <DocumentTitle title={item.document.title} url={item.document.url} />
          <SourceLink source={item.document.publisher} />
          {item.document.publishedOn ? <Day day={item.document.publishedOn} /> : null}
          {item.locator ? (
            <span>
              <bdi>{item.locator}</bdi>
            </span>
          ) : null}
        </p>
      </div>
    </div>
  )
}

/** `B2`: the letter judges the publisher, the figure this one piece of information. */
function Grade({ item }: { item: EvidenceItem }) {
  return (
    <p className="grade">
      <a href="/methodology#grades" className="grade-code">
        {item.reliability}
        {item.credibility}
      </a>
      <span className="grade-words">
        {item.reliability ? reliabilityWords[item.reliability] : 'Publisher not graded'};{' '}
        {credibilityWords[item.credibility]?.toLowerCase()}
      </span>
    </p>
  )
}
