import type { Context } from '@/lib/context'
import type { Db } from '@/lib/db'
import type { Newsroom } from '@/lib/testing/builders'
import {
  morning,
  type Name,
  type Paper,
  people,
  publishers,
  type SourceName,
  stories,
  TEXT,
} from '@/lib/testing/model/newsroom'

/**
 * The real newsroom that a model stands for: its people, sources, documents and stories, and the ids of whatever
 * the model calls by a name or a key.
 */
export class Desk {
  private readonly ids = new Map<string, string>()
  /** Claims' ids by their titles, as they are filed. */
  readonly claims = new Map<string, string>()

  private constructor(
    readonly room: Newsroom,
    /** The last line of the record before this newsroom's first. */
    readonly start: bigint,
  ) {}

  /** A newsroom of its own on the room's database, as `morning()` has it. */
  static async open(room: Newsroom): Promise<Desk> {
    const sources = Object.keys(morning().grades) as SourceName[]
    const made = new Map<string, string>()
    const each = <K extends string>(
      kind: string,
      keys: readonly K[],
      make: (key: K) => Promise<{ id: string }>,
    ) => Promise.all(keys.map(async (key) => made.set(`${kind} ${key}`, (await make(key)).id)))
    await room.somebody()
    await Promise.all([
      each('source', sources, (name) => room.aSource({ name, kind: 'other' })),
      each('story', stories, (title) => room.aStory({ title })),
      each('person', Object.keys(people) as Name[], (name) =>
        room.aMember({ name, role: people[name] }),
      ),
    ])
    await each('paper', Object.keys(publishers) as Paper[], (paper) =>
      room.aDocument({
        title: paper,
        text: TEXT,
        publisher: made.get(`source ${publishers[paper]}`),
      }),
    )
    const last = await room.db.activity.findFirst({ orderBy: { id: 'desc' } })
    const desk = new Desk(room, last?.id ?? 0n)
    for (const [key, id] of made) desk.ids.set(key, id)
    return desk
  }

  /** Who acts, with the role that the database gives them now, as a request would find it. */
  async context(by: Name, db: Db = this.room.db): Promise<Context> {
    const user = await db.user.findUniqueOrThrow({ where: { id: this.id(`person ${by}`) } })
    const { id, name, role } = user
    return { ...this.room.contextOf({ kind: 'member', id, name, role, sessionId: null }), db }
  }

  note(key: string, id: string): void {
    this.ids.set(key, id)
  }

  id(key: string): string {
    const id = this.ids.get(key)
    if (!id) throw new Error(`Nothing here is called “${key}”.`)
    return id
  }

  /** A source as a form names it. */
  source(name: SourceName): { id: string; name: string } {
    return { id: this.id(`source ${name}`), name }
  }

  paper(name: Paper): { use: 'existing'; id: string } {
    return { use: 'existing', id: this.id(`paper ${name}`) }
  }

  /** Ids of everything of one kind: `person`, `source`, `paper`, `story`. */
  all(kind: string): string[] {
    return [...this.ids].filter(([key]) => key.startsWith(`${kind} `)).map(([, id]) => id)
  }

  /** What the ids are called here. */
  names(): Map<string, string> {
    return new Map([...this.ids].map(([key, id]) => [id, key]))
  }
}
