// Listeners behind a proxy that says with the PROXY protocol who its client is. Whom the policy judges then stands in
// sign-in.test.ts.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { smtpDialogue } from '#test/support/gateway/smtp-dialogue.ts'
import {
  noDovecot,
  portOf,
  type SubmissionsUnderTest,
  submissionsUnderTest,
} from '#test/support/gateway/submission.ts'

let submissions: SubmissionsUnderTest
beforeAll(async () => {
  submissions = await submissionsUnderTest()
})
afterAll(async () => {
  await submissions?.[Symbol.asyncDispose]()
})

const proxied = { proxyNetworks: ['127.0.0.0/8'] }

test.each([
  ['startTls', 'EHLO client.test\r\n'],
  ['tlsAtOnce', Buffer.from([0x16, 3, 1, 2, 0])],
] as const)('%s, no header from a listed network → closed without a word', async (door, octets) => {
  const behind = await submissions.open(noDovecot, proxied)
  await using dialogue = smtpDialogue(portOf(behind, door))
  dialogue.send(octets)
  expect(await dialogue.reply()).toBe('closed')
  await behind.stop(1_000)
})

test('more proxies without a header than connections allowed → closed; a header makes room', async () => {
  const behind = await submissions.open(noDovecot, { ...proxied, maxConnections: 2 })
  const at = portOf(behind, 'startTls')
  await using silent = smtpDialogue(at)
  await using other = smtpDialogue(at)
  await using third = smtpDialogue(at)
  expect(await third.reply()).toBe('closed')
  for (const dialogue of [silent, other]) {
    dialogue.send('PROXY TCP4 198.51.100.7 127.0.0.1 4660 587\r\n')
    expect(await dialogue.reply()).toMatch(/^220/)
  }
  await behind.stop(1_000)
})

test('connections of one client through a proxy → counted as its own, not as the proxy’s', async () => {
  const behind = await submissions.open(noDovecot, { ...proxied, maxConnectionsPerAddress: 1 })
  const at = portOf(behind, 'startTls')
  const greeted = async (dialogue: ReturnType<typeof smtpDialogue>, client: string) => {
    dialogue.send(`PROXY TCP4 ${client} 127.0.0.1 4660 587\r\n`)
    return await dialogue.reply()
  }
  await using first = smtpDialogue(at)
  await using second = smtpDialogue(at)
  await using third = smtpDialogue(at)
  expect(await greeted(first, '198.51.100.7')).toMatch(/^220/)
  expect(await greeted(second, '203.0.113.9')).toMatch(/^220/)
  expect(await greeted(third, '198.51.100.7')).toMatch(/^421 4\.7\.0/)
  await behind.stop(1_000)
})
