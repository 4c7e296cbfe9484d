export const dynamic = 'force-dynamic'

/** Two halves of one diamond against each other: a claim and its counterclaim. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><style>.a{fill:#1b1a17}.b{stroke:#1b1a17}@media(prefers-color-scheme:dark){.a{fill:#edebe4}.b{stroke:#edebe4}}</style><path class="a" d="M16 2v28L2 16z"/><path class="b" fill="none" stroke-width="3" stroke-linejoin="round" d="M18 4.1 28 16 18 27.9z"/></svg>`

export function GET(): Response {
  return new Response(icon, { headers: { 'content-type': 'image/svg+xml' } })
}
