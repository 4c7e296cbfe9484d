import 'server-only'
import type { Tracer } from '@opentelemetry/api'

const SPAN_FAILED = 2

const shared = globalThis as typeof globalThis & { counterclaimTracer?: Tracer }

/** Whoever is to be told of spans; set when tracing starts, which it does only where it is asked for. */
export function traceWith(tracer: Tracer | undefined): void {
  if (tracer) shared.counterclaimTracer = tracer
  else delete shared.counterclaimTracer
}

/** Does the work within a span of that name; where nobody traces, just does it. */
export function spanned<R>(
  name: string,
  attributes: Record<string, string | number>,
  work: () => Promise<R>,
): Promise<R> {
  const tracer = shared.counterclaimTracer
  if (!tracer) return work()
  return tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work()
    } catch (error) {
      span.recordException(error instanceof Error ? error : String(error))
      span.setStatus({ code: SPAN_FAILED })
      throw error
    } finally {
      span.end()
    }
  })
}
