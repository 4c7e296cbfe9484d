import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import { approveVerdict, proposeVerdict } from '@/lib/review/commands'
import { createStory, editStory } from '@/lib/stories/commands'
import { createStoryInput, editStoryInput } from '@/lib/stories/schema'
import { aNewsroom, type Member, type Newsroom } from '@/lib/testing/builders'

/** What becomes of acts when the machine's clock is set back under them. */
let room: Newsroom
let rana: Member
let omar: Member

beforeEach(async () => {
  room = await aNewsroom()
  rana = await room.aMember({ role: 'editor' })
  omar = await room.aMember({ role: 'editor' })
})
afterEach(() => room.drop())

const noon = Date.UTC(2025, 0, 1, 12)
const at = (who: Member, minutes: number): Context =>
  room.contextOf(who, new Date(noon + minutes * 60_000))
const minute = (minutes: number) => new Date(noon + minutes * 60_000)

async function aStoryAtNoon() {
  const input = createStoryInput.parse({ title: 'Homs', summary: 'Day by day.' })
  return createStory(at(rana, 0), input)
}

const retitle = (minutes: number, storyId: string, version: number, title: string) =>
  editStory(
    at(rana, minutes),
    editStoryInput.parse({ storyId, version, title, summary: 'Day by day.' }),
  )

describe('a clock that is set back', () => {
  it('puts no act before one that is on record', async () => {
    const { storyId } = await aStoryAtNoon()
    await retitle(-60, storyId, 1, 'Homs and Hama')
    await retitle(-59, storyId, 2, 'Homs, Hama and Rastan')
    const revisions = await room.db.storyRevision.findMany({
      where: { storyId },
      orderBy: { version: 'asc' },
    })
    expect(revisions.map((each) => [each.title, each.at])).toEqual([
      ['Homs', minute(0)],
      ['Homs and Hama', minute(0)],
      ['Homs, Hama and Rastan', minute(0)],
    ])
  })

  it('is told by the log, beside the time that the act is held at', async () => {
    const { storyId } = await aStoryAtNoon()
    await retitle(-60, storyId, 1, 'Homs and Hama')
    const leaf = await room.db.leaf.findFirstOrThrow({ orderBy: { index: 'desc' } })
    expect(leaf.at).toEqual(minute(0))
    expect(JSON.parse(Buffer.from(leaf.entry).toString())).toMatchObject({
      at: minute(0).toISOString(),
      clock: minute(-60).toISOString(),
    })
  })

  it('is followed again as soon as it has caught up', async () => {
    const { storyId } = await aStoryAtNoon()
    await retitle(-60, storyId, 1, 'Homs and Hama')
    await retitle(1, storyId, 2, 'Hama')
    const acts = await room.db.activity.findMany({ where: { storyId }, orderBy: { id: 'asc' } })
    expect(acts.map((act) => act.at)).toEqual([minute(0), minute(0), minute(1)])
    const leaf = await room.db.leaf.findFirstOrThrow({ orderBy: { index: 'desc' } })
    expect(JSON.parse(Buffer.from(leaf.entry).toString())).not.toHaveProperty('clock')
  })

  it('leaves a verdict no earlier than its proposal, and readers see the order in which it was done', async () => {
    const form = await room.verdictForm()
    await aStoryAtNoon()
    const { verdictId } = await proposeVerdict(at(rana, 5), form)
    await approveVerdict(at(omar, -600), await room.approvalOf(verdictId))
    const verdict = await room.db.verdict.findUniqueOrThrow({ where: { id: verdictId } })
    expect(verdict.proposedAt).toEqual(minute(5))
    expect(verdict.publishedAt).toEqual(minute(5))
    const acts = await room.db.activity.findMany({ orderBy: { id: 'asc' } })
    const times = acts.map((act) => act.at.getTime())
    expect(times).toEqual([...times].sort((a, b) => a - b))
  })
})
