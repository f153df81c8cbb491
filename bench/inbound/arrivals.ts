// How long a message takes from the connection of its sender to the inbox, when nobody else sends: one at a time, the
// inbox asked again and again until it has one more. That is what two people wait who talk on the telephone meanwhile, and
// the only latency that compares a side that says 250 after delivery with one that says it before.

import type { ImapFlow } from 'imapflow'
import { openInbox } from './open-inbox.ts'
import { sendOne } from './send-one.ts'
import type { Side } from './side.ts'
import { signedMessages } from './signed-messages.ts'
import type { Target } from './target.ts'

const longestMilliseconds = 30_000

/** Milliseconds of each of `messages` messages; throws when one is refused or does not arrive. */
export async function arrivals(
  { accounts, context, imap: at }: Target,
  { smtp }: Side,
  { size, messages }: { readonly size: number; readonly messages: number },
): Promise<readonly number[]> {
  const [account] = accounts
  if (account === undefined) throw new Error('the demonstration has no mailbox')
  const prepared = await signedMessages({
    size,
    messages,
    recipients: 1,
    accounts: [account],
    paths: context.paths,
  })
  const { imap } = await openInbox(at, account)
  const times: number[] = []
  for (const message of prepared) {
    const before = await inboxCount(imap)
    const began = performance.now()
    const sent = sendOne(smtp, message)
    while ((await inboxCount(imap)) === before) {
      if (performance.now() - began > longestMilliseconds) throw new Error('a message did not arrive')
    }
    times.push(performance.now() - began)
    const { line } = await sent
    if (!line.startsWith('250')) throw new Error(`a message was not accepted: ${line}`)
  }
  await imap.logout()
  return times
}

async function inboxCount(imap: ImapFlow): Promise<number> {
  await imap.noop()
  return imap.mailbox === false ? 0 : imap.mailbox.exists
}
