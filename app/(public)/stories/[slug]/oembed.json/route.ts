import { publicContext } from '@/app/(public)/_parts/context'
import { embedSite } from '@/app/(public)/embed/site'
import { getStoryPage } from '@/lib/site/queries/story'

export const dynamic = 'force-dynamic'

/** What the front server answers oEmbed requests about a story from: a link with its picture. */
export async function GET(
  _: Request,
  { params }: { params: Promise<{ slug: string }> },
): Promise<Response> {
  const story = await getStoryPage(publicContext(), (await params).slug)
  if (!story) return new Response('Not found', { status: 404 })
  const { words, site } = await embedSite()
  return Response.json({
    kind: 'story',
    title: story.title,
    provider: { name: words.say('site.name'), url: `${site.origin}/` },
    picture: site.origin + site.pathOf(`/stories/${story.slug}/picture.png`),
  })
}
