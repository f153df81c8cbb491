// A first start on a machine compiles rspamd's patterns: the time limits here are those of that start.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { redisSymbol } from '#daemons/rspamd/scan-answer.ts'
import { command } from '#stack/machine/command.ts'
import { rspamdService } from '#stack/services/rspamd.ts'
import { type RealRspamd, startRspamd } from '#test/support/daemons/rspamd.ts'

let real: RealRspamd

beforeAll(async () => {
  real = await startRspamd()
}, 200_000)
afterAll(() => real?.[Symbol.asyncDispose](), 60_000)

const gtube = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X'
const head = [
  'From: Claire <claire@sender.test>',
  'To: mairie@mairie-saulieu.test',
  'Subject: Conseil',
  'Message-ID: <1@sender.test>',
  'Date: Wed, 25 Nov 2026 01:00:00 +0000',
]

interface Scan {
  readonly action: string
  readonly score: number
  readonly symbols: Readonly<Record<string, unknown>>
}

const scan = (body: string, headers?: Readonly<Record<string, string>>): Promise<Scan> =>
  scanOctets(`${head.join('\r\n')}\r\n\r\n${body}\r\n`, headers)

async function scanOctets(body: string, headers: Readonly<Record<string, string>> = {}): Promise<Scan> {
  const answer = await fetch(`http://127.0.0.1:${real.installation.ports.rspamd}/checkv2`, {
    method: 'POST',
    body,
    headers: {
      IP: '192.0.2.5',
      Hostname: 'mail.sender.test',
      From: 'claire@sender.test',
      Rcpt: 'mairie@mairie-saulieu.test',
      ...headers,
    },
  })
  return (await answer.json()) as Scan
}

test('verdict in request headers → taken, and no question about SPF, DKIM or DMARC', async () => {
  const { symbols } = await scan('Bonjour', {
    SPF: '{"result":"pass"}',
    DKIM: '{"results":[{"domain":"sender.test","result":"pass"}]}',
    DMARC: '{"result":"pass"}',
  })
  expect(Object.keys(symbols)).toEqual(
    expect.arrayContaining(['R_SPF_ALLOW', 'R_DKIM_ALLOW', 'DMARC_POLICY_ALLOW']),
  )
  expect(real.dns.asked.filter((question) => question.startsWith('TXT'))).toEqual([])
})

test('GTUBE → the score at which the gateway refuses', async () => {
  expect(await scan(gtube)).toMatchObject({
    action: 'reject',
    score: real.installation.spec.filtering.refuseAtScore,
  })
})

test.each([
  ['a header without a body', 'From: s@away.test\r\n'],
  ['an empty body', 'From: s@away.test\r\n\r\n'],
  ['the smallest message', 'From:\r\n\r\n.'],
  ['a body of one white space', 'From: s@away.test\r\n\r\n \r\n'],
  ['a header of 900 kB', `From: s@away.test\r\n${'X-Long: x\r\n'.repeat(90_000)}\r\nx`],
  ['a header line of 900 kB', `From: s@away.test\r\nSubject: ${'x'.repeat(900_000)}\r\n\r\nx`],
  ['parts without end', 'From: s@away.test\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n'],
  ['a body of 20 MB', `From: s@away.test\r\n\r\n${`${'x'.repeat(70)}\r\n`.repeat(290_000)}`],
])('%s → scanned with Redis at hand', async (_what, octets) => {
  expect((await scanOctets(octets)).symbols).toHaveProperty(redisSymbol)
})

test('controller without its password → unauthorized, also from this machine', async () => {
  const { ports } = real.installation
  expect((await fetch(`http://127.0.0.1:${ports.rspamdController}/stat`)).status).toBe(401)
})

test('its own checker → accepts the configuration', async () => {
  const { check } = rspamdService(real.installation)
  expect(await command(check ?? ['false'])).toMatchObject({ code: 0 })
})
