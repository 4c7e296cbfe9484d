import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { spanned } from '@/lib/observe/spans'
import { timedSave } from '@/lib/observe/timed'
import { startTracing } from '@/lib/observe/tracing'

type Sent = {
  resourceSpans: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] }
    scopeSpans: {
      spans: {
        name: string
        spanId: string
        parentSpanId?: string
        status: { code: number }
        attributes: { key: string; value: { stringValue?: string } }[]
      }[]
    }[]
  }[]
}

let receiver: http.Server | undefined
afterEach(() => {
  delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT
  receiver?.closeAllConnections()
  receiver?.close()
})

/** A receiver of OTLP over HTTP, as far as it takes to look at what comes. */
async function aReceiver() {
  const got: { url: string | undefined; sent: Sent }[] = []
  receiver = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    got.push({ url: request.url, sent: JSON.parse(Buffer.concat(chunks).toString()) })
    response.setHeader('content-type', 'application/json').end('{}')
  })
  await new Promise<void>((resolve) => receiver?.listen(0, '127.0.0.1', resolve))
  return { got, address: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}` }
}

it('sends a save and what it was made of to where the environment says', async () => {
  const { got, address } = await aReceiver()
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = address
  const stop = await startTracing()
  await timedSave('approveVerdict', () => spanned('render', { page: '/claims/x' }, async () => {}))
  await timedSave('fileClaim', () => Promise.reject(new Error('broke'))).catch(() => {})
  await stop?.()

  expect(got.map(({ url }) => url)).toEqual(['/v1/traces'])
  const [of] = got[0]?.sent.resourceSpans ?? []
  expect(of?.resource.attributes).toContainEqual({
    key: 'service.name',
    value: { stringValue: 'counterclaim' },
  })
  const spans = of?.scopeSpans.flatMap((scope) => scope.spans) ?? []
  expect(spans.map(({ name }) => name)).toEqual(['render', 'save', 'save'])
  const [render, save, failed] = spans
  expect(render?.parentSpanId).toBe(save?.spanId)
  expect(save?.attributes).toContainEqual({
    key: 'counterclaim.command',
    value: { stringValue: 'approveVerdict' },
  })
  expect(failed?.status.code).toBe(2)
})

it('sends of no request where the share of them is nothing', async () => {
  const { got, address } = await aReceiver()
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = address
  const asked = { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' }
  const stop = await startTracing({ ...process.env, ...asked })
  expect(await timedSave('fileClaim', async () => 'saved')).toBe('saved')
  await stop?.()
  expect(got).toEqual([])
})

it('starts nothing where the environment says nothing, or says not to', async () => {
  expect(await startTracing({})).toBeNull()
  expect(
    await startTracing({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      OTEL_SDK_DISABLED: 'true',
    }),
  ).toBeNull()
  expect(await spanned('save', {}, async () => 'done')).toBe('done')
})
