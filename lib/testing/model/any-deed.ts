import fc from 'fast-check'
import type { Role } from '@/lib/auth/roles'
import type { Stance } from '@/lib/evidence/schema'
import type { RelationType } from '@/lib/relations/schema'
import type { VerdictStatus } from '@/lib/review/schema'
import type { Reliability } from '@/lib/sources/schema'
import {
  approves,
  attaches,
  type Change,
  type Conclusion,
  type Deed,
  discards,
  edits,
  files,
  finds,
  grades,
  gradesSource,
  links,
  makes,
  namesAlso,
  type Page,
  proposes,
  reopens,
  retitles,
  sendsBack,
  setsAside,
  shows,
  showsStory,
  speaks,
  strikes,
  takesBack,
  takesUp,
  traces,
  unlinks,
  withdraws,
} from '@/lib/testing/model/deeds'
import {
  claimants,
  type Name,
  type Paper,
  publishers,
  quotes,
  type SourceName,
  type StoryName,
  stories,
  type Title,
} from '@/lib/testing/model/newsroom'

// Values in front are what a failing story shrinks to.
const editor = fc.constantFrom<Name[]>('Mira', 'Jonas', 'Amal')
const anybody = fc.constantFrom<Name[]>('Mira', 'Rana', 'Jonas', 'Omar', 'Amal')
/** Mostly those whose business it is, and now and then somebody else. */
const mostlyEditors = fc.oneof({ weight: 8, arbitrary: editor }, { weight: 1, arbitrary: anybody })
const chief = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Name>('Amal') },
  { weight: 1, arbitrary: anybody },
)
const title = fc.constantFrom(...(Object.keys(claimants) as Title[]))
const paper = fc.constantFrom(...(Object.keys(publishers) as Paper[]))
const source = fc.constantFrom<SourceName[]>('the rebels', 'the Wire', 'the monitor')
const story = fc.constantFrom<StoryName[]>(...stories)
const page = fc.oneof(
  { weight: 9, arbitrary: fc.constant<Page>('now') },
  { weight: 1, arbitrary: fc.constant<Page>('old') },
)
const stance = fc.constantFrom<Stance[]>('supports', 'supports', 'refutes', 'context')
const relation = fc.constantFrom<RelationType[]>('counters', 'counters', 'refines')
const credibility = fc.constantFrom(2, 1, 3, 5)
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ field: fc.constant('place' as const), to: fc.constantFrom('Homs', 'Hama', null) }),
  fc.record({
    field: fc.constant('wording' as const),
    to: fc.constantFrom('They are gone.', 'We hold the gate.', null),
  }),
  fc.record({ field: fc.constant('story' as const), to: fc.constantFrom(...stories, null) }),
)
const conclusion: fc.Arbitrary<Conclusion> = fc.record({
  status: fc.constantFrom<VerdictStatus[]>(
    ...Array.from({ length: 8 }, () => 'unverified' as const),
    'corroborated',
    'corroborated',
    'verified',
    'disputed',
    'disputed',
    'misleading',
    'false',
    'overtaken',
  ),
  kind: fc.constantFrom('update' as const, 'correction' as const, 'update' as const, undefined),
  overtakenBy: fc.constantFrom<NonNullable<Conclusion['overtakenBy']>[]>(
    'an event',
    'The city has fallen',
    'No soldier has left',
  ),
})

/** A deed of somebody's, apart from filing: likelier where the review's own rules are at stake. */
const kinds: { weight: number; arbitrary: fc.Arbitrary<Deed> }[] = [
  {
    weight: 12,
    arbitrary: fc.tuple(mostlyEditors, title, conclusion, page).map((a) => proposes(...a)),
  },
  {
    weight: 12,
    arbitrary: fc.tuple(mostlyEditors, title, fc.boolean(), page).map((a) => approves(...a)),
  },
  { weight: 3, arbitrary: fc.tuple(mostlyEditors, title).map((a) => sendsBack(...a)) },
  { weight: 3, arbitrary: fc.tuple(mostlyEditors, title).map((a) => takesBack(...a)) },
  {
    weight: 9,
    arbitrary: fc.tuple(anybody, title, paper, stance, credibility).map((a) => attaches(...a)),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(mostlyEditors, title, paper, credibility).map((a) => grades(...a)),
  },
  { weight: 3, arbitrary: fc.tuple(anybody, title, paper).map((a) => discards(...a)) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        mostlyEditors,
        paper,
        fc.oneof(fc.constantFrom<SourceName[]>('the Wire', 'the rebels'), paper, fc.constant(null)),
      )
      .map((a) => traces(...a)),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(mostlyEditors, source, fc.option(source, { nil: null, freq: 3 }))
      .map((a) => speaks(...a)),
  },
  { weight: 5, arbitrary: fc.tuple(anybody, title, relation, title).map((a) => links(...a)) },
  { weight: 2, arbitrary: fc.tuple(anybody, title, relation, title).map((a) => unlinks(...a)) },
  {
    weight: 3,
    arbitrary: fc.tuple(anybody, title, paper, fc.constantFrom(...quotes)).map((a) => finds(...a)),
  },
  { weight: 3, arbitrary: fc.tuple(anybody, title, paper).map((a) => strikes(...a)) },
  { weight: 4, arbitrary: fc.tuple(anybody, title, change, page).map((a) => edits(...a)) },
  { weight: 4, arbitrary: fc.tuple(mostlyEditors, title, page).map((a) => shows(...a)) },
  { weight: 1, arbitrary: fc.tuple(chief, title, page).map((a) => withdraws(...a)) },
  { weight: 2, arbitrary: fc.tuple(mostlyEditors, title).map((a) => takesUp(...a)) },
  { weight: 1, arbitrary: fc.tuple(mostlyEditors, title, page).map((a) => setsAside(...a)) },
  { weight: 1, arbitrary: fc.tuple(mostlyEditors, title).map((a) => reopens(...a)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(chief, source, fc.constantFrom<Reliability[]>('A', 'C', 'E'))
      .map((a) => gradesSource(...a)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(mostlyEditors, source, fc.constantFrom('The Service', 'The Office'))
      .map((a) => namesAlso(...a)),
  },
  { weight: 1, arbitrary: fc.tuple(mostlyEditors, story).map((a) => showsStory(...a)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(mostlyEditors, story, fc.constantFrom('The retreat', 'The road'), page)
      .map((a) => retitles(...a)),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(chief, anybody, fc.constantFrom<Role[]>('editor', 'contributor', 'admin'))
      .map((a) => makes(...a)),
  },
]

export const filing: fc.Arbitrary<Deed> = fc.tuple(anybody, title, paper).map((a) => files(...a))
export const anyDeed: fc.Arbitrary<Deed> = fc.oneof({ weight: 6, arbitrary: filing }, ...kinds)
/** The same where all claims are filed. */
export const laterDeed: fc.Arbitrary<Deed> = fc.oneof(...kinds)
