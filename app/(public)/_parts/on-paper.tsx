import { pageHref, pagePath } from '@/app/(public)/_parts/href'
import { addressOf } from '@/app/(public)/_parts/meta'

/** Where the page is, for whoever has it on paper; of when it is, is said at its beginning. */
export async function OnPaper() {
  const [path, href] = [await pagePath(), await pageHref()]
  if (path === null) return null
  return (
    <p className="on-paper">
      <bdi>{addressOf(href(path))}</bdi>
    </p>
  )
}
