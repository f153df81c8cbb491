// The local fuzzy storage on the real rspamd and Redis: what is moved to Junk is known again elsewhere.

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bodyInMemory } from '#core/message/message-content.ts'
import { Secret } from '#core/secret.ts'
import { learnWithRspamd } from '#daemons/rspamd/learn.ts'
import { scanWithRspamd } from '#daemons/rspamd/scan.ts'
import { secretFile } from '#stack/spec/secret-file.ts'
import { type RealRspamd, startRspamd } from '#test/support/daemons/rspamd.ts'
import { address } from '#test/support/database/commune.ts'
import { eventually } from '#test/support/stack/eventually.ts'

let real: RealRspamd

beforeAll(async () => {
  real = await startRspamd()
}, 200_000)
afterAll(() => real?.[Symbol.asyncDispose](), 60_000)

/** Two topics have no word in common. */
const words = (topic: string, amount: number): string =>
  Array.from({ length: amount }, (_, index) => `${topic}${(index * 7919) % 97} ${topic}mot${index}`).join(' ')

const messageOf = (from: string, text: string): string =>
  [
    `From: ${from}`,
    'To: mairie@mairie-saulieu.test',
    'Subject: Votre dossier',
    `Message-ID: <${createHash('sha256').update(text).digest('hex')}.${from}>`,
    'Date: Wed, 25 Nov 2026 01:00:00 +0000',
    '',
    text,
    '',
  ].join('\r\n')

async function pointsFor(text: string): Promise<number> {
  const { ports, spec } = real.installation
  const message = messageOf('other@elsewhere.test', text)
  const at = message.indexOf('\r\n\r\n') + 4
  const answer = await scanWithRspamd(
    {
      host: '127.0.0.1',
      port: ports.rspamd,
      deadline: AbortSignal.timeout(spec.filtering.timeoutSeconds * 1000),
    },
    { head: Buffer.from(message.slice(0, at)), body: bodyInMemory(Buffer.from(message.slice(at))) },
    {
      queueId: 'q',
      clientAddress: '192.0.2.5',
      helo: 'mail.elsewhere.test',
      from: address('other@elsewhere.test'),
      recipients: [address('mairie@mairie-saulieu.test')],
      verdict: { spf: 'na', dkim: [{ domain: 'unknown', result: 'na' }], dmarc: 'na' },
      mayGreylist: false,
    },
  )
  if (!answer.ok) throw new Error(answer.error)
  return answer.value.symbols.LOCAL_FUZZY_SPAM ?? 0
}

async function learn(kind: 'spam' | 'ham', text: string, from = 'fraud@away.test'): Promise<unknown> {
  const { ports, paths } = real.installation
  const password = new Secret(
    (await readFile(secretFile(paths, 'rspamd-controller-password'), 'utf8')).trim(),
  )
  const access = { host: '127.0.0.1', port: ports.rspamdController, password, timeoutMilliseconds: 10_000 }
  return await learnWithRspamd(access, kind, Buffer.from(messageOf(from, text)))
}

/** Updates are written once a second. */
const eventuallyPoints = (text: string, are: (points: number) => boolean): Promise<number> =>
  eventually('the points', async () => {
    const points = await pointsFor(text)
    return are(points) ? { points } : null
  }).then(({ points }) => points)

test('moved to Junk by one person → its like from elsewhere has some points, less than Junk takes', async () => {
  const text = words('virement', 120)
  expect(await pointsFor(text)).toBe(0)
  expect(await learn('spam', text)).toMatchObject({ ok: true })
  const like = text.replace(' mot60 ', ' autre60 ')
  const points = await eventuallyPoints(like, (found) => found > 0)
  expect(points).toBeGreaterThan(1)
  expect(points).toBeLessThan(real.installation.spec.filtering.junkAtScore)
})

test('moved to Junk by several → more points', async () => {
  const text = words('loterie', 120)
  await learn('spam', text)
  const once = await eventuallyPoints(text, (points) => points > 0)
  await learn('spam', text)
  await learn('spam', text)
  expect(await eventuallyPoints(text, (points) => points > once + 1)).toBeGreaterThan(once + 1)
})

test('moved out of Junk → forgotten', async () => {
  const text = words('bulletin', 120)
  await learn('spam', text)
  await eventuallyPoints(text, (points) => points > 0)
  expect(await learn('ham', text)).toMatchObject({ ok: true })
  expect(await eventuallyPoints(text, (points) => points === 0)).toBe(0)
})

test('another text → no points', async () => {
  await learn('spam', words('casino', 120))
  await eventuallyPoints(words('casino', 120), (points) => points > 0)
  expect(await pointsFor(words('conseil', 120))).toBe(0)
})

test('a text of three words → learned all the same, and nothing comes of it', async () => {
  expect(await learn('spam', 'Oui, merci bien')).toMatchObject({ ok: true })
})
