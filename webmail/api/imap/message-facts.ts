// What of a message never changes and a list shows: who wrote, about what, when, and how it begins. Kept for the most recently
// shown of all mailboxes; nothing of it is ever written anywhere.

import type { ImapFlow, MessageAddressObject, MessageEnvelopeObject } from 'imapflow'
import libmime from 'libmime'
import { addressParser } from 'postal-mime'
import { mailboxesOf } from '../message/address-mailboxes.ts'
import { eachRow, type FetchedRow, type FetchItem } from './fetch-rows.ts'
import { isOwnFolder } from './folder-names.ts'
import { messageIdsIn } from './message-ids.ts'
import { excerptsOf } from './thread-command.ts'

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
  /** Where one files what one wrote; nobody asks elsewhere. */
  readonly to: readonly Correspondent[]
  /** `<…>` or empty. */
  readonly messageId: string
  /** When it came, which the list is in order of. */
  readonly received: Date
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
const mostFieldsKept = 5_000
const longestFieldKept = 300

export interface FactsWanted {
  readonly uids: readonly number[]
  readonly excerpts: readonly number[]
  /** Taken when they are wanted too, which may change at any time: by uid, fetched along with what is not known. */
  readonly flags?: Map<number, ReadonlySet<string>>
}

export class KnownMessages {
  readonly #known = new Map<string, MessageFacts>()
  /** By field as it stands: few people write most of the messages of a mailbox. */
  readonly #correspondents = new Map<string, readonly Correspondent[]>()

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
    if (flags !== undefined && facts.size > 0)
      await eachRow(client, facts.keys(), { items: ['FLAGS'] }, (row) => void flags.set(row.uid, row.flags))
    const read = (row: FetchedRow): void => {
      flags?.set(row.uid, row.flags)
      facts.set(
        row.uid,
        factsOf(row, (field) => this.#correspondentsIn(field)),
      )
    }
    const items: readonly FetchItem[] = ['INTERNALDATE', ...listed(flags !== undefined)]
    const fields = isOwnFolder(place.folder) ? [...fieldsOfAny, 'To'] : fieldsOfAny
    const begun = new Set(excerpts)
    const [shown, others] = [
      unknown.filter((uid) => begun.has(uid)),
      unknown.filter((uid) => !begun.has(uid)),
    ]
    await eachRow(client, shown, { items: [...items, 'PREVIEW'], fields }, read)
    await eachRow(client, others, { items, fields }, read)
    const without = excerpts.filter((uid) => facts.get(uid)?.excerpt === null)
    for (const [uid, excerpt] of without.length === 0 ? [] : await excerptsOf(client, without)) {
      const of = facts.get(uid)
      if (of !== undefined) of.excerpt = excerpt
    }
    for (const [uid, each] of facts) this.#keep(name(uid), each)
    return facts
  }

  #correspondentsIn(field: string): readonly Correspondent[] {
    const known = this.#correspondents.get(field)
    if (known !== undefined) return known
    const correspondents = correspondentsIn(field)
    if (this.#correspondents.size >= mostFieldsKept) this.#correspondents.clear()
    if (field.length <= longestFieldKept) this.#correspondents.set(field, correspondents)
    return correspondents
  }

  #keep(name: string, facts: MessageFacts): void {
    this.#known.delete(name)
    this.#known.set(name, facts)
    // The first of a map is looked for behind all that were taken from its front.
    if (this.#known.size <= mostKept) return
    const oldest = this.#known.keys().next().value
    if (oldest !== undefined) this.#known.delete(oldest)
  }
}

/** More of a stranger's fields is kept for nobody to read; an address of more octets is none (RFC 5321 §4.5.3.1). */
const longestSubject = 998
/** Letters outside ASCII take six octets or more in encoded words (RFC 2047). */
const longestEncoded = 8_000
const longestName = 200
const longestAddress = 320

const fieldsOfAny = ['Subject', 'From', 'Message-ID']
const listed = (hasFlags: boolean): readonly FetchItem[] => (hasFlags ? ['FLAGS'] : [])

type Correspondents = (field: string) => readonly Correspondent[]

function factsOf({ uid, item, fields }: FetchedRow, correspondentsIn: Correspondents): MessageFacts {
  const of = (name: string): string => fields.get(name) ?? ''
  return withSubject(of('subject'), {
    ...{ uid, received: new Date(item('INTERNALDATE') ?? 0) },
    from: correspondentsIn(of('from')),
    to: correspondentsIn(of('to')),
    messageId: messageIdsIn(of('message-id'))[0] ?? '',
    excerpt: item('PREVIEW'),
  })
}

/** Decoded when somebody asks: of a conversation one subject is shown, and decoding takes longer than all the rest. */
function withSubject(field: string, facts: Omit<MessageFacts, 'subject'>): MessageFacts {
  let [text, isDecoded] = [field.slice(0, longestEncoded), false]
  return {
    ...facts,
    get subject() {
      if (!isDecoded) [text, isDecoded] = [libmime.decodeWords(text).slice(0, longestSubject), true]
      return text
    },
  }
}

/** Of a field, decoded (RFC 2047). */
const correspondentsIn = (field: string): readonly Correspondent[] =>
  correspondents(mailboxesOf(addressParser(field))).map(({ name, address }) => ({
    name: name.slice(0, longestName),
    address: address.slice(0, longestAddress),
  }))

export const ofEnvelope = ({ subject, from, to, messageId, inReplyTo }: MessageEnvelopeObject) => ({
  subject: subject ?? '',
  from: correspondents(from),
  to: correspondents(to),
  messageId: messageId ?? '',
  inReplyTo: inReplyTo ?? '',
})

export const correspondents = (given: readonly MessageAddressObject[] = []): readonly Correspondent[] =>
  given.slice(0, mostCorrespondents).map(({ name = '', address = '' }) => ({ name, address }))
