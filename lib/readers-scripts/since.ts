/**
 * Tells a reader what changed on this page since they were here. What they saw is kept on their device and told to
 * nobody; the note lies over the page, so that nothing moves, and goes when it is closed or when visits are forgotten.
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
      if (fresh.length > 0) show(fresh, before.on)
    }
  } catch {
    // A device that keeps nothing has nothing to compare with.
  }

  function show(fresh: Change[], on: number) {
    const { note = '', forget = '', close = '' } = data ?? {}
    const { lang } = document.documentElement
    const when = new Date(on).toLocaleString(data?.locale || lang, {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'short',
    })
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
    head.textContent = note.replace('{when}', when)
    place?.append(
      head,
      list,
      button(close, () => {}),
      button(forget, () => {
        for (const name of Object.keys(localStorage)) {
          if (name.startsWith('since:')) localStorage.removeItem(name)
        }
        localStorage.setItem(OFF, '1')
      }),
    )
    place?.removeAttribute('hidden')
  }
}
