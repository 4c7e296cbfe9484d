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

/** Names and values of each form's fields, as they would be sent by its first button that says nothing by itself. */
function formsOf(html) {
  const forms = []
  const walk = (node, form) => {
    const isForm = node.nodeName === 'form'
    const inside = isForm ? new Map() : form
    if (isForm) forms.push(inside)
    const name = attributeOf(node, 'name')
    const value = inside && name ? sentValueOf(node) : undefined
    if (value !== undefined) inside.set(name, value)
    for (const child of node.childNodes ?? []) walk(child, inside)
  }
  walk(parse(html))
  return forms
}

/** What a field would send; nothing is sent of a button that is not pressed, nor of what is not ticked. */
function sentValueOf(node) {
  const value = attributeOf(node, 'value')
  switch (node.nodeName) {
    case 'input': {
      const isTicked = attributeOf(node, 'checked') !== undefined
      if (/^(?:radio|checkbox)$/.test(attributeOf(node, 'type')) && !isTicked) return undefined
      return value ?? ''
    }
    case 'textarea':
      return textOf(node)
    case 'select': {
      const options = optionsOf(node)
      const chosen = options.find((each) => attributeOf(each, 'selected') !== undefined)
      return attributeOf(chosen ?? options[0], 'value') ?? ''
    }
    default:
      return undefined
  }
}

const attributeOf = (node, name) => node?.attrs?.find((each) => each.name === name)?.value

const textOf = (node) => node.value ?? (node.childNodes ?? []).map(textOf).join('')

const optionsOf = (node) =>
  (node.childNodes ?? []).flatMap((each) => (each.nodeName === 'option' ? [each] : optionsOf(each)))
