// `node scripts/record-independent/run.mjs [-key VKEY] [-state FILE] URL`: follows a record with Go's own code for such
// logs. Needs Go and golang.org/x/mod: on Debian the packages golang-go and golang-golang-x-mod-dev, elsewhere Go fetches
// the module itself.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Where Debian puts Go packages. */
const DEBIAN = '/usr/share/gocode'

const isDebian = existsSync(`${DEBIAN}/src/golang.org/x/mod/sumdb`)
const { status, error } = spawnSync(
  'go',
  ['run', ...(isDebian ? [] : ['-mod=mod']), 'main.go', ...process.argv.slice(2)],
  {
    cwd: import.meta.dirname,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...(isDebian ? { GO111MODULE: 'off', GOPATH: DEBIAN, GOFLAGS: '' } : {}),
    },
  },
)
if (error) {
  console.error('There is no Go here: apt-get install golang-go golang-golang-x-mod-dev')
}
process.exitCode = status ?? 1
