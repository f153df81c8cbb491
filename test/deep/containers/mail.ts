// A correspondent and a reader outside the containers: they know the published ports and nothing else.

import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import { createTransport } from 'nodemailer'

/** An SMTP reply as the client saw it. */
export interface Answer {
  readonly code: number
  readonly text: string
}

/** Sends over STARTTLS; a refusal is an answer, a broken connection an exception. */
export async function sendMail(port: number, to: string, subject: string): Promise<Answer> {
  const transport = createTransport({
    host: '127.0.0.1',
    port,
    requireTLS: true,
    tls: { rejectUnauthorized: false },
  })
  try {
    const sent = await transport.sendMail({
      from: 'correspondante@exterieur.test',
      to,
      subject,
      messageId: `<${randomUUID()}@exterieur.test>`,
      text: 'Bonjour,\n\nceci est un message.\n',
    })
    return { code: Number(sent.response.slice(0, 3)), text: sent.response }
  } catch (error) {
    if (error instanceof Error && 'response' in error && typeof error.response === 'string') {
      return { code: Number(error.response.slice(0, 3)), text: error.response }
    }
    throw error
  } finally {
    transport.close()
  }
}

/** As `sendMail`, again while the answer is a temporary one: mailboxes are made in the background after the start. */
export async function sendUntilFinal(
  port: number,
  mail: { to: string; subject: string },
  seconds: number,
): Promise<Answer> {
  const deadline = Date.now() + seconds * 1000
  for (;;) {
    const answer = await sendMail(port, mail.to, mail.subject)
    if (answer.code < 400 || answer.code >= 500 || Date.now() > deadline) return answer
    await wait(1000)
  }
}

export interface Account {
  readonly address: string
  readonly password: string
}

/** The source of the first message with this subject in any folder, read over IMAPS; null when there is none in time. */
export async function readMail(port: number, account: Account, subject: string): Promise<string | null> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port,
    secure: true,
    auth: { user: account.address, pass: account.password },
    tls: { rejectUnauthorized: false },
    logger: false,
  })
  await client.connect()
  try {
    for (let tries = 0; tries < 20; tries += 1) {
      for (const { path } of await client.list()) {
        const source = await findIn(client, path, subject)
        if (source !== null) return source
      }
      await wait(500)
    }
    return null
  } finally {
    await client.logout()
  }
}

async function findIn(client: ImapFlow, path: string, subject: string): Promise<string | null> {
  const lock = await client.getMailboxLock(path)
  try {
    const found = await client.search({ header: { subject } }, { uid: true })
    const uid = found === false || found === undefined ? undefined : found[0]
    if (uid === undefined) return null
    const message = await client.fetchOne(String(uid), { source: true }, { uid: true })
    return message === false ? null : (message.source?.toString('utf8') ?? null)
  } finally {
    lock.release()
  }
}
