import { z } from 'zod'

/** How pages are compressed beside their plain form. */
export const ENCODINGS = ['br', 'gzip'] as const
export type Encoding = (typeof ENCODINGS)[number]

const STYLES = ['json', 'fastly', 'xkey'] as const

const words = (text: string) => text.split(/[\s,]+/).filter(Boolean)

const storeSchema = z.object({
  /** Where the store answers, without the bucket, which is the first part of the path. */
  MIRROR_S3_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
    .refine((url) => {
      const { username, search, hash } = new URL(url)
      return !username && !search && !hash
    }, 'must be an address without a name, a query or a fragment')
    .transform((url) => url.replace(/\/+$/, '')),
  MIRROR_S3_BUCKET: z
    .string({ error: 'is missing' })
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket'),
  MIRROR_S3_REGION: z.string().default('us-east-1'),
  MIRROR_S3_ACCESS_KEY_ID: z.string({ error: 'is missing' }),
  MIRROR_S3_SECRET_ACCESS_KEY: z.string({ error: 'is missing' }),
  MIRROR_S3_SESSION_TOKEN: z.string().optional(),
  /** Before every key, for a bucket that holds other things as well. */
  MIRROR_S3_PREFIX: z
    .string()
    .regex(/^[a-z0-9][a-z0-9/._-]*$/i, 'must be letters, digits, /, ., _ or -')
    .transform((prefix) => prefix.replace(/\/*$/, '/'))
    .default(''),
  MIRROR_ENCODINGS: z
    .string()
    .default(ENCODINGS.join(' '))
    .transform((list) => words(list).filter((each) => each !== 'none'))
    .pipe(z.array(z.enum(ENCODINGS, { error: 'must be br, gzip, both, or none' }))),
  /** For how many seconds caches that are purged may keep a page; browsers always ask. */
  MIRROR_SHARED_MAX_AGE: z.coerce.number().int().min(0).max(31_536_000).default(0),
})

const purgeSchema = z.object({
  PURGE_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }).optional(),
  PURGE_STYLE: z.enum(STYLES, { error: `must be ${STYLES.join(', ')}` }).default('json'),
  PURGE_TOKEN: z.string().optional(),
  PURGE_SECRET: z.string().min(16, 'must be 16 signs or more').optional(),
})

const schema = storeSchema.extend(purgeSchema.shape)

export type MirrorSettings = {
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string | undefined
  prefix: string
  encodings: Encoding[]
  sharedMaxAge: number
  purge:
    | {
        url: string
        style: (typeof STYLES)[number]
        token: string | undefined
        secret: string | undefined
      }
    | undefined
}

/** What the environment says of it is wrong; the sentence names variables, and never what is in them. */
export class MirrorMisconfigured extends Error {}

/** What the environment asks for; undefined where it asks for no mirror. */
export function readMirrorSettings(
  given: Record<string, string | undefined> = process.env,
): MirrorSettings | undefined {
  // An empty variable is an unset one.
  const named = Object.entries(given).filter(
    ([name, value]) => /^(?:MIRROR|PURGE)_/.test(name) && value !== '',
  )
  if (named.length === 0) return undefined
  const set = Object.fromEntries(named)
  if (set.MIRROR_S3_ENDPOINT === undefined) {
    throw new MirrorMisconfigured(
      `${named.map(([name]) => name).join(', ')} without MIRROR_S3_ENDPOINT: nothing is mirrored.`,
    )
  }
  const { data, error } = schema.safeParse(set)
  if (error) {
    const faults = error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`)
    throw new MirrorMisconfigured(`The mirror is not set up right: ${faults.join('; ')}.`)
  }
  return {
    endpoint: data.MIRROR_S3_ENDPOINT,
    bucket: data.MIRROR_S3_BUCKET,
    region: data.MIRROR_S3_REGION,
    accessKeyId: data.MIRROR_S3_ACCESS_KEY_ID,
    secretAccessKey: data.MIRROR_S3_SECRET_ACCESS_KEY,
    sessionToken: data.MIRROR_S3_SESSION_TOKEN,
    prefix: data.MIRROR_S3_PREFIX,
    encodings: data.MIRROR_ENCODINGS,
    sharedMaxAge: data.MIRROR_SHARED_MAX_AGE,
    purge: data.PURGE_URL
      ? {
          url: data.PURGE_URL,
          style: data.PURGE_STYLE,
          token: data.PURGE_TOKEN,
          secret: data.PURGE_SECRET,
        }
      : undefined,
  }
}

/** What a mirror is known by, over restarts and to whoever looks after it. */
export function targetOf({ endpoint, bucket, prefix }: MirrorSettings): string {
  return `${endpoint}/${bucket}/${prefix}`
}
