// What of a message never changes and a list shows: who wrote, about what, when, and how it begins. Kept for the most recently
// shown of all mailboxes; nothing of it is ever written anywhere.

import type { ImapFlow, MessageAddressObject, MessageEnvelopeObject } from 'imapflow'
import { excerptsOf } from './thread-command.ts'
import { uidSets } from './uid-set.ts'

export interface Correspondent {
  /** Empty when there is none. */
  readonly name: string
  /** As written; may be empty or no address at all. */
  readonly address: string
}

export interface MessageFacts {
  readonly uid: number
  readonly subject: string
  readonly from: readonly Correspondent[]
  readonly to: readonly Correspondent[]
  /** `<…>` or empty. */
  readonly messageId: string
  readonly inReplyTo: string
  /** When it came, which the list is in order of. */
  readonly received: Date
  readonly size: number
  excerpt: string | null
}

/** Where messages are: uids are of one folder of one age. */
export interface Place {
  readonly mailbox: string
  readonly folder: string
  readonly uidValidity: number
}

const mostKept = 20_000
const mostCorrespondents = 20

export interface FactsWanted {
  readonly uids: readonly number[]
  readonly excerpts: readonly number[]
  /** Taken when they are wanted too, which may change at any time: by uid, fetched along with what is not known. */
  readonly flags?: Map<number, ReadonlySet<string>>
}

export class KnownMessages {
  readonly #known = new Map<string, MessageFacts>()

  /** Of the folder that is open. `excerpts`: of which ones the beginning is wanted. Who was expunged is not in the answer. */
  async facts(
    client: ImapFlow,
    place: Place,
    { uids, excerpts, flags }: FactsWanted,
  ): Promise<ReadonlyMap<number, MessageFacts>> {
    const name = (uid: number) => `${place.mailbox} ${place.uidValidity} ${uid} ${place.folder}`
    const facts = new Map<number, MessageFacts>()
    const unknown: number[] = []
    for (const uid of uids) {
      const known = this.#known.get(name(uid))
      if (known === undefined) unknown.push(uid)
      else facts.set(uid, known)
    }
    if (flags !== undefined && facts.size > 0) await flagsOf(client, [...facts.keys()], flags)
    for (const each of await fetched(client, unknown, flags)) facts.set(each.uid, each)
    const without = excerpts.filter((uid) => facts.get(uid)?.excerpt === null)
    for (const [uid, excerpt] of without.length === 0 ? [] : await excerptsOf(client, without)) {
      const of = facts.get(uid)
      if (of !== undefined) of.excerpt = excerpt
    }
    for (const [uid, each] of facts) this.#keep(name(uid), each)
    return facts
  }

  #keep(name: string, facts: MessageFacts): void {
    this.#known.delete(name)
    this.#known.set(name, facts)
    const oldest = this.#known.keys().next().value
    if (this.#known.size > mostKept && oldest !== undefined) this.#known.delete(oldest)
  }
}

async function fetched(
  client: ImapFlow,
  uids: readonly number[],
  noted: FactsWanted['flags'],
): Promise<readonly MessageFacts[]> {
  const facts: MessageFacts[] = []
  const query = { envelope: true, internalDate: true, size: true, flags: noted !== undefined }
  for (const set of uidSets(uids))
    for (const message of await client.fetchAll(set, query, { uid: true })) {
      const { uid, envelope = {}, internalDate, size = 0, flags = new Set() } = message
      noted?.set(uid, flags)
      facts.push({ uid, size, received: new Date(internalDate ?? 0), excerpt: null, ...ofEnvelope(envelope) })
    }
  return facts
}

async function flagsOf(
  client: ImapFlow,
  uids: readonly number[],
  noted: Map<number, ReadonlySet<string>>,
): Promise<void> {
  for (const set of uidSets(uids))
    for (const message of await client.fetchAll(set, { flags: true }, { uid: true }))
      noted.set(message.uid, message.flags ?? new Set())
}

export const ofEnvelope = ({ subject, from, to, messageId, inReplyTo }: MessageEnvelopeObject) => ({
  subject: subject ?? '',
  from: correspondents(from),
  to: correspondents(to),
  messageId: messageId ?? '',
  inReplyTo: inReplyTo ?? '',
})

export const correspondents = (given: readonly MessageAddressObject[] = []): readonly Correspondent[] =>
  given.slice(0, mostCorrespondents).map(({ name = '', address = '' }) => ({ name, address }))
