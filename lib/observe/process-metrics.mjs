/**
 * What Node tells of itself (event loop, memory, garbage, CPU), under the names that dashboards know. Loaded by whoever asks
 * first, since nobody who starts a server should wait for it: delays of the event loop are measured from then on.
 */
export function createProcessMetrics(part) {
  let registry
  return async () => {
    registry ??= import('prom-client').then(({ default: prometheus }) => {
      const register = new prometheus.Registry()
      register.setDefaultLabels({ process: part })
      prometheus.collectDefaultMetrics({ register })
      return register
    })
    return (await registry).metrics()
  }
}
