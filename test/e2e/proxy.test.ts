// A listener that stands behind load balancers on this very machine: our own probes get through, and the client's
// address is the one the header names.

import { createConnection } from 'node:net'
import { expect, test } from 'vitest'
import { findMessage } from '#test/support/mail-client.ts'
import { smtpDialogue } from '#test/support/smtp-dialogue.ts'
import { accountOf, startStack } from '#test/support/stack.ts'

test('proxyNetworks with the loopback network → healthy, demo mail taken, the header gives the address', async () => {
  await using stack = await startStack({ smtp: { proxyNetworks: ['127.0.0.0/8'] } })
  const overview = await stack.overview()
  const { endpoints, services } = overview
  expect(services.every(({ state }) => state === 'healthy')).toBe(true)
  expect((await stack.command('demo', 'send')).stdout).toMatch(/^Accepted for .*: 250 /)

  const account = accountOf(overview)
  const socket = createConnection(endpoints.smtp)
  socket.write('PROXY TCP4 203.0.113.7 192.0.2.1 40000 25\r\n')
  await using dialogue = smtpDialogue(endpoints.smtp.port, socket)
  await dialogue.run(
    `S: 220\nC: EHLO a.nowhere.test\nS: 250\nC: MAIL FROM:<>\nS: 250\nC: RCPT TO:<${account.address}>\nS: 250`,
  )
  await dialogue.run('C: DATA\nS: 354')
  const fields = [
    'From: Jean <x@nowhere.test>',
    `To: <${account.address}>`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'Message-ID: <proxied@nowhere.test>',
    'Subject: Convocation',
  ]
  dialogue.send(`${fields.join('\r\n')}\r\n\r\nLe conseil se réunira jeudi.\r\n.\r\n`)
  expect(await dialogue.reply()).toMatch(/^250 /)
  // A stranger without a name in the DNS may well be filed as junk.
  const stored = await Promise.any(
    ['INBOX', 'Junk'].map((folder) => findMessage(endpoints.imap, account, '<proxied@nowhere.test>', folder)),
  )
  expect(stored).toContain('[203.0.113.7]')
})
