/** Concepts of the glossary that cannot both hold of the same thing, place and time. A line: one side | the other. */
const OPPOSITES = `
withdraw flee evacuate | stay hold reinforce deploy
leave | stay arrive enter return work
lose | hold take
fall surrender | hold stay calm
advance | halt withdraw
begin continue | halt cancel delay
continue halt | complete
advance take | intercept
take | release
open | close
allow | forbid
agree | refuse
succeed win | fail lose-contest
win | lose
rise improve | drop worsen
steady calm | rise drop worsen
calm | attack bomb fight protest tension explode escalate
ceasefire deescalate | escalate violate
reconcile unite agree cooperate | divide fight
kill | survive
arrest abduct | release
appoint | dismiss resign
find | lose
stay work | dismiss resign
support praise | criticise
participate meet | boycott
impose | lift cancel
violate | respect
build rebuild | destroy
convict | acquit
find return arrive | disappear
buy | sell
demand respect | ignore
accuse convict | praise
strong | weak
big | small
high | low
good | bad
all most | none
true | false
publish | hide
war | peace
`

/** Concepts that come near each other: one may be said for the other, more or less. */
const NEIGHBOURS = `
withdraw leave flee evacuate lose
flee displace leave
take hold enter
enter advance
enter arrive cross
lose fall
fall take
attack bomb fight shoot
bomb explode
kill attack
kill injure
kill victim
kill toll
destroy bomb
begin plan
arrest hold
prison arrest
agree allow
agree sign
refuse forbid
meet negotiate
protest demand
support supply
rise improve
drop worsen
rebels fighters
rebels hts
forces fighters
forces rebels
government assad
president assad
government ministry
defense forces
capital city
capital damascus
capital baghdad
capital cairo
capital beirut
capital amman
capital sanaa
capital khartoum
capital kyiv
capital moscow
capital tehran
capital kabul
capital riyadh
capital doha
capital ankara
capital tripoli
capital london
capital paris
capital berlin
city town
town village
suburb territory
territory province
province city
position territory
missile drone
air-force bomb
police security
refugee displace
crisis war
war fight
surrender lose
war-end peace
ceasefire peace
calm ceasefire
deploy reinforce
stay hold
improve rise
stay deploy
encircle position
demand support
civilian refugee
united-states white-house
prisoner arrest
prisoner prison
`

/** What is said to avoid another word, and the words it avoids. */
const EUPHEMISMS = `
redeploy | withdraw flee leave lose
`

function tableOf(lines: string): Map<string, Set<string>> {
  const table = new Map<string, Set<string>>()
  const put = (one: string, other: string) =>
    table.set(one, (table.get(one) ?? new Set()).add(other))
  for (const line of lines.split('\n').filter(Boolean)) {
    const [left = '', right] = line.split('|')
    const lefts = left.trim().split(' ')
    const rights = right ? right.trim().split(' ') : lefts
    for (const one of lefts) {
      for (const other of rights) {
        if (one === other) continue
        put(one, other)
        put(other, one)
      }
    }
  }
  return table
}

const opposites = tableOf(OPPOSITES)
const neighbours = tableOf(NEIGHBOURS)
const euphemisms = tableOf(EUPHEMISMS)

const anyPair =
  (table: Map<string, Set<string>>) => (ones: readonly string[], others: readonly string[]) =>
    ones.some((one) => {
      const found = table.get(one)
      return found !== undefined && others.some((other) => found.has(other))
    })

export const areOpposite = anyPair(opposites)
export const areNear = anyPair(neighbours)
export const isEuphemism = anyPair(euphemisms)
