import { once } from 'node:events'
import net from 'node:net'

export type FaultProxy = Awaited<ReturnType<typeof faultProxy>>

/** A way to the database at `url` on which faults can be had: `url` of its own, and what happens there from now on. */
export async function faultProxy(url: string) {
  const target = new URL(url)
  const pairs = new Set<[net.Socket, net.Socket]>()
  let isSilent = false
  let cutAfter: Buffer | null = null

  const server = net.createServer((near) => {
    const far = net.connect(Number(target.port), target.hostname)
    const pair: [net.Socket, net.Socket] = [near, far]
    pairs.add(pair)
    const end = () => {
      pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    for (const socket of pair) socket.on('error', end).on('close', end)
    near.on('data', (bytes) => {
      if (isSilent) return
      if (cutAfter && bytes.includes(cutAfter)) {
        cutAfter = null
        // The answer is seen, so that it was done is certain, and not passed on.
        far.removeAllListeners('data')
        far.once('data', end)
      }
      far.write(bytes)
    })
    far.on('data', (bytes) => {
      if (!isSilent) near.write(bytes)
    })
  })
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as net.AddressInfo).port
  }
  const cut = () => {
    for (const [near] of pairs) near.destroy()
  }
  const port = await listen(0)
  const own = new URL(url)
  own.port = String(port)
  return {
    url: own.toString(),
    /** Every connection breaks; new ones are let through. */
    cut,
    /** Nothing is passed on any more, and nobody is told. */
    fallSilent() {
      isSilent = true
    },
    /** What was held back while it was silent is lost, as its connections are. */
    speakAgain() {
      isSilent = false
      cut()
    },
    /** Breaks the connection when the next `words` are done, before anybody hears that they are. */
    loseAnswerTo(words: string) {
      cutAfter = Buffer.from(words)
    },
    /** Nobody listens there any more. */
    async goAway() {
      const closed = once(server, 'close')
      server.close()
      cut()
      await closed
    },
    async comeBack() {
      await listen(port)
    },
    async stop() {
      cut()
      if (server.listening) server.close()
    },
  }
}
