import net from 'node:net'
import { StartProblem } from './start-problem.mjs'

/** Whether something could listen there now. Another may still be quicker. */
export function isPortFree(port, host) {
  return new Promise((resolve, reject) => {
    const probe = net.createServer()
    probe.once('error', (error) => {
      if (error.code === 'EADDRINUSE') resolve(false)
      else reject(error)
    })
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

export async function assertPortFree(port, host) {
  try {
    // A program on one interface only doesn't stop us from listening on all of them, but would
    // take our visitors there, so both are asked.
    const hosts = host ? [host] : [undefined, '127.0.0.1']
    for (const each of hosts) {
      if (!(await isPortFree(port, each))) throw portInUse(port)
    }
  } catch (error) {
    throw listenProblem(error, port, host)
  }
}

/** What a failure to listen means, in a sentence. */
export function listenProblem(error, port, host) {
  switch (error.code) {
    case 'EADDRINUSE':
      return portInUse(port)
    case 'EACCES':
      return new StartProblem(`This user may not use port ${port}: choose another with PORT.`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartProblem(`HOST ${host} is not an address of this machine.`)
    default:
      return error
  }
}

/** A free port on loopback, the preferred one if it can be had. */
export async function freeLoopbackPort(preferred) {
  if (preferred && (await isPortFree(preferred, '127.0.0.1'))) return preferred
  return new Promise((resolve, reject) => {
    const probe = net.createServer()
    probe.once('error', reject)
    probe.listen({ port: 0, host: '127.0.0.1' }, () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

function portInUse(port) {
  return new StartProblem(
    `Port ${port} is in use by another program: stop it, or choose another port, such as PORT=${port + 1} npm start.`,
  )
}
