import { publicContext } from '@/app/(public)/_parts/context'
import { embedSite } from '@/app/(public)/embed/site'
import { asPng, storyPicture } from '@/lib/interop/pictures/claim-picture'
import { getStoryPage } from '@/lib/site/queries/story'

export const dynamic = 'force-dynamic'

/** What others show when they link to the story. */
export async function GET(
  _: Request,
  { params }: { params: Promise<{ slug: string }> },
): Promise<Response> {
  const story = await getStoryPage(publicContext(), (await params).slug)
  if (!story) return new Response('Not found', { status: 404 })
  const { words } = await embedSite()
  const picture = await asPng(await storyPicture(story, words))
  return new Response(picture, { headers: { 'content-type': 'image/png' } })
}
