// What was sent from this mailbox into a conversation, found by References and In-Reply-To (RFC 5322 §3.6.4): the fields of
// what lies in Sent, read once for each message and remembered. It reaches back as far as the page that is shown.

import type { FetchMessageObject, ImapFlow } from 'imapflow'
import type { EmailAddress } from '#core/email-address.ts'
import { atom } from './command.ts'
import { folderOfRole } from './folders.ts'
import { type Correspondent, correspondents } from './message-facts.ts'
import { messageIdsIn } from './message-ids.ts'
import { openFolder } from './open-folder.ts'
import { found } from './thread-command.ts'
import { uidSets } from './uid-set.ts'

export interface SentReply {
  readonly uid: number
  readonly messageId: string
  readonly sent: Date
  readonly from: Correspondent
  readonly answers: readonly string[]
}

interface KnownSent {
  readonly uidValidity: number
  readonly modseq: bigint
  /** Nothing older was looked at. */
  readonly since: Date
  readonly replies: ReadonlyMap<number, SentReply>
}

const mostMailboxes = 100
/** Whoever sent more since then has the older ones counted nowhere but in the conversation itself. */
const mostReplies = 2_000
const mostReferences = 30

export class SentReplies {
  readonly #known = new Map<string, KnownSent>()

  /** Opens Sent on the connection. By the ids they answer; of what came since `since`. */
  async repliesTo(
    client: ImapFlow,
    { mailbox, since }: { readonly mailbox: EmailAddress; readonly since: Date },
  ): Promise<ReadonlyMap<string, readonly SentReply[]>> {
    const opened = await openFolder(client, await folderOfRole(client, 'sent'))
    if (!opened.ok) return new Map()
    const { uidValidity, modseq } = opened.value
    const known = this.#known.get(mailbox)
    const usable = known?.uidValidity === uidValidity ? known : undefined
    if (usable !== undefined && usable.modseq === modseq && usable.since <= since)
      return byAnswered(usable.replies.values())
    const from = usable !== undefined && usable.since < since ? usable.since : since
    const uids = (await found(client, [atom('SINCE'), atom(searchDate(from)), atom('UNDELETED')]))
      .toSorted()
      .subarray(-mostReplies)
    const replies = new Map<number, SentReply>()
    const unknown: number[] = []
    for (const uid of uids) {
      const reply = usable?.replies.get(uid)
      if (reply === undefined) unknown.push(uid)
      else replies.set(uid, reply)
    }
    for (const reply of await read(client, unknown)) replies.set(reply.uid, reply)
    this.#keep(mailbox, { uidValidity, modseq, since: from, replies })
    return byAnswered(replies.values())
  }

  #keep(mailbox: string, known: KnownSent): void {
    this.#known.delete(mailbox)
    this.#known.set(mailbox, known)
    const oldest = this.#known.keys().next().value
    if (this.#known.size > mostMailboxes && oldest !== undefined) this.#known.delete(oldest)
  }
}

async function read(client: ImapFlow, uids: readonly number[]): Promise<readonly SentReply[]> {
  const replies: SentReply[] = []
  for (const set of uidSets(uids)) {
    const query = { envelope: true, internalDate: true, headers: ['References'] }
    for (const message of await client.fetchAll(set, query, { uid: true })) replies.push(replyOf(message))
  }
  return replies
}

function replyOf({ uid, envelope = {}, internalDate, headers }: FetchMessageObject): SentReply {
  const { messageId = '', inReplyTo = '', from } = envelope
  const answers = new Set([...messageIdsIn(inReplyTo), ...messageIdsIn(headers?.toString('latin1') ?? '')])
  return {
    ...{ uid, messageId, sent: new Date(internalDate ?? 0) },
    from: correspondents(from)[0] ?? { name: '', address: '' },
    answers: [...answers].slice(-mostReferences),
  }
}

function byAnswered(replies: Iterable<SentReply>): ReadonlyMap<string, readonly SentReply[]> {
  const answered = new Map<string, SentReply[]>()
  for (const reply of replies)
    for (const id of reply.answers) {
      const others = answered.get(id)
      if (others === undefined) answered.set(id, [reply])
      else others.push(reply)
    }
  return answered
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** RFC 9051 date, which has no time: a day earlier, wherever on earth it is. */
function searchDate(moment: Date): string {
  const day = new Date(moment.getTime() - 24 * 60 * 60_000)
  return `${day.getUTCDate()}-${months[day.getUTCMonth()]}-${day.getUTCFullYear()}`
}
