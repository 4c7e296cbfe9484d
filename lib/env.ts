import { z } from 'zod'

/** `host:port`, the host a name or an address, IPv6 in brackets. */
const HOST_AND_PORT = /^(?:\[[0-9a-f:.]+\]|[a-z0-9.-]+):\d{1,5}$/

const schema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgresql:// address' }),
  /** A streaming replica of it, which answers lists and searches while it is well; lib/replica. */
  REPLICA_DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must be a postgresql:// address' })
    .optional(),
  REPLICA_MAX_LAG_SECONDS: z.coerce.number().min(0.1).max(3_600).default(10),
  DATA_DIR: z.string().min(1),
  /** Where the readers' server listens, which asks this process and may be asked by it. */
  PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  HOST: z.string().optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
    .transform((url) => url.replace(/\/+$/, '')),
  NEXTAUTH_SECRET: z.string().min(32),
  INTERNAL_SECRET: z.string().min(32),
  INTERNAL_ORIGIN: z.url(),
  /** Where spans are sent; read by OpenTelemetry itself. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** Hosts that pages are fetched from although they are not public. */
  FETCH_ALLOW: z
    .string()
    .default('')
    .transform((list) =>
      list
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    )
    .pipe(z.array(z.string().regex(HOST_AND_PORT, 'must be host:port, host:port, …'))),
  OIDC_NAME: z.string().min(1).default('Single sign-on'),
})

export type Env = z.infer<typeof schema>

let parsed: Env | undefined

/** The environment, parsed once; throws one sentence that names every variable that is wrong. */
export function env(): Env {
  if (!parsed) {
    // An empty variable is an unset one: that is what `NAME= npm start` means.
    const given = Object.fromEntries(
      Object.entries(process.env).filter(([, value]) => value !== ''),
    )
    const result = schema.safeParse(given)
    if (!result.success) {
      const faults = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
      throw new Error(`The environment is not right: ${faults.join('; ')}.`)
    }
    parsed = result.data
  }
  return parsed
}
