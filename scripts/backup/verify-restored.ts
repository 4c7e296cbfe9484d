// Started by restore.mjs: verifies the record of a restored database and prints what it finds, a line each. Nothing is
// published yet, so the list of keys by which signatures are verified is not there; the trees that were signed are.
import { verifyInstance } from '@/lib/record/verify/instance'
import { Report } from '@/lib/record/verify/report'

const BY_SIGNATURE = ['key', 'signature']

const report = new Report()
await verifyInstance(report, {
  databaseUrl: process.env.DATABASE_URL ?? '',
  published: null,
  memory: null,
})
const findings = report.findings.filter(({ check }) => !BY_SIGNATURE.includes(check))
for (const { says } of findings) console.log(says)
for (const { check, more } of report.untold) console.log(`${more} more of this kind: ${check}`)
