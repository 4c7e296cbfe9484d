import { statusColours, statusShapes } from '@/lib/interop/status-shapes'
import { xmlText } from '@/lib/interop/xml-text'
import type { ClaimPage, WithdrawnClaim } from '@/lib/site/views'
import { sayMoment } from '@/lib/words/say-time'
import type { Words } from '@/lib/words/words-of'

type Claim = ClaimPage | WithdrawnClaim

/** Where things are, in the language of the card. */
export type EmbedSite = { origin: string; pathOf: (path: string) => string }

/** A string as text or attribute of HTML and XML. */
export function escaped(text: string): string {
  return xmlText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** What a claim's card says, wherever it is shown: in a frame, as a quotation, as a picture, by oEmbed. */
export function cardOf(claim: Claim, words: Words) {
  const { say } = words
  if (claim.kind === 'withdrawn') {
    const moment = sayMoment(claim.withdrawnAt, words)
    return {
      mark: 'withdrawn' as const,
      word: say('feeds.withdrawn'),
      confidence: null,
      claimant: null,
      since: say('embed.withdrawnOn', { moment: moment.words }),
      at: moment.machine,
      reason: claim.reason,
    }
  }
  const moment = sayMoment(claim.since, words)
  return {
    mark: claim.status,
    word: say(`status.${claim.status}`),
    confidence: claim.verdict ? say(`embed.confidence.${claim.verdict.confidence}`) : null,
    claimant: claim.claimant,
    since: say('embed.since', { moment: moment.words }),
    at: moment.machine,
    reason: null,
  }
}

const style = (light: string, dark: string) =>
  `:root{color-scheme:light dark;--ink:#1b1a17;--soft:#504d45;--paper:#fff;--rule:#dad6c9;--link:#0b4f7a;--status:${light}}` +
  `@media(prefers-color-scheme:dark){:root{--ink:#edebe4;--soft:#bdb9ad;--paper:#1e1d1a;--rule:#37342e;--link:#8fc6ee;--status:${dark}}}` +
  '*{box-sizing:border-box}html{background:var(--paper);color:var(--ink);font:1rem/1.45 system-ui,sans-serif}body{margin:0}p,h1{margin:0}' +
  '.card{border:1px solid var(--rule);border-block-start:4px solid var(--status);padding:.75rem 1rem;min-block-size:100vh;display:flex;flex-direction:column;gap:.4rem;overflow-wrap:anywhere}' +
  '.status{color:var(--status);font-weight:650;display:flex;flex-wrap:wrap;align-items:center;gap:.45em}.status svg{inline-size:1.15em;block-size:1.15em;flex:none;overflow:visible}.status small{color:var(--soft);font-weight:400}' +
  'h1{font:600 1.1875rem/1.3 Georgia,serif}h1 a{color:inherit;text-decoration:none}h1 a:hover{text-decoration:underline}' +
  ':lang(ar){line-height:1.75}.meta{color:var(--soft);font-size:.8125rem}.more{margin-block-start:auto;padding-block-start:.3rem;font-size:.8125rem;display:flex;flex-wrap:wrap;justify-content:space-between;gap:.3rem 1rem}.more a{color:var(--link);padding-block:.35rem}a:focus-visible{outline:3px solid #0b57d0;outline-offset:2px}' +
  '@media(forced-colors:active){.card{border-color:CanvasText}}'

/** A page of its own for an `<iframe>` on somebody else's page: nothing in it is loaded but, where it may be, its own script. */
export function claimCard(claim: Claim, words: Words, { origin, pathOf }: EmbedSite): string {
  const { say, language } = words
  const card = cardOf(claim, words)
  const url = escaped(origin + pathOf(`/claims/${claim.slug}`))
  const claimant = card.claimant
    ? `<p class="meta">${escaped(say('embed.claimant', { name: `\u2068${card.claimant.name}\u2069` }))}</p>`
    : ''
  return page(
    words,
    `${card.word}: ${claim.proposition}`,
    statusColours[card.mark],
    `<article class="card"><p class="status"><svg viewBox="0 0 16 16" aria-hidden="true">${statusShapes[card.mark]}</svg>${escaped(card.word)}${
      card.confidence ? ` <small>${escaped(card.confidence)}</small>` : ''
    }</p><h1 dir="auto"><a href="${url}" target="_blank" rel="noopener">${escaped(claim.proposition)}</a></h1>${claimant}<p class="meta"><time datetime="${card.at}">${escaped(card.since)}</time>${
      card.reason ? `<br>${escaped(card.reason)}` : ''
    }</p><p class="more"><span>${escaped(say('site.name'))}</span> <a href="${url}" target="_blank" rel="noopener">${escaped(
      say(claim.kind === 'withdrawn' ? 'embed.why' : 'embed.read'),
    )}</a></p></article>`,
    language,
  )
}

/** What stands in a frame whose address is that of no claim. */
export function missingCard(words: Words, { origin, pathOf }: EmbedSite): string {
  const { say, language } = words
  return page(
    words,
    say('embed.missing'),
    statusColours.withdrawn,
    `<article class="card"><h1>${escaped(say('embed.missing'))}</h1><p class="more"><a href="${escaped(origin + pathOf('/claims'))}" target="_blank" rel="noopener">${escaped(say('site.name'))}</a></p></article>`,
    language,
  )
}

function page(
  _: Words,
  title: string,
  [light, dark]: [string, string],
  body: string,
  { code, dir }: { code: string; dir: string },
): string {
  return `<!DOCTYPE html><html lang="${code}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${escaped(title)}</title><style>${style(light, dark)}</style></head><body><main>${body}</main><script src="/embed.js" async></script></body></html>`
}

/**
 * A claim's status as a picture, with its word in it: on a page that allows no frame and no script it goes on saying
 * where the claim stands. Drawn with the reader's own fonts, and so with room to spare.
 */
export function statusPicture(claim: Claim, words: Words): string {
  const card = cardOf(claim, words)
  const [light, dark] = statusColours[card.mark]
  const said = card.confidence ? `${card.word} · ${card.confidence}` : card.word
  const isRtl = words.language.dir === 'rtl'
  const width = 42 + Math.ceil([...said].length * 8.6)
  const mark = `<svg x="${isRtl ? width - 26 : 6}" y="4" width="20" height="20" viewBox="0 0 16 16">${statusShapes[card.mark]}</svg>`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="28" viewBox="0 0 ${width} 28" role="img" xml:lang="${words.language.code}" color="${light}"><title>${escaped(`${said}. ${card.since}`)}</title><style>svg{color:${light}}rect{fill:#fff}@media(prefers-color-scheme:dark){svg{color:${dark}}rect{fill:#1e1d1a}}</style><rect width="${width}" height="28" rx="4"/>${mark}<text x="${isRtl ? width - 34 : 34}" y="19.5" direction="${words.language.dir}" fill="currentColor" font-family="system-ui,sans-serif" font-size="15" font-weight="600">${escaped(said)}</text></svg>\n`
}

/** The room that a card takes at a width; what the words would take more, the frame scrolls. */
export function cardHeight(width: number, letters: number): number {
  return 178 + 25 * Math.ceil((letters * 9.6) / Math.max(120, width - 36))
}

/** What somebody copies to show the card in a frame. */
export function frameCode(claim: Claim, words: Words, { origin, pathOf }: EmbedSite): string {
  const height = cardHeight(360, claim.proposition.length)
  return `<iframe src="${escaped(origin + pathOf(`/embed/claims/${claim.slug}`))}" title="${escaped(`${words.say('site.name')}: ${claim.proposition}`)}" width="100%" height="${height}" style="border:0;max-width:560px" loading="lazy" referrerpolicy="no-referrer"></iframe>`
}

/** What somebody copies where neither frames nor scripts are allowed: the picture in it stays current by itself. */
export function quoteCode(claim: Claim, words: Words, { origin, pathOf }: EmbedSite): string {
  const url = escaped(origin + pathOf(`/claims/${claim.slug}`))
  const card = cardOf(claim, words)
  const picture = escaped(origin + pathOf(`/embed/claims/${claim.slug}/status.svg`))
  const claimant = card.claimant
    ? `<footer>${escaped(words.say('embed.claimant', { name: card.claimant.name }))}</footer>`
    : ''
  return `<blockquote class="counterclaim" cite="${url}" lang="${words.language.code}"><p dir="auto"><a href="${url}">${escaped(claim.proposition)}</a></p><p><a href="${url}"><img src="${picture}" alt="${escaped(words.say('embed.statusNow'))}" height="28" referrerpolicy="no-referrer"></a></p>${claimant}</blockquote>`
}

/** What the front server makes an oEmbed answer of. */
export function oembedData(claim: Claim, words: Words, site: EmbedSite): object {
  const card = cardOf(claim, words)
  return {
    kind: 'claim',
    title: `${card.word}: ${claim.proposition}`,
    author: card.claimant && {
      name: card.claimant.name,
      url: site.origin + site.pathOf(`/sources/${card.claimant.slug}`),
    },
    provider: { name: words.say('site.name'), url: `${site.origin}/` },
    frame: site.origin + site.pathOf(`/embed/claims/${claim.slug}`),
    frameTitle: `${words.say('site.name')}: ${claim.proposition}`,
    letters: claim.proposition.length,
    picture: site.origin + site.pathOf(`/claims/${claim.slug}/picture.png`),
  }
}
