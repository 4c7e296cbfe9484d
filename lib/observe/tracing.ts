import 'server-only'
import { traceWith } from '@/lib/observe/spans'

/**
 * Sends spans to OTEL_EXPORTER_OTLP_ENDPOINT: our saves, publishing and rendering, and what Next tells of its requests. Without
 * that variable nothing is loaded. Answers how to send what is left and stop, or null where nothing was started.
 */
export async function startTracing(
  given: Record<string, string | undefined> = process.env,
): Promise<null | (() => Promise<void>)> {
  const isAsked = given.OTEL_EXPORTER_OTLP_ENDPOINT || given.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT
  if (!isAsked || given.OTEL_SDK_DISABLED === 'true') return null
  const [api, sdk, { OTLPTraceExporter }, { AsyncLocalStorageContextManager }, resources] =
    await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/context-async-hooks'),
      import('@opentelemetry/resources'),
    ])
  const named = resources.resourceFromAttributes({ 'service.name': 'counterclaim' })
  // What OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say goes before.
  const asked = resources.detectResources({ detectors: [resources.envDetector] })
  // Next alone tells of a dozen spans a page: whoever pays by the span asks for a share of the requests, by the usual names.
  const share = Number(given.OTEL_TRACES_SAMPLER_ARG ?? 1)
  const isShare = given.OTEL_TRACES_SAMPLER?.endsWith('traceidratio') && share >= 0 && share <= 1
  const root = isShare ? new sdk.TraceIdRatioBasedSampler(share) : new sdk.AlwaysOnSampler()
  const provider = new sdk.TracerProvider({
    sampler: new sdk.ParentBasedSampler({ root }),
    resource: resources.defaultResource().merge(named).merge(asked),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  })
  api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  api.trace.setGlobalTracerProvider(provider)
  traceWith(provider.getTracer('counterclaim'))
  return async () => {
    traceWith(undefined)
    await provider.shutdown()
    api.trace.disable()
    api.context.disable()
  }
}
