// Whom a box wrote to, by the beginning of a name or an address. To whom the newest of what was sent went is remembered, and only what
// came since is asked for; of what is older, Dovecot's search finds it. Nothing but ENVELOPE is read (RFC 9051 §2.3.5), which Dovecot
// keeps in its index.

import type { ImapFlow } from 'imapflow'
import { ok, type Result } from '#core/result.ts'
import { plain } from '../../search/words.ts'
import { type Argument, atom } from './command.ts'
import type { Connections, Visit } from './connections.ts'
import { roleNames } from './folder-names.ts'
import type { MailFault } from './mail-fault.ts'
import { type Correspondent, correspondents } from './message-facts.ts'
import { openIfThere } from './open-folder.ts'
import { keyWith, newestOf } from './thread-command.ts'
import { uidSets } from './uid-set.ts'

const mostPeople = 1_000
const mostBoxes = 300
/** Of those that are older: as many as a list of suggestions may need. */
const mostOlder = 50
const wanted = 12
/** Full text holds no shorter words. */
const shortest = 2

interface Recent {
  readonly uidValidity: number
  /** All messages before it were seen. */
  readonly uidNext: number
  /** By address, who was written to last first. */
  readonly people: ReadonlyMap<string, WrittenLast>
}

interface WrittenLast extends Correspondent {
  readonly at: number
}

export class SentRecipients {
  /** By mailbox; the least recently used first. */
  readonly #recent = new Map<string, Recent>()
  readonly #mostRecent: number

  constructor({ mostRecent = 500 }: { readonly mostRecent?: number } = {}) {
    this.#mostRecent = mostRecent
  }

  /** The one written to last comes first. */
  async find(
    connections: Connections,
    visit: Visit,
    typed: string,
  ): Promise<Result<readonly Correspondent[], MailFault>> {
    const words = wordsOf(typed)
    const [longest = ''] = words.toSorted((one, other) => other.length - one.length)
    if (longest.length < shortest) return ok([])
    return await connections.read(visit, async (client) => {
      // Opened, not asked for its STATUS: of a folder that is open already, that would be what was true then.
      const opened = await openIfThere(client, roleNames.sent)
      if (opened === null || opened.exists === 0) return ok([])
      const recent = await seenSince(client, this.#recent.get(visit.mailbox) ?? null, {
        ...opened,
        mostRecent: this.#mostRecent,
      })
      this.#keep(visit.mailbox, recent)
      const found = new Map([...recent.people].filter(([, person]) => begins(person, words)))
      if (found.size < wanted && opened.exists > this.#mostRecent)
        for (const [address, person] of await older(client, longest))
          if (!found.has(address) && begins(person, words)) found.set(address, person)
      return ok([...found.values()].map(({ name, address }) => ({ name, address })))
    })
  }

  #keep(mailbox: string, recent: Recent): void {
    this.#recent.delete(mailbox)
    this.#recent.set(mailbox, recent)
    const oldest = this.#recent.keys().next().value
    if (this.#recent.size > mostBoxes && oldest !== undefined) this.#recent.delete(oldest)
  }
}

interface Folder {
  readonly uidValidity: number
  readonly uidNext: number
  readonly exists: number
  /** As many of the newest messages tell whom one writes to. */
  readonly mostRecent: number
}

/** Of the folder that is open. */
async function seenSince(client: ImapFlow, before: Recent | null, folder: Folder): Promise<Recent> {
  const { uidValidity, uidNext, exists, mostRecent } = folder
  const known = before?.uidValidity === uidValidity ? before : null
  if (known?.uidNext === uidNext) return known
  const people =
    known === null
      ? await recipientsOf(client, `${Math.max(1, exists - mostRecent + 1)}:*`, 'sequence')
      : await recipientsOf(client, `${known.uidNext}:*`, 'uid')
  const all = together([...people, ...(known?.people ?? [])])
  return { uidValidity, uidNext, people: new Map([...all].slice(0, mostPeople)) }
}

async function older(client: ImapFlow, word: string): Promise<ReadonlyMap<string, WrittenLast>> {
  const { uids } = await newestOf(client, toAnybody(word), mostOlder)
  const found: [string, WrittenLast][] = []
  for (const set of uidSets(uids)) found.push(...(await recipientsOf(client, set, 'uid')))
  return together(found)
}

async function recipientsOf(
  client: ImapFlow,
  range: string,
  by: 'uid' | 'sequence',
): Promise<readonly [string, WrittenLast][]> {
  const query = { envelope: true, internalDate: true }
  const messages = await client.fetchAll(range, query, { uid: by === 'uid' })
  return messages.flatMap(({ envelope, internalDate }) =>
    [envelope?.to, envelope?.cc, envelope?.bcc]
      .flatMap(correspondents)
      .flatMap(({ name, address }): readonly [string, WrittenLast][] => {
        const at = new Date(internalDate ?? 0).getTime()
        const key = address.toLowerCase()
        return key.includes('@') ? [[key, { name: name.trim(), address: key, at }]] : []
      }),
  )
}

/** Each once, by the newest that went to them; called as the newest that had a name for them says. */
function together(people: readonly (readonly [string, WrittenLast])[]): ReadonlyMap<string, WrittenLast> {
  const all = new Map<string, WrittenLast>()
  for (const [address, person] of people.toSorted(([, one], [, other]) => other.at - one.at)) {
    const known = all.get(address)
    if (known === undefined) all.set(address, person)
    else if (known.name === '') all.set(address, { ...known, name: person.name })
  }
  return all
}

const toAnybody = (word: string): readonly Argument[] => [
  ...[atom('OR'), ...keyWith('TO', word)],
  ...[atom('OR'), ...keyWith('CC', word), ...keyWith('BCC', word)],
]

const between = /[\s\-'’.,;:()/"«»]+/u

function wordsOf(typed: string): readonly string[] {
  const whole = plain(typed).trim()
  return whole.includes('@') ? [whole] : whole.split(between).filter((word) => word !== '')
}

function begins({ name, address }: Correspondent, words: readonly string[]): boolean {
  const own = [...plain(name).split(between), ...address.split(between), address]
  return words.every((word) => own.some((each) => each.startsWith(word)))
}
