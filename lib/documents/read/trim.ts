import type { Block } from '@/lib/documents/read/blocks'

/** Words that a site says to its reader, as the whole of a block. */
const LABEL =
  /^(?:advert(?:isement|s|ising)?|(?:article|story) continues (?:below|after).*|continue reading.*|scroll (?:down )?(?:to|for) (?:continue|more).*|sponsored.*|promoted|ads?(?: by .*)?|related.{0,30}|recommended.{0,30}|(?:read|see|view|show|load|watch|learn) (?:more|also|next|now|full.*|all.*)|more|loading.{0,10}|close|caption|captions?|hide|comments?(?: \(\d+\))?|\d+ comments?|share.{0,20}|tweet|pin(?: it)?|print|e-?mail|copy link|save|follow.{0,30}|subscribe.{0,20}|sign (?:in|up)|log ?in|register|image|photos?|videos?|gallery|slideshow|play|listen|watch|live|breaking(?: news)?|trending.{0,20}|popular|most (?:read|popular|viewed).{0,20}|latest.{0,20}|top stories|up next|next|previous|back to top|skip to.*|menu|search|home|tags?|topics?|view (?:comments|gallery|image)|highlights|(?:don.t|do not) miss.{0,10}|newsletter|exclusive|warning|this (?:slideshow|video|page|site) requires javascript\.?|[^\p{L}\p{N}]+|إعلان|اعلان|إعلانات|شارك.{0,20}|اقر[أا] (?:أيضا|أيضًا|أيضاً|ايضا|المزيد|ايضاً).{0,3}|(?:مواضيع|أخبار|مقالات|موضوعات) ذات صلة.{0,3}|المزيد|تابعونا.{0,30}|تعليقات?|التعليقات|طباعة|نسخ الرابط|الأكثر قراءة|شاهد أيضا.{0,3}|الكلمات المفتاحية|(?:publicidad|publicité|anzeige|werbung|pubblicità|publicidade|iklan|reklam|реклама))[.:!…»>]*$/iu

/** How a block begins that sends its reader elsewhere. */
const SENDS_AWAY =
  /^[^\p{L}\p{N}]{0,3}(?:read (?:more|also|next|the full|our)|also read|see (?:also|more)|related(?: (?:stor(?:y|ies)|articles?|content|links?|coverage|news))?\s*[:|–-]|more (?:on|from|about|stories|like)\b.{0,40}(?::|$)|don.t miss|recommended\s*:|watch(?: (?:now|also|more|live|the video))?\s*[:|]|listen(?: (?:now|to))?\s*[:|]|(?:click|tap) here|(?:join|follow|like|find|add) (?:us|our|me|@|the conversation)|(?:follow|like) .{1,40} on (?:twitter|facebook|instagram|telegram|whatsapp|x\b|google)|sign up|subscribe (?:to|now|here|for)|get (?:the|our|all the|more|breaking) .{0,40}(?:app|news|newsletter|inbox|alerts)|download (?:the|our)|share (?:this|on|via)|like (?:this|what you)|want more|you (?:may|might) (?:also|be)|also (?:on|see|in) |have you (?:got )?a (?:story|tip)|do you have a (?:story|tip)|got a (?:story|tip)|for more (?:news|stories|on)\b|check out|(?:©|copyright|\(c\))|source\s*:|all rights reserved|enjoyed? (?:this|what)|support (?:our|us)|thank(?:s| you) for (?:reading|signing)|this (?:material|website|site|document|article) (?:may not|uses|is subject to copyright)|we use cookies|by (?:clicking|signing|subscribing|continuing)|join the (?:discussion|conversation)|leave a (?:comment|reply)|tell us what|let us know|اقر[أا] (?:أيض|ايض|المزيد)|تابعونا|تابعوا|اشترك|شاهد (?:أيض|ايض|المزيد)|للمزيد|انضم|lire aussi|à lire|lee también|leer? más|lea también|le puede interesar|te puede interesar|leia (?:também|mais)|veja também|siga |saiba mais|lesen sie auch|mehr zum thema|leggi anche|baca juga|читайте также|подписывайтесь|ayrıca bakınız|czytaj (?:też|także|więcej))/iu

/** A heading after which nothing of the article comes. */
const TAIL =
  /^(?:related(?: (?:articles|stories|posts|news|content|coverage|topics|links))?|recommended(?: (?:for you|reading|stories|articles))?|more (?:from|on|stories|news|in|great)\b.{0,40}|(?:\d+ )?comments?(?: \(\d+\))?|leave a (?:comment|reply)|you (?:may|might) also.{0,30}|read (?:next|more|also)|see also|trending.{0,20}|most (?:read|popular|viewed).{0,20}|latest (?:news|stories|from|in).{0,30}|popular.{0,20}|top stories|share this(?: (?:article|story|post|page))?|about the authors?|tags|topics|newsletter|follow us.{0,20}|don.t miss|also (?:read|on).{0,20}|what to read next|editor.s picks|مواضيع ذات صلة|اقرأ أيض\S*|أخبار ذات صلة|الأكثر قراءة|التعليقات|شاهد أيض\S*)[:.…»]*$/iu

const ADDRESS_ONLY =
  /^(?:https?:\/\/\S+|[\w.+-]+@[\w-]+\.[\w.]+|(?:www\.|twitter\.com|facebook\.com|@)\S+)$/i
const DATE_LINE =
  /^(?:(?:last |first )?(?:published|updated|posted|modified|created|date)\b.{0,60}|by\s.{0,80}|(?:\w+,?\s+)?(?:\d{1,2}\s+\p{L}{3,}|\p{L}{3,}\s+\d{1,2}),?\s+\d{4}.{0,40}|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.{0,40}|\d+ (?:min|minutes?|hours?|days?) (?:read|ago).{0,20}|[|·•–-].{0,80})$/iu
const CREDIT =
  /^(?:(?:photo|image|picture|video|photograph|file photo|foto|صورة)s?(?: (?:credit|by|courtesy|via))?\s*[:/(©|].{0,160}|\((?:photo|image|picture|file)s?\b.{0,160}\)|.{0,160}(?:\/|via |\()\s*(?:getty(?: images)?|ap photo|afp|reuters|epa)[^.]{0,40}\)?)$/i

/** The blocks that are the article's, of those found in its part of the page. */
export function trimBlocks(blocks: Block[], title: string | null, byline: string | null): Block[] {
  const kept = blocks.filter((block) => !isForeign(block))
  const total = length(kept)
  // What follows a heading such as "Related" goes with it, unless it is much of the page.
  let seen = 0
  for (const [i, block] of kept.entries()) {
    if (seen > total / 2 && block.text.length < 60 && TAIL.test(block.text)) {
      const rest = kept.slice(i)
      if (length(rest) < total / 3) {
        kept.length = i
        break
      }
    }
    seen += block.text.length
  }
  return trimEnds(kept, title, byline)
}

function isForeign({ text, linked, kind }: Block): boolean {
  if (LABEL.test(text) || ADDRESS_ONLY.test(text)) return true
  if (kind === 'heading') return false
  if (linked > 0.85) return true
  if (text.length < 300 && SENDS_AWAY.test(text)) return true
  return text.length < 200 && CREDIT.test(text)
}

/** The headline said again, a byline and a date before the first paragraph; headings that nothing follows. */
function trimEnds(blocks: Block[], title: string | null, byline: string | null): Block[] {
  let start = 0
  const headline = bare(title ?? '')
  const author = bare(byline ?? '')
  for (let i = 0; i < Math.min(8, blocks.length); i++) {
    const text = blocks[i]?.text ?? ''
    const isHeadline = headline !== '' && text.length < 300 && bare(text) === headline
    const isByline = author !== '' && text.length < 120 && bare(text).startsWith(author)
    if (isHeadline) start = i + 1
    else if (isByline || (text.length < 120 && DATE_LINE.test(text))) {
      if (start === i) start = i + 1
    } else if (text.length > 120) break
  }
  let end = blocks.length
  while (end > start && blocks[end - 1]?.kind === 'heading') end--
  return blocks.slice(start, end)
}

const length = (blocks: Block[]) => blocks.reduce((sum, block) => sum + block.text.length, 0)

const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
