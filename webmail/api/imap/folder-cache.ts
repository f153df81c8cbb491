// What this process remembers of folders, so that the next page of a list costs no command but opening the folder. Brought up
// to date when the folder moved (CONDSTORE, RFC 7162): marks alone when only they changed, without what went, or wholly.

import type { ImapFlow } from 'imapflow'
import type { EmailAddress } from '#core/address/email-address.ts'
import { ok, type Result } from '#core/result.ts'
import { atom } from './command.ts'
import {
  type FolderIndex,
  type FolderState,
  indexOf,
  type Mark,
  noReturns,
  type Returns,
  sizeOf,
  withMarks,
  withoutGone,
} from './folder-index.ts'
import type { MailFault } from './mail-fault.ts'
import { type OpenFolder, openFolder } from './open-folder.ts'
import { returnedSnoozed } from './returned-snoozed.ts'
import { byArrival, found, threadsOf } from './thread-command.ts'

const defaultOctets = 128 * 1024 * 1024

/** Set by Dovecot when mail is saved (stack/generate/dovecot/mail.ts). */
const attachmentKeyword = '$HasAttachment'

export class FolderCache {
  readonly #mostOctets: number
  /** The least recently used first. */
  readonly #known = new Map<string, FolderIndex>()
  #octets = 0

  constructor({ mostOctets = defaultOctets }: { readonly mostOctets?: number } = {}) {
    this.#mostOctets = mostOctets
  }

  /** The folder as it is now; it stays open on the connection. */
  async open(
    client: ImapFlow,
    { mailbox, folder }: { readonly mailbox: EmailAddress; readonly folder: string },
  ): Promise<Result<FolderIndex, MailFault>> {
    const opened = await openFolder(client, folder)
    if (!opened.ok) return opened
    const name = `${mailbox} ${folder}`
    const index = await upToDate(client, { folder, opened: opened.value, known: this.#known.get(name) })
    this.#keep(name, index)
    return ok(index)
  }

  /** How much is kept, in octets, about. */
  get octets(): number {
    return this.#octets
  }

  #keep(name: string, index: FolderIndex): void {
    this.#forget(name)
    this.#known.set(name, index)
    this.#octets += sizeOf(index)
    for (const oldest of [...this.#known.keys()]) {
      if (this.#octets <= this.#mostOctets || oldest === name) return
      this.#forget(oldest)
    }
  }

  #forget(name: string): void {
    const index = this.#known.get(name)
    if (index === undefined) return
    this.#known.delete(name)
    this.#octets -= sizeOf(index)
  }
}

interface Looked {
  readonly folder: string
  readonly opened: OpenFolder
  /** As it was before. */
  readonly known: FolderIndex | undefined
}

async function upToDate(client: ImapFlow, looked: Looked): Promise<FolderIndex> {
  const { folder, opened, known } = looked
  const state: FolderState = {
    uidValidity: opened.uidValidity,
    uidNext: opened.uidNext,
    modseq: opened.modseq,
  }
  const isSame = known !== undefined && known.uidValidity === state.uidValidity
  const before = { folder, known: isSame ? known.returns : noReturns }
  if (!isSame || known.uidNext !== state.uidNext) return await read(client, state, before)
  if (known.modseq === state.modseq && state.modseq !== 0n) return known
  const remaining = await found(client, [atom('UNDELETED')])
  const kept = areSame(known.uids, remaining) ? known : withoutGone(known, remaining)
  return kept === null ? await read(client, state, before) : await marked(client, state, kept)
}

async function read(
  client: ImapFlow,
  state: FolderState,
  before: { readonly folder: string; readonly known: Returns },
): Promise<FolderIndex> {
  const arrival = await byArrival(client)
  const returns = await returnedSnoozed(client, { ...before, arrival })
  const threads = (await threadsOf(client)) ?? {
    uids: arrival,
    starts: Uint32Array.from({ length: arrival.length + 1 }, (_, at) => at),
  }
  return await marked(client, state, indexOf(state, { arrival, threads, returns }))
}

async function marked(client: ImapFlow, state: FolderState, index: FolderIndex): Promise<FolderIndex> {
  const search = async (...keys: readonly string[]) => await found(client, keys.map(atom))
  const now: Record<Mark, Uint32Array> = {
    unread: await search('UNSEEN'),
    flagged: await search('FLAGGED'),
    answered: await search('ANSWERED'),
    draft: await search('DRAFT'),
    attachment: await search('KEYWORD', attachmentKeyword),
  }
  return withMarks(index, state, now)
}

function areSame(uids: Uint32Array, others: Uint32Array): boolean {
  if (uids.length !== others.length) return false
  const sorted = others.toSorted()
  return uids.toSorted().every((uid, at) => uid === sorted[at])
}
