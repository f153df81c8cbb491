// Many messages put into a folder at once, in few commands (MULTIAPPEND, RFC 3502).

import { connect } from 'node:net'
import type { EmailAddress } from '#core/address/email-address.ts'
import { systemClock } from '#core/clock.ts'
import { issueMailboxToken } from '#identity/mailbox-token.ts'
import type { TestWebmail } from '../webmail/test-webmail.ts'

const atOnce = 500

/** Their uids follow each other, as the messages do. */
export async function appendMany(
  { made, dovecot }: Pick<TestWebmail, 'made' | 'dovecot'>,
  { mailbox, folder }: { readonly mailbox: EmailAddress; readonly folder: string },
  messages: readonly string[],
): Promise<void> {
  const token = await issueMailboxToken({ mailbox, person: made.person }, dovecot.tokenKey, systemClock)
  const socket = connect({ host: '127.0.0.1', port: dovecot.installation.ports.imap })
  const lines = socket.setEncoding('utf8').iterator()
  let said = ''
  const until = async (tag: string): Promise<void> => {
    const answer = new RegExp(`^${tag} (\\w+)`, 'm')
    while (!answer.test(said)) {
      const next = await lines.next()
      if (next.done === true) throw new Error(`the connection ended: ${said}`)
      said += next.value
    }
    if (answer.exec(said)?.[1] !== 'OK') throw new Error(said)
    said = ''
  }
  const login = Buffer.from(`user=${mailbox}\u0001auth=Bearer ${token}\u0001\u0001`).toString('base64')
  socket.write(`in AUTHENTICATE XOAUTH2 ${login}\r\n`)
  await until('in')
  for (let at = 0; at < messages.length; at += atOnce) {
    const literals = messages
      .slice(at, at + atOnce)
      .map((message) => ` {${Buffer.byteLength(message)}+}\r\n${message}`)
    socket.write(`a${at} APPEND ${folder}${literals.join('')}\r\n`)
    await until(`a${at}`)
  }
  socket.destroy()
}
