// What a correspondent and a reader do: send over SMTP, read over IMAP.

import { ImapFlow } from 'imapflow'
import { createTransport, type SendMailOptions } from 'nodemailer'
import { eventually } from '../stack/eventually.ts'

export interface SmtpAnswer {
  readonly code: number
  readonly text: string
  /** Recipients that RCPT refused while others were taken. */
  readonly refused?: number
}

interface Listener {
  readonly host: string
  readonly port: number
}

export interface Sending {
  /** Loopback address the connection comes from; SPF of the demonstration sender lists 127.0.0.2. */
  readonly from?: string
}

/** Sends one message and returns the last reply, positive or not; a connection that breaks is code 0. */
export async function send(
  to: Listener,
  message: SendMailOptions,
  { from = '127.0.0.2' }: Sending = {},
): Promise<SmtpAnswer> {
  const transport = createTransport({
    ...to,
    localAddress: from,
    name: 'mail.fournisseur.test',
    tls: { rejectUnauthorized: false },
  })
  try {
    const sent = await transport.sendMail(message)
    const refused = sent.rejected.length
    return {
      code: Number(sent.response.slice(0, 3)),
      text: sent.response,
      ...(refused > 0 ? { refused } : {}),
    }
  } catch (error) {
    if (error instanceof Error && 'responseCode' in error) {
      return {
        code: Number(error.responseCode),
        text: 'response' in error ? String(error.response) : error.message,
      }
    }
    return { code: 0, text: error instanceof Error ? error.message : String(error) }
  } finally {
    transport.close()
  }
}

export interface Account {
  readonly address: string
  readonly password: string
}

/** Runs `use` on a logged-in IMAP connection. An error says what the server refused, and in which words. */
export async function withImap<T>(
  at: Listener,
  account: Account,
  use: (imap: ImapFlow) => Promise<T>,
): Promise<T> {
  const imap = new ImapFlow({
    ...at,
    secure: false,
    tls: { rejectUnauthorized: false },
    auth: { user: account.address, pass: account.password },
    logger: false,
  })
  imap.on('error', () => undefined)
  try {
    await imap.connect()
    return await use(imap)
  } catch (error) {
    throw inWordsOfServer(error)
  } finally {
    await imap.logout().catch(() => undefined)
  }
}

/** The library says `Command failed` and puts the rest beside it, where no report of a test shows it. */
function inWordsOfServer(error: unknown): unknown {
  if (!(error instanceof Error) || !('responseStatus' in error)) return error
  const [command = ''] = 'executedCommand' in error ? String(error.executedCommand).split('\r\n') : []
  const text = 'responseText' in error ? String(error.responseText) : ''
  const code = 'serverResponseCode' in error ? `[${String(error.serverResponseCode)}] ` : ''
  error.message = `${error.message}: ${command} → ${String(error.responseStatus)} ${code}${text}`
  return error
}

/** The source of the one message whose Message-ID is given, once it is in `folder`. */
export function findMessage(
  at: Listener,
  account: Account,
  messageId: string,
  folder = 'INBOX',
): Promise<string> {
  return withImap(at, account, async (imap) => {
    const lock = await imap.getMailboxLock(folder)
    try {
      return await eventually(`${messageId} in ${folder}`, async () => {
        await imap.noop()
        const found = await imap.search({ header: { 'message-id': messageId } }, { uid: true })
        const [uid] = Array.isArray(found) ? found : []
        if (uid === undefined) return null
        const message = await imap.fetchOne(String(uid), { source: true }, { uid: true })
        return message === false ? null : (message.source?.toString('latin1') ?? null)
      })
    } finally {
      lock.release()
    }
  })
}

/** The source of the one message in the inbox that answers another, once it is there. */
export function findAnswer(at: Listener, account: Account, messageId: string): Promise<string> {
  return withImap(at, account, async (imap) => {
    const lock = await imap.getMailboxLock('INBOX')
    try {
      return await eventually(`an answer to ${messageId}`, async () => {
        await imap.noop()
        // Which fields the index of the search knows is another matter.
        for (const { envelope, source } of await imap.fetchAll('1:*', { envelope: true, source: true }))
          if (envelope?.inReplyTo === messageId) return source?.toString('latin1') ?? null
        return null
      })
    } finally {
      lock.release()
    }
  })
}

/** How many times each Message-ID stands in a folder. */
export function countMessages(
  at: Listener,
  account: Account,
  folder = 'INBOX',
): Promise<ReadonlyMap<string, number>> {
  return withImap(at, account, async (imap) => {
    const lock = await imap.getMailboxLock(folder)
    try {
      const counts = new Map<string, number>()
      for await (const { envelope } of imap.fetch('1:*', { envelope: true })) {
        const id = envelope?.messageId ?? ''
        counts.set(id, (counts.get(id) ?? 0) + 1)
      }
      return counts
    } finally {
      lock.release()
    }
  })
}
