/**
 * The optional script beside an embedded claim, on both sides of the frame: within, it says how high the card is; on the
 * page around it, it gives frames that height and puts one in the place of each quotation of ours. Nothing is stored.
 */
const own = new URL((document.currentScript as HTMLScriptElement).src).origin

if (window.parent !== window && location.origin === own) {
  const tell = () => {
    const card = document.querySelector('.card') as HTMLElement
    card.style.minBlockSize = '0'
    const height = Math.ceil(card.getBoundingClientRect().height)
    window.parent.postMessage({ counterclaim: 'height', height }, '*')
  }
  new ResizeObserver(tell).observe(document.documentElement)
} else {
  addEventListener('message', ({ origin, source, data }) => {
    if (origin !== own || data?.counterclaim !== 'height') return
    for (const frame of document.querySelectorAll('iframe')) {
      if (frame.contentWindow === source)
        frame.style.height = `${Math.min(2000, Number(data.height) || 0)}px`
    }
  })
  for (const quote of document.querySelectorAll<HTMLQuoteElement>('blockquote.counterclaim')) {
    const url = URL.canParse(quote.cite) ? new URL(quote.cite) : null
    if (url?.origin !== own) continue
    const frame = document.createElement('iframe')
    frame.src = own + url.pathname.replace(/\/claims\//, '/embed/claims/')
    frame.title = quote.textContent ?? ''
    frame.referrerPolicy = 'no-referrer'
    frame.style.cssText = 'border:0;width:100%;max-width:560px'
    quote.replaceWith(frame)
  }
}
