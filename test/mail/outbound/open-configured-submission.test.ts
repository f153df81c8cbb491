// The listeners of mail programs as the configuration of the gateway opens them.

import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { expect, test } from 'vitest'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import { mailboxKey } from '#core/address/email-address.ts'
import { systemClock } from '#core/clock.ts'
import { Secret } from '#core/secret.ts'
import { issueMailboxToken } from '#identity/mailbox-token.ts'
import { claire } from '#test/support/database/commune.ts'
import { freePort } from '#test/support/database/postgresql.ts'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { smtpDialogue } from '#test/support/gateway/smtp-dialogue.ts'
import { noDovecot } from '#test/support/gateway/submission.ts'
import { testPolicy } from '#test/support/gateway/test-policy.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

const person = '0a6b1c1e-3c0d-4f4a-9d3e-1f2a3b4c5d6e'

/** How many recipients one message of Claire may have there. */
async function mostRecipients(maxRecipients: number, sending: Partial<typeof testPolicy.sending>) {
  await using folder = await temporaryFolder()
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const tokenKeyFile = join(folder.path, 'token.pem')
  writeFileSync(tokenKeyFile, publicKey.export({ type: 'spki', format: 'pem' }))
  const port = await freePort()
  await using _gateway = await gatewayUnderTest(
    {
      submission: {
        startTls: [],
        tlsAtOnce: [{ host: '127.0.0.1', port }],
        authSocket: noDovecot,
        tokenKeyFile,
      },
      maxRecipients,
      policy: { ...testPolicy, sending: { ...testPolicy.sending, ...sending } },
    },
    {
      senders: {
        find: async () => null,
        findFor: async () => ({
          ...{ mailbox: 'm' as MailboxId, commune: 'c-1' as CommuneId, address: claire, person },
          addresses: new Set([mailboxKey(claire).key]),
        }),
      },
    },
  )
  const secret = new Secret(String(privateKey.export({ type: 'pkcs8', format: 'pem' })))
  const token = await issueMailboxToken({ mailbox: claire, person }, secret, systemClock)
  const bearer = Buffer.from(`user=${claire}\x01auth=Bearer ${token}\x01\x01`).toString('base64')
  await using dialogue = smtpDialogue(0, connect({ port, host: '127.0.0.1', rejectUnauthorized: false }))
  await dialogue.run(`
    S: 220
    C: EHLO client.test
    S: 250
    C: AUTH XOAUTH2 ${bearer}
    S: 235
    C: MAIL FROM:<${claire}>
    S: 250
  `)
  for (let taken = 0; ; taken++) {
    dialogue.send(`RCPT TO:<a${taken}@away.test>\r\n`)
    const reply = await dialogue.reply()
    if (reply.startsWith('452 4.5.3')) return taken
    if (!reply.startsWith('250')) throw new Error(reply)
  }
}

// What is more than that could never be sent: each part of it is a message of its own.
test.each([
  [120, {}, 120],
  [1_000, {}, 200],
  [1_000, { mailboxHour: 150 }, 150],
  [1_000, { communeHour: 130 }, 130],
  [1_000, { mailboxDay: 140 }, 140],
])('maxRecipients %i, bounds %j → %i recipients at once', async (most, sending, taken) => {
  expect(await mostRecipients(most, sending)).toBe(taken)
})
