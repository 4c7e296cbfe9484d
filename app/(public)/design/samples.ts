import { type VerificationStatus, verificationStatus } from '@/lib/review/schema'
import type {
  Change,
  ClaimLine,
  ClaimPage,
  Correction,
  EvidenceSide,
  SourceRef,
  StatusTally,
  WithdrawnClaim,
} from '@/lib/site/views'

/** Views as the queries answer them, of a claim that nobody made: each part of the pages in each of its states. */

/** Links of a sample lead back to the samples: there is no page of what is made up. */
const slug = (name: string) => `../design#${name}`

export const statuses = verificationStatus.options

const ministry: SourceRef = {
  slug: slug('ministry'),
  name: 'Ministry of Information of Examplia',
  language: 'en',
  kind: 'institution',
}
const monitor: SourceRef = {
  slug: slug('monitor'),
  name: 'مرصد المثال',
  language: 'ar',
  kind: 'monitor',
}
const story = { slug: slug('story'), title: 'The bridge at Sample Ford' }
const day = { precision: 'day', on: '2024-12-07', at: null, zone: null } as const
const minute = {
  precision: 'minute',
  on: '2024-12-07',
  at: '2024-12-07T04:40:00.000Z',
  zone: 'Asia/Damascus',
} as const

const sayings: Record<VerificationStatus, string> = {
  unreviewed: 'The bridge at Sample Ford will open again within a week',
  unverified: 'Forty lorries waited at the bridge on Saturday morning',
  corroborated: 'The bridge carried no traffic between dawn and noon',
  verified: 'Two of the bridge’s five spans have fallen into the river',
  disputed: 'Government forces left the bridge before it fell',
  misleading: 'A film shows the bridge burning on Saturday',
  false: 'The bridge was hit by an aircraft of a neighbouring state',
  overtaken: 'The bridge is the only crossing that is still open',
}

export const lines: ClaimLine[] = statuses.map((status, index) => ({
  slug: slug(`claim-${status}`),
  proposition: sayings[status],
  status,
  confidence: status === 'unreviewed' ? null : (['low', 'moderate', 'high'] as const)[index % 3],
  at: '2024-12-07T06:40:00.000Z',
  corrected: status === 'false' ? '2024-12-08T09:15:00.000Z' : null,
  claimant: index % 2 === 0 ? ministry : monitor,
  said: index % 3 === 0 ? minute : day,
  place: index % 2 === 0 ? 'Sample Ford' : null,
  story: index === 0 ? story : null,
})) as ClaimLine[]

export const tally: StatusTally = statuses.map((status, index) => ({
  status,
  count: [4, 9, 6, 14, 11, 3, 5, 8][index] ?? 1,
}))

export const changes: Change[] = [
  {
    at: '2024-12-08T09:15:00.000Z',
    before: 'corroborated',
    status: 'false',
    confidence: 'high',
    kind: 'correction',
    note: 'We had counted two carriers of one dispatch as two origins. The film was made a year before.',
  },
  {
    at: '2024-12-07T14:05:00.000Z',
    before: 'unverified',
    status: 'corroborated',
    confidence: 'moderate',
    kind: 'update',
    note: 'A second report came in.',
  },
  {
    at: '2024-12-07T09:20:00.000Z',
    before: null,
    status: 'unverified',
    confidence: 'low',
    kind: 'first',
    note: null,
  },
  {
    at: '2024-12-07T06:40:00.000Z',
    before: null,
    status: 'unreviewed',
    confidence: null,
    kind: 'shown',
    note: null,
  },
]

const english = {
  title: 'Statement on the state of the crossings',
  url: null,
  kind: 'statement',
  language: 'en',
  published: minute,
  publisher: ministry,
}
const arabic = { ...english, title: 'بيان عن حال المعابر', language: 'ar', publisher: monitor }

export const evidence: EvidenceSide[] = [
  {
    stance: 'refutes',
    origins: 2,
    groups: [
      {
        origin: { slug: slug('origin-film'), name: 'Archive of the river police' },
        items: [
          {
            stance: 'refutes',
            excerpt: {
              text: 'The same film, frame by frame, is dated 3 June 2023.',
              language: 'en',
            },
            locator: '00:14',
            credibility: 1,
            reliability: 'A',
            document: {
              title: 'Log of films received',
              url: null,
              publishedOn: '2023-06-03',
              publisher: ministry,
            },
            isFromClaimant: false,
          },
          {
            stance: 'refutes',
            excerpt: { text: 'لم يقع أي قصف على الجسر يوم السبت.', language: 'ar' },
            locator: null,
            credibility: 2,
            reliability: 'B',
            document: {
              title: 'بيان عن حال المعابر',
              url: null,
              publishedOn: '2024-12-07',
              publisher: monitor,
            },
            isFromClaimant: false,
          },
        ],
      },
    ],
  },
  {
    stance: 'supports',
    origins: 1,
    groups: [
      {
        origin: { slug: ministry.slug, name: ministry.name },
        items: [
          {
            stance: 'supports',
            excerpt: { text: 'An aircraft was heard before the spans fell.', language: 'en' },
            locator: null,
            credibility: 4,
            reliability: null,
            document: {
              title: english.title,
              url: null,
              publishedOn: '2024-12-07',
              publisher: ministry,
            },
            isFromClaimant: true,
          },
        ],
      },
    ],
  },
]

export const claim: ClaimPage = {
  kind: 'claim',
  slug: slug('claim'),
  proposition: sayings.false,
  wording: { text: 'An aircraft of our neighbour has struck the bridge.', language: 'en' },
  claimant: { ...ministry, url: null, reliability: 'D' },
  said: minute,
  place: { name: 'Sample Ford', latitude: null, longitude: null },
  story,
  status: 'false',
  since: '2024-12-08T09:15:00.000Z',
  shownSince: '2024-12-07T06:40:00.000Z',
  verdict: {
    id: 'sample',
    status: 'false',
    confidence: 'high',
    kind: 'correction',
    rationale: 'The film that was given as proof is a year old.',
    publicNote: null,
    publishedAt: '2024-12-08T09:15:00.000Z',
    overtaking: null,
  },
  firstPublishedAt: '2024-12-07T09:20:00.000Z',
  appearances: [
    {
      origin: { slug: ministry.slug, name: ministry.name },
      quotes: [
        {
          quote: { text: 'An aircraft of our neighbour has struck the bridge.', language: 'en' },
          carriers: [
            { document: english, reportedBy: null, isFirst: true },
            { document: arabic, reportedBy: monitor, isFirst: false },
          ],
        },
      ],
    },
  ],
  counterclaims: [
    {
      slug: slug('counterclaim'),
      proposition: 'No aircraft was near the bridge on Saturday',
      status: 'verified',
      confidence: 'high',
      corrected: null,
      claimant: monitor,
      said: day,
      note: null,
      quote: { text: 'لم تقترب أي طائرة من الجسر يوم السبت.', language: 'ar' },
      document: arabic,
    },
  ],
  related: [],
  evidence,
  changes,
}

const correction = {
  id: 'sample-correction',
  what: 'verdict',
  at: '2024-12-08T09:15:00.000Z',
  slug: claim.slug,
  proposition: claim.proposition,
  before: 'corroborated',
  status: 'false',
  confidence: 'high',
  kind: 'correction',
  number: 3,
  note: changes[0]?.note ?? null,
  rationale: null,
  claimant: ministry,
  story,
  now: 'overtaken',
} satisfies Correction

export const corrections: Correction[] = [
  correction,
  {
    ...correction,
    id: 'sample-withdrawal',
    what: 'withdrawn',
    slug: slug('withdrawn'),
    proposition: 'A man who was named had ordered it',
    note: 'The person named could not be heard.',
    claimant: null,
    story: null,
    number: null,
    kind: null,
    now: null,
  },
]

export const withdrawn: WithdrawnClaim = {
  kind: 'withdrawn',
  slug: slug('withdrawn'),
  proposition: 'A man who was named had ordered it',
  reason: 'The person named could not be heard.',
  withdrawnAt: '2024-12-09T10:00:00.000Z',
}
