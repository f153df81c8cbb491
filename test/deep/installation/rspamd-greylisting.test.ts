// Greylisting on the real rspamd and Redis: who is asked to come back, and when that ends. rspamd counts from the last whole
// second, so that of one second little may be left.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { bodyInMemory, type MessageContent } from '#core/message/message-content.ts'
import { scanWithRspamd } from '#daemons/rspamd/scan.ts'
import { type RealRspamd, startRspamd } from '#test/support/daemons/rspamd.ts'
import { address } from '#test/support/database/commune.ts'
import { eventually } from '#test/support/stack/eventually.ts'

let real: RealRspamd

beforeAll(async () => {
  real = await startRspamd((made) => ({
    ...made,
    spec: { ...made.spec, filtering: { ...made.spec.filtering, greylisting: true, greylistSeconds: 3 } },
  }))
}, 200_000)
afterAll(() => real?.[Symbol.asyncDispose](), 60_000)

const content = (head: readonly string[], body: string): MessageContent => ({
  head: Buffer.from(`${head.join('\r\n')}\r\n\r\n`),
  body: bodyInMemory(Buffer.from(`${body}\r\n`)),
})

/** Without a date, an id, or a recipient, from an address that has no name. */
const suspicious = (body: string) => content(['From: s@away.test', 'Subject: x'], body)

const ordinary = content(
  [
    'From: Claire <claire@away.test>',
    'To: mairie@mairie-saulieu.test',
    'Subject: Conseil municipal',
    'Message-ID: <1@away.test>',
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
  ],
  'Bonjour, voici la convocation du prochain conseil.',
)

const greylisted = async (...asked: Parameters<typeof scanned>) => (await scanned(...asked)).greylist

interface Changes {
  readonly mayGreylist?: boolean
  readonly pass?: boolean
  readonly from?: string
}

async function scanned(message: MessageContent, changes: Changes = {}) {
  const { mayGreylist = true, pass = false, from = 's@away.test' } = changes
  const { spec, ports } = real.installation
  const answer = await scanWithRspamd(
    {
      host: '127.0.0.1',
      port: ports.rspamd,
      deadline: AbortSignal.timeout(spec.filtering.timeoutSeconds * 1000),
    },
    message,
    {
      queueId: 'q',
      clientAddress: '192.0.2.5',
      helo: 'mail.away.test',
      from: address(from),
      recipients: [address('mairie@mairie-saulieu.test')],
      verdict: pass
        ? { spf: 'pass', dkim: [{ domain: 'away.test', result: 'pass' }], dmarc: 'pass' }
        : { spf: 'na', dkim: [{ domain: 'unknown', result: 'na' }], dmarc: 'na' },
      mayGreylist,
    },
  )
  if (!answer.ok) throw new Error(answer.error)
  return answer.value
}

test('a suspicious message → asked to come back, again when it comes at once, taken when it comes later', async () => {
  const message = suspicious('first')
  const first = await scanned(message)
  expect(first).toMatchObject({ greylist: true, scoreIsWhole: true })
  const early = await scanned(message)
  expect(early).toMatchObject({ greylist: true, scoreIsWhole: false })
  expect(early.score).toBeLessThan(first.score)
  await eventually('the second try', async () => ((await greylisted(message)) ? null : true))
  expect(await scanned(message)).toMatchObject({ greylist: false, scoreIsWhole: true })
})

test('an ordinary message that authenticates → never asked', async () => {
  expect(await greylisted(ordinary, { pass: true })).toBe(false)
})

test('a suspicious message to postmaster@ → never asked, as its like to others is', async () => {
  const message = suspicious('to the postmaster')
  expect(await greylisted(message, { from: 'p@away.test', mayGreylist: false })).toBe(false)
  expect(await greylisted(message, { from: 'p@away.test' })).toBe(true)
})

test('what was seen in a message that is asked to come back → handed over all the same', async () => {
  const { ports } = real.installation
  const answer = await scanWithRspamd(
    { host: '127.0.0.1', port: ports.rspamd, deadline: AbortSignal.timeout(20_000) },
    suspicious('words to be seen'),
    {
      queueId: 'q',
      clientAddress: '192.0.2.5',
      helo: 'mail.away.test',
      from: address('s@away.test'),
      recipients: [address('mairie@mairie-saulieu.test')],
      verdict: { spf: 'na', dkim: [{ domain: 'unknown', result: 'na' }], dmarc: 'na' },
      mayGreylist: true,
    },
  )
  expect(answer).toMatchObject({
    ok: true,
    value: { observation: { subject: 'x', from: { address: 's@away.test' } } },
  })
  expect(answer.ok && answer.value.observation.text.trim()).toBe('words to be seen')
})
