// Another mail program in a mailbox of a test, signed in as a person who may open it.

import { ImapFlow } from 'imapflow'
import type { EmailAddress } from '#core/address/email-address.ts'
import { systemClock } from '#core/clock.ts'
import { issueMailboxToken } from '#identity/mailbox-token.ts'
import type { TestDovecot } from './dovecot.ts'

interface Opening {
  readonly mailbox: EmailAddress
  readonly person: string
}

export async function inMailbox<Value>(
  { installation, tokenKey }: TestDovecot,
  opening: Opening,
  work: (client: ImapFlow) => Promise<Value>,
): Promise<Value> {
  const accessToken = await issueMailboxToken(opening, tokenKey, systemClock)
  const client = new ImapFlow({
    ...{ host: '127.0.0.1', port: installation.ports.imap, secure: false, doSTARTTLS: false, logger: false },
    auth: { user: opening.mailbox, accessToken },
  })
  try {
    await client.connect()
    return await work(client)
  } catch (error) {
    const said = error instanceof Error && 'responseText' in error ? `: ${String(error.responseText)}` : ''
    throw new Error(`Dovecot did not do it${said}`, { cause: error })
  } finally {
    await client.logout()
  }
}

/** As another program makes it: Dovecot answers some with `NO [NONEXISTENT]` while another connection counts in all folders. */
export const newFolder = (client: ImapFlow, path: string): Promise<void> =>
  unlessPassing('NONEXISTENT', () => client.mailboxCreate(path))

/** As another program files it: Dovecot answers a few with `NO [SERVERBUG]` where a folder that it makes by itself is used first. */
export const filed = (client: ImapFlow, ...given: Parameters<ImapFlow['append']>): Promise<void> =>
  unlessPassing('SERVERBUG', () => client.append(...given))

/** What was refused was not done: it is asked for again, a few times. */
async function unlessPassing(code: string, ask: () => Promise<unknown>): Promise<void> {
  for (let left = 4; ; left -= 1) {
    try {
      await ask()
      return
    } catch (error) {
      const isPassing =
        error instanceof Error && 'serverResponseCode' in error && error.serverResponseCode === code
      if (left === 0 || !isPassing) throw error
    }
  }
}

export interface FoundMessage {
  readonly uid: number
  readonly flags: readonly string[]
  readonly source: string
}

/** All of a folder, the oldest first. */
export async function messagesIn(client: ImapFlow, folder: string): Promise<readonly FoundMessage[]> {
  const { exists } = await client.mailboxOpen(folder)
  if (exists === 0) return []
  const found = await client.fetchAll('1:*', { uid: true, flags: true, source: true })
  return found.map(({ uid, flags, source }) => ({
    uid,
    flags: [...(flags ?? [])].filter((flag) => flag !== '\\Recent'),
    source: source?.toString() ?? '',
  }))
}
