// Which message answers which, by its fields (RFC 5322 §3.6.4). Read once for each message and remembered: asked of SEARCH, a
// field that full text does not hold waits for the index and is then not found in it.

import type { FetchMessageObject, ImapFlow } from 'imapflow'
import { atom } from './command.ts'
import { type Correspondent, correspondents, type Place } from './message-facts.ts'
import { messageIdsIn } from './message-ids.ts'
import { found } from './thread-command.ts'
import { uidSets } from './uid-set.ts'

export interface Referring {
  readonly uid: number
  readonly messageId: string
  readonly received: Date
  readonly from: Correspondent
  readonly answers: readonly string[]
}

/** Of when the messages are that are looked at. */
export interface Window {
  readonly since: Date
  readonly until: Date | null
}

/** Of a busier window the newest ones are looked at. */
const mostInWindow = 2_000
/** Over all folders of all mailboxes; whole folders go, the least recently used first. */
const mostKept = 100_000
const mostReferences = 30

export class KnownReferences {
  readonly #folders = new Map<string, Map<number, Referring>>()
  #kept = 0

  /** Of the folder that is open. */
  async within(client: ImapFlow, place: Place, window: Window): Promise<readonly Referring[]> {
    const before = window.until === null ? [] : [atom('BEFORE'), atom(searchDate(window.until, 2))]
    const keys = [atom('SINCE'), atom(searchDate(window.since, -1)), ...before, atom('UNDELETED')]
    const uids = (await found(client, keys)).toSorted().subarray(-mostInWindow)
    const known = this.#folderAt(place)
    const unknown = Array.from(uids).filter((uid) => !known.has(uid))
    for (const referring of await read(client, unknown)) {
      known.set(referring.uid, referring)
      this.#kept += 1
    }
    this.#forgetOldest(known)
    return Array.from(uids).flatMap((uid) => known.get(uid) ?? [])
  }

  #folderAt({ mailbox, folder, uidValidity }: Place): Map<number, Referring> {
    const name = `${mailbox} ${uidValidity} ${folder}`
    const known = this.#folders.get(name) ?? new Map<number, Referring>()
    this.#folders.delete(name)
    this.#folders.set(name, known)
    return known
  }

  #forgetOldest(current: Map<number, Referring>): void {
    for (const [name, folder] of [...this.#folders]) {
      if (this.#kept <= mostKept || folder === current) return
      this.#folders.delete(name)
      this.#kept -= folder.size
    }
  }
}

async function read(client: ImapFlow, uids: readonly number[]): Promise<readonly Referring[]> {
  const all: Referring[] = []
  const query = { envelope: true, internalDate: true, headers: ['References'] }
  for (const set of uidSets(uids))
    for (const message of await client.fetchAll(set, query, { uid: true })) all.push(referringOf(message))
  return all
}

function referringOf({ uid, envelope = {}, internalDate, headers }: FetchMessageObject): Referring {
  const { messageId = '', inReplyTo = '', from } = envelope
  const answers = new Set([...messageIdsIn(inReplyTo), ...messageIdsIn(headers?.toString('latin1') ?? '')])
  return {
    ...{ uid, messageId, received: new Date(internalDate ?? 0) },
    from: correspondents(from)[0] ?? { name: '', address: '' },
    answers: [...answers].slice(-mostReferences),
  }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const dayMilliseconds = 24 * 60 * 60_000

/** A date of SEARCH, which has no time: some days aside, so that it holds wherever on earth Dovecot is. */
export function searchDate(moment: Date, days: number): string {
  const day = new Date(moment.getTime() + days * dayMilliseconds)
  return `${day.getUTCDate()}-${months[day.getUTCMonth()]}-${day.getUTCFullYear()}`
}
