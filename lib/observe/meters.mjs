/** Upper ends in seconds, from an answer out of memory to one that somebody gave up on. */
export const SECONDS = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10, 30,
]

/**
 * What a process counts and times, in the text that Prometheus reads. Noting one thing is a look-up and an addition, since
 * a reader's page is answered in less time than a library takes to look at its labels; the words are made when asked for.
 */
export function createMeters() {
  const families = []

  const add = (name, type, help, lines) => {
    families.push({ name, type, help, lines })
  }

  return {
    /** A number that only grows, for each combination of labels. */
    counter(name, help, labelNames = []) {
      const series = createSeries(labelNames, () => ({ value: 0 }))
      add(name, 'counter', help, () =>
        series.all().map(({ labels, value }) => sample(name, labels, value)),
      )
      return {
        add(labels, by = 1) {
          series.of(labels).value += by
        },
        total: () => series.all().reduce((sum, { value }) => sum + value, 0),
      }
    },

    /** How long things took, in seconds. */
    histogram(name, help, labelNames = [], bounds = SECONDS) {
      const series = createSeries(labelNames, () => ({
        counts: new Array(bounds.length + 1).fill(0),
        sum: 0,
      }))
      add(name, 'histogram', help, () =>
        series.all().flatMap(({ labels, counts, sum }) => {
          let below = 0
          const buckets = counts.map((count, i) => {
            below += count
            const le = i < bounds.length ? String(bounds[i]) : '+Inf'
            return sample(`${name}_bucket`, [...labels, ['le', le]], below)
          })
          return [
            ...buckets,
            sample(`${name}_sum`, labels, sum),
            sample(`${name}_count`, labels, below),
          ]
        }),
      )
      const whole = () => {
        const counts = new Array(bounds.length + 1).fill(0)
        for (const each of series.all()) {
          for (let i = 0; i < counts.length; i += 1) counts[i] += each.counts[i]
        }
        return counts
      }
      return {
        observe(labels, seconds) {
          const each = series.of(labels)
          let i = 0
          while (i < bounds.length && seconds > bounds[i]) i += 1
          each.counts[i] += 1
          each.sum += seconds
        },
        count: () => whole().reduce((sum, count) => sum + count, 0),
        /** Below which that share of all took; null before the first. */
        quantile: (share) => quantileOf(bounds, whole(), share),
      }
    },

    /** A number that goes up and down, read when it is asked for; `read` answers it, or `[labels, value]` pairs. */
    gauge(name, help, read, type = 'gauge') {
      add(name, type, help, () => {
        const now = read()
        if (now === null || now === undefined) return []
        if (!Array.isArray(now)) return [sample(name, [], now)]
        return now.map(([labels, value]) => sample(name, Object.entries(labels), value))
      })
    },

    text() {
      return families
        .map(({ name, type, help, lines }) => {
          const found = lines()
          if (found.length === 0) return ''
          return `${[`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...found].join('\n')}\n`
        })
        .join('')
    },
  }
}

function createSeries(labelNames, fresh) {
  const known = new Map()
  return {
    of(values) {
      const key = values.length === 1 ? values[0] : values.join('\n')
      let each = known.get(key)
      if (!each) {
        each = { labels: labelNames.map((name, i) => [name, String(values[i])]), ...fresh() }
        known.set(key, each)
      }
      return each
    },
    all: () => [...known.values()],
  }
}

function sample(name, labels, value) {
  const said = labels.map(([label, text]) => `${label}="${escapeLabel(text)}"`).join(',')
  return `${name}${said ? `{${said}}` : ''} ${value}`
}

function escapeLabel(text) {
  return String(text).replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')
}

/** By a straight line within the bucket, as Prometheus reckons it. */
function quantileOf(bounds, counts, share) {
  const all = counts.reduce((sum, count) => sum + count, 0)
  if (all === 0) return null
  const wanted = share * all
  let below = 0
  for (let i = 0; i < bounds.length; i += 1) {
    if (counts[i] > 0 && below + counts[i] >= wanted) {
      const from = i === 0 ? 0 : bounds[i - 1]
      return from + (bounds[i] - from) * ((wanted - below) / counts[i])
    }
    below += counts[i]
  }
  return bounds.at(-1)
}

/** Several processes' texts as one: what goes by the same name stands together, under one heading. */
export function mergeTexts(texts) {
  const families = new Map()
  for (const text of texts) {
    let lines
    let isNew = false
    for (const line of text.split('\n')) {
      const [, mark, name] = /^# (HELP|TYPE) (\S+)/.exec(line) ?? []
      if (mark === 'HELP') {
        isNew = !families.has(name)
        if (isNew) families.set(name, [])
        lines = families.get(name)
      }
      if (line === '' || line === '# EOF' || (mark && !isNew)) continue
      lines?.push(line)
    }
  }
  return `${[...families.values()].flat().join('\n')}\n`
}

/** The value of one sample in such a text, labels as they are written there; null where there is none. */
export function valueIn(text, name) {
  const line = text.split('\n').find((each) => each.startsWith(`${name} `))
  return line ? Number(line.slice(name.length + 1)) : null
}
