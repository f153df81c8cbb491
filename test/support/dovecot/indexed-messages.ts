// How far full text is with a folder: its indexer opens messages on its own, some time after they were saved.

import type { ImapFlow } from 'imapflow'
import type { TestDovecot } from './dovecot.ts'

/** Messages of a folder that full text knows. */
export async function indexedMessages(dovecot: TestDovecot, user: string, folder: string): Promise<number> {
  const stats = await dovecot.doveadm('-f', 'tab', 'fts', 'flatcurve', 'stats', '-u', user, folder)
  const [names, values] = stats
    .trim()
    .split('\n')
    .map((line) => line.split('\t'))
  return Number(values?.[names?.indexOf('messages') ?? -1] ?? 0)
}

/**
 * Leaves the folder open. An index that is just being made lets Dovecot's imap die of an expunge (decision 17); a search answers
 * once it is whole.
 */
export async function untilIndexed(client: ImapFlow, folder: string): Promise<void> {
  await client.mailboxOpen(folder)
  await client.search({ body: 'indexed' })
}
