import type { z } from 'zod'
import type { Act } from '@/lib/auth/policy'
import { leastRole } from '@/lib/auth/policy'
import type { AppError } from '@/lib/errors'

type Facts = Record<string, unknown>

/** The sentence for one field that the schema did not take. */
export function wordIssue(issue: z.core.$ZodIssue): string {
  const [slug = '', figure = ''] = issue.message.split(':')
  const worded = fieldWords[slug]
  if (worded) return worded(figure)
  switch (issue.code) {
    case 'invalid_value':
    case 'invalid_union':
      return 'Choose one of these.'
    case 'too_big':
      return `Give at most ${issue.maximum}.`
    case 'too_small':
      return `Give at least ${issue.minimum}.`
    default:
      return 'Fill this in.'
  }
}

const fieldWords: Record<string, (figure: string) => string> = {
  required: () => 'Fill this in.',
  too_long: (most) => `Keep this to ${figures(most)} characters.`,
  too_short: (least) => `Write at least ${figures(least)} characters.`,
  has_nul: () => 'This contains a character that can’t be stored. Paste it again as plain text.',
  not_unicode: () => 'This contains half a character. Paste it again as plain text.',
  not_a_web_address: () => 'Give a web address that begins with https:// or http://.',
  not_a_language: () => 'Give a language code such as en, ar or ckb.',
  not_found: () => 'Choose one that is still here.',
  not_a_date: () => 'Give a date such as 2024-12-07, or only the month (2024-12) or year (2024).',
  not_a_time: () => 'Give a time such as 18:00.',
  not_a_zone: () => 'Give a time zone such as Asia/Damascus.',
  time_needs_a_day: () => 'A time of day needs the full date.',
  skipped_hour: () =>
    'The clocks were put forward over this time: it did not exist there on that day.',
  needs_a_day: () => 'Give the full date, or leave it empty.',
  not_degrees: () => 'Give degrees such as 33.51; south and west are negative.',
  needs_both_coordinates: () => 'Give both latitude and longitude, or neither.',
  needs_address_or_text: () => 'Give its address, or paste its text, or both.',
  one_origin_only: () =>
    'Name either the source it comes from or the document it carries, not both.',
  tick_to_confirm: () => 'Tick this to confirm.',
  choose_a_claim: () => 'Choose a claim.',
  choose_a_document: () => 'Choose a document.',
  not_on_the_scale: () => 'Choose a grade from 1 to 6.',
  not_an_email: () => 'Give an e-mail address such as name@example.org.',
  password_too_easy: () =>
    'This would be guessed soon. Take a few words that don’t belong together, without your name or address.',
}

/** The sentence for whatever a command refused. */
export function wordError(error: AppError): string {
  const facts = error.details.facts ?? {}
  if (error.code === 'not_found') return 'This is not here any more, or it is not yours to see.'
  // A verdict can lack several things; whoever proposed it is told of all of them at once.
  if (Array.isArray(facts.unmet)) {
    return facts.unmet
      .map((need: { reason: string; facts?: Facts }) => wordRule(need.reason, need.facts))
      .join(' ')
  }
  const worded = reasonWords[error.reason]
  if (worded) return worded(facts)
  if (error.code === 'forbidden') return wordForbidden(error.reason)
  if (error.code === 'conflict')
    return 'Somebody else changed this first. Nothing of yours was saved yet.'
  if (error.code === 'unavailable') {
    return 'Something we depend on did not answer. Nothing was lost; please try again in a moment.'
  }
  return `The desk’s rules don’t allow this (${error.reason.replaceAll('_', ' ')}).`
}

/** The sentence for a rule that a verdict does not meet yet; the same before pressing and after. */
export function wordRule(reason: string, facts: Facts = {}): string {
  return reasonWords[reason]?.(facts) ?? `Needs: ${reason.replaceAll('_', ' ')}.`
}

const PASTE_INSTEAD = 'Open it in your browser and paste the article’s text.'

const reasonWords: Record<string, (facts: Facts) => string> = {
  signed_out: () =>
    'You have been signed out. Sign in in another tab, then press again here: your text is kept.',
  foreign_origin: () =>
    'This did not come from a page of this desk, so it was not done. Reload the page and try again.',

  // What a machine sends
  request_key_missing: () =>
    'Give this request a key of its own with the header Idempotency-Key, so that it is not done twice.',
  request_key_malformed: () =>
    'An Idempotency-Key is up to 200 letters, figures and signs of ASCII, in quotation marks.',
  request_reused: () =>
    'This Idempotency-Key came with another request before. Give each request a key of its own.',
  request_under_way: () =>
    'The same request is being answered just now. Ask again in a moment, and you get its answer.',

  // A database that is away or can't go on: what happened, what was saved, what to do
  database_unreachable: () =>
    'The desk’s database did not answer. Nothing was saved; your text is kept. Please try again in a moment.',
  answer_lost: () =>
    'The connection broke while this was being saved, so we can’t say yet whether it was. Your text is kept. Press again: if it was saved, it is not done twice.',
  database_disk_full: () =>
    'The disk that holds the desk’s database is full. Nothing was saved; your text is kept. Tell whoever looks after this machine, and press again when there is room.',
  database_disk_fails: () =>
    'The disk that holds the desk’s database can’t be read or written. Nothing was saved; your text is kept. Tell whoever looks after this machine at once.',
  database_out_of_memory: () =>
    'The machine of the desk’s database has run out of memory. Nothing was saved; your text is kept. Please try again in a minute.',
  database_too_busy: () =>
    'The desk’s database has no connection to spare just now. Nothing was saved; your text is kept. Please try again in a moment.',
  database_too_slow: () =>
    'The desk’s database took too long, and this was called off. Nothing was saved; your text is kept. Please try again in a moment.',
  database_read_only: () =>
    'The desk’s database can only be read just now. Nothing was saved; your text is kept. Tell whoever looks after it, or try again in a few minutes.',

  // Verdicts
  needs_independent_support: (facts) => moreOrigins('supporting', facts),
  needs_independent_refutation: (facts) => moreOrigins('refuting', facts),
  needs_credible_support: () =>
    'Needs at least one supporting piece of evidence graded 1 or 2 (confirmed or probably true), not from the claimant.',
  needs_credible_refutation: () =>
    'Needs at least one refuting piece of evidence graded 1 or 2 (confirmed or probably true).',
  needs_context: () => 'Needs context evidence that shows what was left out or bent.',
  needs_contradiction: () => 'Needs a published counterclaim, or evidence on both sides.',
  needs_what_overtook: () => 'Needs the claim or event that overtook it, and the day.',
  needs_what_overtook_shown: () =>
    'Readers can’t see the claim that overtook this one. Show that one first, or name the event instead.',
  needs_rationale: () => 'Needs a rationale that says what was looked for.',
  own_proposal: () => 'You proposed this verdict, so somebody else has to review it.',
  not_your_proposal: () => 'Only the editor who proposed this verdict can take it back.',
  no_open_proposal: () => 'There is no verdict waiting for review here any more.',
  already_proposed: () =>
    'A verdict on this claim is already waiting for review. It has to be answered or taken back first.',
  verdict_already_answered: () =>
    'Somebody has already answered this proposal, or it was taken back. Nothing was done twice.',
  needs_update_or_correction: () =>
    'A verdict is published. Say whether this is an update (new information) or a correction (we were wrong).',
  needs_public_note: () => 'Tell readers in a public note what is new, or what we had wrong.',
  changes_not_seen: () =>
    'The claim has changed since this was proposed. Look at the changes below and tick that you have, then approve.',

  // Claims
  claim_changed: () =>
    'This claim has changed since you opened this form. Nothing of yours was saved yet.',
  source_changed: () =>
    'This source has changed since you opened this form. Nothing of yours was saved yet.',
  story_changed: () =>
    'This story has changed since you opened this form. Nothing of yours was saved yet.',
  wording_is_published: () =>
    'The claimant and the words of this claim are fixed, because a verdict about them is published. File another statement as a claim of its own and link it.',
  claim_is_withdrawn: () => 'This claim was withdrawn. It can’t be changed any more.',
  claim_is_set_aside: () => 'This claim is set aside. Reopen it first.',
  claim_is_public: () =>
    'Readers have seen this claim, so it can’t be set aside. An admin can withdraw it in public.',
  claim_is_not_public: () =>
    'Readers have never seen this claim, so there is nothing to withdraw. Set it aside instead.',
  not_in_triage: () => 'Somebody has already started checking this claim.',
  not_set_aside: () => 'This claim is not set aside any more.',
  needs_an_appearance: () =>
    'A claim needs at least one appearance. Add the right one first, then withdraw this one.',
  already_withdrawn: () => 'This was already withdrawn.',
  person_unknown: () => 'Choose somebody who works at this desk.',
  story_unknown: () => 'Choose a story that is still here.',
  claim_unknown: () => 'Choose a claim that is still here.',

  // Sources, documents, quotes
  source_unknown: (facts) =>
    `Nobody here goes by ${facts.name ? `“${facts.name}”` : 'this name'}. To add a new source, choose what kind of source it is.`,
  source_ambiguous: () => 'More than one source goes by this name. Choose which one you mean.',
  source_cannot_speak_for_itself: () => 'A source can’t speak for itself.',
  document_unknown: () => 'Choose a document that is still here.',
  quote_not_in_text: () =>
    'These words are not in the document’s text, letter by letter. Select them in the text itself.',
  quote_not_at_start: () =>
    'These words are not at the place where they were selected. Select them again.',
  appearance_already_recorded: () => 'This quote from this document is recorded already.',
  origin_goes_round: () =>
    'That document carries this one, so the origins would go round in a circle.',
  one_origin_only: () =>
    'Name either the source it comes from or the document it carries, not both.',

  // Reading a page, a file or a pasted text
  page_address_not_web: () => 'Only addresses that begin with https:// or http:// are fetched.',
  page_address_has_password: () =>
    'This address has a name or password in it. Give it without, or paste the article’s text.',
  page_address_not_public: () =>
    'This address leads into a private network, or to this machine itself, so nothing was fetched.',
  page_port_refused: () => 'Pages are fetched from the usual ports of websites only, not this one.',
  page_host_unknown: (facts) =>
    `There is no website called ${facts.host ?? 'that'}, as far as this machine can tell. Look for a slip in the address.`,
  page_unreachable: () => `The site did not answer. ${PASTE_INSTEAD}`,
  page_too_slow: () =>
    `The site took too long to send the page, so it was given up. ${PASTE_INSTEAD}`,
  page_too_large: (facts) =>
    `This is larger than the ${facts.megabytes ?? 10} MB that an article is allowed. ${PASTE_INSTEAD}`,
  page_redirects_too_often: () =>
    `The site sends from address to address without end. ${PASTE_INSTEAD}`,
  page_answered_error: (facts) =>
    `The site did not give the page: it answered ${facts.status ?? 'with an error'}. ${PASTE_INSTEAD}`,
  page_not_text: (facts) =>
    `This is not a web page or plain text, but ${facts.type ?? 'something else'}. Paste the article’s text.`,
  page_lies_about_type: (facts) =>
    `What came is not what it is said to be: ${facts.is ?? 'something else'} instead of ${facts.says ?? 'a web page'}. Paste the article’s text.`,
  page_packing_unknown: () =>
    `The site packs its pages in a way that can’t be read here. ${PASTE_INSTEAD}`,
  page_damaged: () => `The page arrived damaged. ${PASTE_INSTEAD}`,
  page_empty: () => 'There is nothing on this page.',
  page_too_complex: () => `This page is made so that reading it takes too long. ${PASTE_INSTEAD}`,
  page_without_article: () => `No article was found on this page. ${PASTE_INSTEAD}`,
  file_kind_refused: () => 'Choose a saved web page (.html) or a text file (.txt).',
  text_empty: () => 'Paste the article’s text.',
  text_is_binary: () => 'This is not text. Copy the article itself and paste it again.',
  text_too_long: (facts) =>
    `Keep the text to ${Number(facts.most ?? 1_000_000).toLocaleString('en')} characters.`,

  // Intake
  read_before: () =>
    'This has been read here before. Go on with it, or read it again all the same.',
  document_reads_otherwise: () =>
    'The document that is here has another text, so these quotes would not be found in it. Read this as a document of its own.',
  intake_is_filed: () => 'This was filed already. Nothing was filed twice.',
  intake_is_dropped: () => 'This was dropped meanwhile. Paste the article again to begin anew.',
  intake_is_being_read: () => 'The article is still being read. Its claims come in a moment.',
  intake_changed: () =>
    'Somebody else decided on this first. Look at what they chose, then decide again.',
  intake_changed_since: () =>
    'Somebody else has decided on something here since you looked. What they chose is shown now; look it over, then press again.',
  nothing_to_undo: () => 'There is nothing of yours left to undo.',
  decision_changed_since: () =>
    'Somebody else has decided on this since, so your step can’t be undone without losing theirs.',
  nothing_to_file: () => 'Nothing is accepted or merged yet, so there is nothing to file.',
  candidates_undecided: (facts) =>
    `${facts.count === 1 ? 'One candidate is' : `${figures(String(facts.count))} candidates are`} still undecided. Decide on ${facts.count === 1 ? 'it' : 'them'}, or drop the rest.`,
  intake_not_ready: (facts) =>
    `Nothing was filed: ${facts.count === 1 ? 'one thing needs' : `${figures(String(facts.count))} things need`} another look first.`,
  candidate_unknown: () => 'This candidate is not in this article.',
  merged_into_itself: () => 'A candidate can’t be merged into itself.',
  merged_into_nothing: () =>
    'It is merged into a candidate that is dropped or undecided. Merge it elsewhere, or accept that one.',
  tracked_claim_is_withdrawn: () =>
    'The tracked claim was withdrawn meanwhile. Accept this as a claim of its own, or merge it elsewhere.',
  tracked_claim_changed: () =>
    'The tracked claim reads differently since you merged this. Look at it, then merge again.',
  related_claim_is_withdrawn: () =>
    'A tracked claim that this is linked to was withdrawn meanwhile. Strike the link.',
  proposition_too_long: () =>
    'The statement is longer than 500 characters. Edit it to one short statement.',
  quote_too_long: () =>
    'The quote is longer than 10,000 characters. Edit it to the words that count.',
  publisher_missing: () => 'Say who published this before filing.',
  too_much_to_file: (facts) =>
    `At most ${figures(String(facts.most))} claims are filed at once. Drop what nobody will check.`,

  // Relations
  relation_to_itself: () => 'A claim can’t be linked to itself. Choose another one.',
  already_linked: () => 'These two claims are linked this way already.',

  // People
  no_such_person: () => 'This person is not here any more.',
  already_a_person: () =>
    'Somebody with this address is here already. If they forgot their password, make them a password link below.',
  person_is_deactivated: () => 'This person is deactivated. Let them in again first.',
  own_role: () => 'Nobody changes their own role. Ask another admin.',
  own_account: () => 'Nobody deactivates themselves. Ask another admin.',
  last_admin: () => 'This is the last active admin. Make somebody else an admin first.',
  role_changed: (facts) =>
    `Somebody else has made this person ${facts.role === 'contributor' ? 'a' : 'an'} ${facts.role} meanwhile. Look again, then choose.`,

  // Signing in
  wrong_credentials: () => 'This e-mail address and password don’t open the desk.',
  sign_in_throttled: (facts) =>
    facts.seconds
      ? `Too many failed attempts. Wait ${wait(Number(facts.seconds))}, then try again.`
      : 'Too many failed attempts. Wait a few minutes, then try again.',
  too_many_sign_ins: () => 'Too many people are signing in at once. Try again in a moment.',
  sign_in_service_failed: () =>
    'Signing in through the other service did not work. Try again, or use your e-mail address and password.',
  email_not_verified: () =>
    'The service you signed in with does not vouch for your e-mail address, so we can’t tell who you are here.',
  not_invited: () =>
    'Nobody with your e-mail address works at this desk. Ask an admin for an invitation.',
  invitation_is_closed: () =>
    'This link has been used or taken back, or its time is over. Ask whoever gave it to you for a new one.',
  password_too_easy: () =>
    'This would be guessed soon. Take a few words that don’t belong together, without your name or address.',
}

function moreOrigins(kind: string, facts: Facts): string {
  const needed = Number(facts.needed ?? 2)
  const have = Number(facts.have ?? 0)
  const names = Array.isArray(facts.origins)
    ? facts.origins.filter((name) => typeof name === 'string')
    : []
  const missing = Math.max(1, needed - have)
  const sentence = `Needs ${kind} evidence of ${missing === 1 ? 'one more' : `${spelled(missing)}${have > 0 ? ' more' : ''}`} independent ${missing === 1 ? 'origin' : 'origins'}${kind === 'supporting' ? ', not the claimant' : ''}.`
  return names.length > 0 ? `${sentence} So far: ${names.join(', ')}.` : sentence
}

const spelled = (count: number) =>
  ['no', 'one', 'two', 'three', 'four', 'five'][count] ?? String(count)

/** What each act is, after “Your role doesn’t let you …”. */
const actWords: Record<Act, string> = {
  'desk:read': 'see the desk',
  'source:create': 'add sources',
  'source:edit': 'edit sources',
  'source:add-alias': 'add names to sources',
  'source:grade': 'grade the reliability of sources',
  'document:add': 'add documents',
  'document:change-origin': 'say where documents come from',
  'story:create': 'open stories',
  'story:edit': 'edit stories',
  'story:show': 'show stories to readers',
  'intake:start': 'take articles in',
  'intake:decide': 'decide on what was taken in',
  'intake:drop': 'drop what was taken in',
  'intake:file': 'file what was taken in',
  'claim:file': 'file claims',
  'claim:edit': 'edit claims',
  'claim:assign': 'assign claims',
  'claim:change-stage': 'move claims between stages',
  'claim:show': 'show claims to readers',
  'claim:withdraw': 'withdraw claims',
  'appearance:add': 'add appearances',
  'appearance:withdraw': 'withdraw somebody else’s appearances',
  'relation:add': 'link claims',
  'relation:withdraw': 'withdraw somebody else’s links',
  'evidence:attach': 'attach evidence',
  'evidence:grade': 'grade evidence',
  'evidence:withdraw': 'withdraw somebody else’s evidence',
  'verdict:propose': 'propose verdicts',
  'verdict:take-back': 'take verdicts back',
  'verdict:approve': 'review verdicts',
  'verdict:send-back': 'review verdicts',
  'people:manage': 'manage people',
  'activity:read': 'read the record',
}

function wordForbidden(reason: string): string {
  if (reason === 'claim:edit-public')
    return 'Readers see this claim, so only an editor can edit it now.'
  if (!(reason in actWords)) return 'Your role doesn’t allow this.'
  const act = reason as Act
  return `Your role doesn’t let you ${actWords[act]}; that takes ${leastRole[act] === 'contributor' ? 'a contributor' : `an ${leastRole[act]}`}.`
}

function figures(count: string): string {
  return Number(count).toLocaleString('en')
}

function wait(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? 'one second' : `${seconds} seconds`
  return `${Math.ceil(seconds / 60)} minutes`
}
