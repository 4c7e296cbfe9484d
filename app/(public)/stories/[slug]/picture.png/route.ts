import { answerOfStory } from '@/app/(public)/embed/site'
import { asPng, storyPicture } from '@/lib/interop/pictures/claim-picture'

export const dynamic = 'force-dynamic'

/** What others show when they link to the story. */
export function GET(_: Request, { params }: { params: Promise<{ slug: string }> }) {
  return answerOfStory(params, 'image/png', async (story, words) =>
    asPng(await storyPicture(story, words)),
  )
}
