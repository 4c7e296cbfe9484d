import { answerOfStory } from '@/app/(public)/embed/site'

export const dynamic = 'force-dynamic'

/** What the front server answers oEmbed requests about a story from: a link with its picture. */
export function GET(_: Request, { params }: { params: Promise<{ slug: string }> }) {
  return answerOfStory(params, 'application/json', (story, words, site) =>
    JSON.stringify({
      kind: 'story',
      title: story.title,
      provider: { name: words.say('site.name'), url: `${site.origin}/` },
      picture: site.origin + site.pathOf(`/stories/${story.slug}/picture.png`),
    }),
  )
}
