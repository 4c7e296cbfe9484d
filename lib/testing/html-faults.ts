import { HtmlValidate, StaticConfigLoader } from 'html-validate'

/** What the standard of HTML itself says, and nothing of anybody's taste. */
const validator = new HtmlValidate(
  new StaticConfigLoader({ root: true, extends: ['html-validate:standard'], elements: ['html5'] }),
)

/** What a checker of HTML finds in a page: nothing, where all is well. */
export async function htmlFaults(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html)
  const lines = html.split('\n')
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => {
      const around = (lines[line - 1] ?? '').slice(Math.max(0, column - 60), column + 60)
      return `${ruleId}: ${message} at …${around}…`
    }),
  )
}
