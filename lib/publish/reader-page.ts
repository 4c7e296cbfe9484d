import { stripRuntime } from '@/lib/publish/strip'
import { buildFolder, withOwnStyles } from '@/lib/publish/styles'

/** What Next rendered as readers get it: without the client runtime, with its styles in its head. */
export async function readerPage(html: string, build = buildFolder()): Promise<string> {
  return withOwnStyles(await stripRuntime(html), build)
}
