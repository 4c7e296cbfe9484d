import 'server-only'
import { env } from '@/lib/env'

const ASK_MS = 1_000
const EVERYWHERE = new Set(['', '0.0.0.0', '::'])

/** What the readers' server beside this process counts; null where it doesn't say so in time, or there is none. */
export async function readersText(): Promise<string | null> {
  const { PORT, HOST = '', INTERNAL_SECRET } = env()
  if (!PORT) return null
  const host = EVERYWHERE.has(HOST) ? '127.0.0.1' : HOST.includes(':') ? `[${HOST}]` : HOST
  try {
    const response = await fetch(`http://${host}:${PORT}/metrics?front`, {
      cache: 'no-store',
      redirect: 'manual',
      headers: { 'x-internal-secret': INTERNAL_SECRET },
      signal: AbortSignal.timeout(ASK_MS),
    })
    const text = await response.text()
    return response.ok ? text : null
  } catch {
    return null
  }
}
