import { parse } from 'parse5'

/** Fills in forms as a browser without script would: what it takes to press a button of the desk, and no more. */
export class Browser {
  cookies = new Map()

  constructor(origin) {
    this.origin = origin
  }

  async signIn({ email, password }) {
    const form = await this.formWith('/sign-in', 'password')
    const answer = await form.press({ email, password })
    if (answer.status !== 303) throw new Error(`signing in was answered ${answer.status}`)
  }

  /** The form that has a field of that name, with what stands in its fields. */
  async formWith(address, name) {
    const response = await this.ask(address)
    const forms = formsOf(await response.text())
    const fields = forms.find((each) => each.has(name))
    if (!fields) throw new Error(`${address} was answered ${response.status}, and has no such form`)
    return {
      press: (filledIn = {}) => {
        const body = new FormData()
        for (const [each, value] of fields) body.append(each, value)
        for (const [each, value] of Object.entries(filledIn)) body.set(each, value)
        return this.ask(address, { method: 'POST', body })
      },
    }
  }

  async ask(address, request = {}) {
    const response = await fetch(this.origin + address, {
      ...request,
      redirect: 'manual',
      headers: {
        origin: this.origin,
        cookie: [...this.cookies].map((pair) => pair.join('=')).join('; '),
      },
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (name) this.cookies.set(name, value)
    }
    return response
  }
}

/** Names and values of each form's fields, as they would be sent. */
function formsOf(html) {
  const forms = []
  const walk = (node, form) => {
    const attribute = (name) => node.attrs?.find((each) => each.name === name)?.value
    const isForm = node.nodeName === 'form'
    const inside = isForm ? new Map() : form
    if (isForm) forms.push(inside)
    const name = attribute('name')
    if (inside && name && /^(?:input|textarea|select|button)$/.test(node.nodeName))
      inside.set(name, attribute('value') ?? '')
    for (const child of node.childNodes ?? []) walk(child, inside)
  }
  walk(parse(html))
  return forms
}
