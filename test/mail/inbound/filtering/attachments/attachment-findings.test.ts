// Through the real rspamd and clamd: what they say of a file is what the marks rest on.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import type { AttachmentFinding } from '#core/message/findings.ts'
import { bodyInMemory } from '#core/message/message-content.ts'
import { ClamdPool } from '#daemons/clamd/clamd-pool.ts'
import type { VirusVerdict } from '#daemons/clamd/scan-answer.ts'
import type { Observation } from '#daemons/rspamd/observation.ts'
import { scanWithRspamd } from '#daemons/rspamd/scan.ts'
import { attachmentFindings, markOfScan } from '#mail/inbound/filtering/attachments/attachment-findings.ts'
import { dangerousFiles } from '#test/fixtures/files/dangerous-files.ts'
import { mailWithFiles } from '#test/fixtures/files/mail-with-files.ts'
import { ordinaryFiles } from '#test/fixtures/files/ordinary-files.ts'
import { type Filters, startFilters } from '#test/support/daemons/filters.ts'

let filters: Filters

beforeAll(async () => {
  filters = await startFilters()
}, 200_000)
afterAll(() => filters?.[Symbol.asyncDispose](), 60_000)

interface Looked {
  readonly observation: Observation
  readonly verdict: VirusVerdict
  readonly findings: readonly AttachmentFinding[]
}

async function look(octets: Buffer): Promise<Looked> {
  const { ports } = filters.installation
  const at = octets.indexOf('\r\n\r\n') + 4
  const message = { head: octets.subarray(0, at), body: bodyInMemory(octets.subarray(at)) }
  await using clamd = new ClamdPool({
    host: '127.0.0.1',
    port: ports.clamd,
    maxSessions: 1,
    longestScanMilliseconds: 20_000,
    clock: systemClock,
  })
  const near = { host: '127.0.0.1', deadline: AbortSignal.timeout(20_000) }
  const about = {
    queueId: 'q',
    clientAddress: '192.0.2.1',
    helo: 'away.test',
    from: 's@away.test' as never,
    recipients: [],
    verdict: { spf: 'na', dkim: [], dmarc: 'na' },
    mayGreylist: false,
  } as const
  const [spam, virus] = await Promise.all([
    scanWithRspamd({ ...near, port: ports.rspamd }, message, about),
    clamd.scan(message, { client: about.clientAddress, deadline: near.deadline }),
  ])
  if (!spam.ok) throw new Error(spam.error)
  if (!virus.ok) throw new Error(virus.error)
  const verdict = virus.value
  if (verdict.kind === 'unfinished') throw new Error('the scan took too long')
  const { observation } = spam.value
  return { observation, verdict, findings: attachmentFindings(observation, markOfScan(verdict)) }
}

const marksOf = ({ findings }: Looked) => [...new Set(findings.map(({ mark }) => mark))].sort()

test.each(dangerousFiles)('$what → $marks', async ({ marks, ...file }) => {
  const looked = await look(mailWithFiles([file]))
  expect(looked.verdict.kind).not.toBe('virus')
  expect(marksOf(looked)).toEqual([...marks].sort())
})

test.each(ordinaryFiles)('$what → no mark', async (file) => {
  const looked = await look(mailWithFiles([file]))
  expect(looked.verdict.kind).toBe('clean')
  expect(looked.findings).toEqual([])
})
