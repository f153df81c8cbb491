// Who may write scripts by another program: a script sends mail on to wherever it says.

import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { claire, mairie } from '#test/support/database/commune.ts'
import { webmailPassword } from '#test/support/webmail/test-webmail.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'

const webmail = await webmailUnderTest()
const { made, owner, dovecot } = webmail
const colleague = await webmail.signIn()

/** Its first word: OK or NO. */
async function signedIn(login: string, password: string): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port: dovecot.installation.ports.managesieve })
  const plain = Buffer.from(`\0${login}\0${password}`).toString('base64')
  let said = ''
  let asked = false
  for await (const piece of socket.setEncoding('utf8')) {
    said += piece
    const [, answer] = /^(OK|NO)\b.*\r\n/m.exec(said) ?? []
    if (answer === undefined) continue
    if (asked) return answer
    asked = true
    said = ''
    socket.write(`AUTHENTICATE "PLAIN" "${plain}"\r\n`)
  }
  return said
}

async function appPassword(mailbox: string, more: object = {}): Promise<string> {
  const asked = { mailbox, label: 'Thunderbird', password: webmailPassword, ...more }
  const answer = await colleague.ask('POST /self/app-passwords', asked)
  return z.object({ password: z.string() }).parse(await answer.json()).password
}

test.each([
  ['manage', 'OK'],
  ['send', 'NO'],
  ['write', 'NO'],
])('an app password of whoever may %s in a shared box → %s', async (role, answer) => {
  await owner.pool.query("update access set role = 'manage' where mailbox_id = $1", [made.mairie])
  const password = await appPassword(made.mairie)
  await owner.pool.query('update access set role = $1 where mailbox_id = $2', [role, made.mairie])
  expect(await signedIn(mairie, password)).toBe(answer)
})

test('an app password of one’s own box → OK; one that only reads mail → NO', async () => {
  expect(await signedIn(claire, await appPassword(made.personal))).toBe('OK')
  expect(await signedIn(claire, await appPassword(made.personal, { smtp: false }))).toBe('NO')
})
