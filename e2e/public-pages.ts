/** Claims of the demo newsroom by what became of them: one of each status, one corrected, one withdrawn. */
export const claims = {
  corrected: '/claims/rebel-forces-have-begun-the-final-phase-of-encircling-damascus',
  withdrawn: '/claims/syrian-troops-who-fled-the-front-have-been-taken-in-at-al-qaim-the',
  unreviewed: '/claims/government-forces-have-left-their-positions-in-quneitra-next-to-the',
  unverified: '/claims/more-than-4-000-syrian-soldiers-have-crossed-into-iraq-in-all',
  corroborated: '/claims/about-2-000-syrian-soldiers-some-of-them-wounded-have-crossed-into',
  verified: '/claims/bashar-al-assad-has-flown-out-of-damascus',
  disputed: '/claims/syrian-government-forces-have-left-the-city-of-homs-for-its-outskirts',
  misleading: '/claims/syrian-forces-in-the-south-are-redeploying-under-orders-not-deserting',
  false: '/claims/reports-that-bashar-al-assad-has-left-damascus-are-untrue-he-is',
  overtaken: '/claims/rebel-forces-have-taken-the-last-village-before-homs-and-stand-at-its',
}
export const story = '/stories/damascus-december-2024'
export const source = '/sources/syrian-defence-ministry'

/** Pages that other journeys open, one of each kind, whose looks they examine by day and by night. */
export const openedElsewhere = [
  '/',
  story,
  claims.corrected,
  `${claims.corrected}/history`,
  '/claims',
  '/claims/page/1',
  '/claims?q=Damascus',
  '/sources',
  source,
  '/corrections',
  '/methodology',
  '/feeds',
  '/design',
  `/embed${claims.corrected}`,
]

const { corrected: _, ...otherClaims } = claims

/** Kinds that readers meet less often. */
export const openedHere = [
  ...Object.values(otherClaims),
  `${claims.withdrawn}/history`,
  `${claims.corrected}/history/2-3`,
  `/embed${claims.withdrawn}`,
  '/claims?q=redeplyoing',
  '/claims?q=zzzzqqqq',
  '/claims?status=false&language=en',
  '/claims?q=army&status=such&saidFrom=2024-13-99',
  '/sources/reuters',
  '/corrections/page/1',
  `${story}?at=2024-12-07T12:00Z`,
  `${claims.withdrawn}?at=2024-12-07T18:00Z`,
]

/** What is no page, or none of that moment, and how it is refused. */
export const refused: [status: number, address: string][] = [
  [404, '/nowhere'],
  [404, '/claims/none-such'],
  [404, '/embed/claims/none-such'],
  [400, '/?at=nonsense'],
  [400, `${claims.corrected}?at=2024-02-30`],
  [400, '/claims?q=Damascus&at=yesterday'],
  [400, `${story}?at=2024-12-07&at=2024-12-08`],
  [404, `${claims.corrected}?at=2020-01-01`],
  [404, '/methodology?at=2024-12-07'],
]

/** Feeds of everything that has one, in each form. */
export const feeds = [
  '/feeds/claims',
  '/feeds/corrections',
  `${story}/feed`,
  `${source}/feed`,
  `${claims.corrected}/feed`,
  `${claims.withdrawn}/feed`,
  `${claims.unreviewed}/feed`,
].flatMap((base) => [`${base}.atom`, `${base}.json`])
