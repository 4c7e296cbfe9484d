import { whenChanged } from '@/lib/readers-scripts/live'

/**
 * Tells a reader what changed on this page since they were here, and what changes while they are. What they saw is kept
 * on their device and told to nobody; the note lies over the page, so that nothing moves, and goes when it is closed or
 * when visits are forgotten.
 */
type Change = { at: string; text: string; id?: string }

const place = document.getElementById('since-you-were-here')
const data = place?.dataset
if (place && data && !new URLSearchParams(location.search).get('at')) {
  const OFF = 'since:off'
  const key = `since:${location.pathname}`
  try {
    const changes: Change[] = JSON.parse(data.changes ?? '[]')
    const newest =
      changes
        .map(({ at }) => at)
        .sort()
        .at(-1) ?? ''
    const before = JSON.parse(localStorage.getItem(key) ?? 'null')
    if (!localStorage.getItem(OFF)) {
      localStorage.setItem(key, JSON.stringify({ seen: newest, on: Date.now() }))
      const fresh = changes.filter(({ at }) => before && at > before.seen)
      if (fresh.length > 0) showSince(fresh, before.on)
    }
  } catch {
    // A device that keeps nothing has nothing to compare with.
  }

  const textOf = (page: Document) => page.querySelector('main')?.textContent
  whenChanged((page) => {
    const seen = new Set(changesOf(document).map(({ at, text }) => `${at} ${text}`))
    const fresh = changesOf(page).filter(({ at, text }) => !seen.has(`${at} ${text}`))
    if (fresh.length === 0 && textOf(page) === textOf(document)) return
    show(data.changed ?? '', fresh, data.reload ?? '', () => location.reload())
  })

  function changesOf(page: Document): Change[] {
    return JSON.parse(page.getElementById('since-you-were-here')?.dataset.changes ?? '[]')
  }

  function showSince(fresh: Change[], on: number) {
    const { note = '', forget = '', locale } = data ?? {}
    const when = new Date(on).toLocaleString(locale || document.documentElement.lang, {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'short',
    })
    show(note.replace('{when}', when), fresh, forget, () => {
      for (const name of Object.keys(localStorage)) {
        if (name.startsWith('since:')) localStorage.removeItem(name)
      }
      localStorage.setItem(OFF, '1')
    })
  }

  function show(words: string, fresh: Change[], more: string, act: () => void) {
    const list = document.createElement('ul')
    for (const { text, id } of fresh.slice(0, 6)) {
      const item = list.appendChild(document.createElement('li'))
      item.textContent = text
      if (id) document.getElementById(id)?.setAttribute('data-changed', '')
    }
    const button = (words: string, act: () => void) => {
      const made = document.createElement('button')
      made.type = 'button'
      made.textContent = words
      made.onclick = () => {
        act()
        place?.setAttribute('hidden', '')
      }
      return made
    }
    const head = document.createElement('p')
    head.textContent = words
    place?.replaceChildren(
      head,
      list,
      button(more, act),
      button(data?.close ?? '', () => {}),
    )
    place?.removeAttribute('hidden')
  }
}
