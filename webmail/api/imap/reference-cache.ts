// Which message answers which, by its fields (RFC 5322 §3.6.4). Read once for each message and remembered: asked of SEARCH, a
// field that full text does not hold waits for the index and is then not found in it.

import type { ImapFlow } from 'imapflow'
import { addressParser } from 'postal-mime'
import { atom } from './command.ts'
import { type DayRange, daysWith, daysWithout } from './day-ranges.ts'
import { eachRow, type FetchedRow } from './fetch-rows.ts'
import type { FolderState } from './folder-index.ts'
import type { Correspondent } from './message-facts.ts'
import { messageIdsIn } from './message-ids.ts'
import { catchUp, openIfThere } from './open-folder.ts'
import { byArrival, found } from './thread-command.ts'

export interface Referring {
  readonly uid: number
  readonly messageId: string
  readonly received: Date
  /** Of its From field, as it stands. */
  readonly writer: string
  readonly answers: readonly string[]
}

/** Of when the messages are that are looked at; what else is known of the folder may be in the answer. */
export interface Window {
  readonly since: Date
  readonly until: Date
}

/** The messages of one folder by what they are called and by what they answer. */
export interface References {
  readonly uidValidity: number
  readonly withId: (messageId: string) => readonly Referring[]
  readonly answersTo: (messageId: string) => readonly Referring[]
  /** Whether every message of a window is among them. */
  readonly knows: (window: Window) => boolean
}

/** What is known without being read. */
export interface Already {
  /** Null where nothing is. */
  readonly references: References | null
  readonly isWhole: boolean
}

/** For one request: of a busier window the newest ones are read, for the next request those before them. */
const defaultAtOnce = 2_000
/** Of one folder, without being asked for. */
const defaultAhead = 20_000
/** Over all folders of all mailboxes; whole folders go, the least recently used first. */
const mostKept = 60_000
const mostReferences = 30
const readAtOnce = 100
/** What another request may have to wait for: some milliseconds. */
const readAheadAtOnce = 50
/** Read ahead whole. */
const smallFolder = 300
/** So much more is read ahead on both sides: conversations that are opened one after the other are seldom a year apart. */
const aroundMilliseconds = 120 * 24 * 60 * 60_000

interface Place {
  readonly mailbox: string
  readonly folder: string
}

interface Asked {
  readonly window: Window
  /** Of the folder, a moment ago. */
  readonly state: FolderState
}

export class ReferenceCache {
  readonly #mostAtOnce: number
  readonly #mostAhead: number
  readonly #folders = new Map<string, KnownFolder>()
  /** By mailbox and folder, what is to be read ahead. */
  readonly #ahead = new Map<string, Map<string, Window>>()

  constructor({
    mostAtOnce = defaultAtOnce,
    mostAhead = defaultAhead,
  }: { readonly mostAtOnce?: number; readonly mostAhead?: number } = {}) {
    this.#mostAtOnce = mostAtOnce
    this.#mostAhead = mostAhead
  }

  /**
   * What is known of a folder, brought up to date; null when there is no such folder. Of a busy window it may be more the next
   * time: see `knows`. Costs a STATUS while the window is known and nothing changed in the folder. Which folder is open afterwards
   * is not said.
   */
  async of(client: ImapFlow, { mailbox, folder }: Place, window: Window): Promise<References | null> {
    const before = this.#folders.get(`${mailbox} ${folder}`)
    // What has to be opened says its state itself.
    const mustOpen = before === undefined || !before.knows(window)
    const state = await (mustOpen ? openIfThere(client, folder) : stateOf(client, folder))
    return state === null ? null : await this.asOf(client, { mailbox, folder }, { window, state })
  }

  /**
   * What was read of a folder before, at the cost of a STATUS at most; `isWhole` where `of` would say the same, else it may be of an
   * older state.
   */
  async alreadyOf(client: ImapFlow, { mailbox, folder }: Place, window: Window): Promise<Already> {
    const known = this.#folders.get(`${mailbox} ${folder}`)
    if (known === undefined || !known.knows(window)) return { references: known ?? null, isWhole: false }
    const state = await stateOf(client, folder)
    if (state === null) return { references: null, isWhole: true }
    const isSame = known.uidValidity === state.uidValidity
    return { references: isSame ? known : null, isWhole: isSame && known.isCurrent(state) }
  }

  /** As `of`, for a folder whose state was just asked for, which costs nothing while nothing changed in it. */
  async asOf(
    client: ImapFlow,
    { mailbox, folder }: Place,
    { window, state }: Asked,
  ): Promise<References | null> {
    const name = `${mailbox} ${folder}`
    const before = this.#folders.get(name)
    const known = before?.uidValidity === state.uidValidity ? before : this.#nothingOf(state)
    this.#folders.delete(name)
    this.#folders.set(name, known)
    if (!known.isCurrent(state) || !known.knows(window)) {
      const opened = await openIfThere(client, folder)
      if (opened?.uidValidity !== state.uidValidity) return null
      await known.catchUp(client, opened)
      await known.readMore(client, window)
      const wide = opened.exists <= smallFolder ? anyTime : around(window)
      if (!known.knows(wide)) this.#wish({ mailbox, folder }, wide)
      this.#forgetOldest(known)
    }
    return known
  }

  /** Whether `asOf` asks for nothing. */
  isKnown({ mailbox, folder }: Place, { window, state }: Asked): boolean {
    const known = this.#folders.get(`${mailbox} ${folder}`)
    return known?.uidValidity === state.uidValidity && known.isCurrent(state) && known.knows(window)
  }

  /**
   * Reads one piece of what may be asked for next in a mailbox; false when there is nothing left to read, or too much of one folder
   * is kept already. Which folder is open afterwards is not said.
   */
  async readAhead(client: ImapFlow, mailbox: string): Promise<boolean> {
    const [wish] = this.#ahead.get(mailbox) ?? []
    if (wish === undefined) return false
    const [folder, window] = wish
    const known = this.#folders.get(`${mailbox} ${folder}`)
    const opened = known === undefined ? null : await openIfThere(client, folder)
    const isSame = known !== undefined && opened?.uidValidity === known.uidValidity && known.isCurrent(opened)
    const isRoom = isSame && known.size < this.#mostAhead
    if (!isRoom || !(await known.readPiece(client, window))) this.#fulfilled(mailbox, folder)
    else this.#forgetOldest(known)
    return this.#ahead.has(mailbox)
  }

  #nothingOf({ uidValidity }: FolderState): KnownFolder {
    return new KnownFolder(uidValidity, this.#mostAtOnce)
  }

  /** The last one counts: whoever went elsewhere in a folder reads on from there. */
  #wish({ mailbox, folder }: Place, window: Window): void {
    const wishes = this.#ahead.get(mailbox) ?? new Map<string, Window>()
    this.#ahead.set(mailbox, wishes.set(folder, window))
  }

  #fulfilled(mailbox: string, folder: string): void {
    const wishes = this.#ahead.get(mailbox)
    wishes?.delete(folder)
    if (wishes?.size === 0) this.#ahead.delete(mailbox)
  }

  #forgetOldest(current: KnownFolder): void {
    let kept = 0
    for (const folder of this.#folders.values()) kept += folder.size
    for (const [name, folder] of [...this.#folders]) {
      if (kept <= mostKept || folder === current) return
      this.#folders.delete(name)
      kept -= folder.size
    }
  }
}

const anyTime: Window = { since: new Date(0), until: new Date('9000-01-01T00:00:00Z') }

const around = ({ since, until }: Window): Window => ({
  since: new Date(Math.max(0, since.getTime() - aroundMilliseconds)),
  until: new Date(until.getTime() + aroundMilliseconds),
})

/** Days that were searched, and their messages that are being read. */
interface BegunDays {
  readonly days: DayRange
  /** Of the folder when they were searched. */
  readonly uidNext: number
  readonly modseq: bigint
  /** Not read yet. */
  readonly uids: number[]
  /** The first to come of those that are read now, where others before it are left for later. */
  readonly cutAt: number | null
}

class KnownFolder implements References {
  readonly uidValidity: number
  readonly #mostAtOnce: number
  #uidNext = 0
  #modseq = 0n
  /** Days (of when messages came) of which every message is known. */
  #days: readonly DayRange[] = []
  #begun: BegunDays | null = null
  readonly #byUid = new Map<number, Referring>()
  readonly #byId = new Map<string, readonly Referring[]>()
  readonly #byAnswered = new Map<string, readonly Referring[]>()
  /** Nothing was answered of these, and nothing will be while the folder is as it is: they are gone, or broken. */
  readonly #silent = new Set<number>()

  constructor(uidValidity: number, mostAtOnce: number) {
    this.uidValidity = uidValidity
    this.#mostAtOnce = mostAtOnce
  }

  get size(): number {
    return this.#byUid.size
  }

  withId(messageId: string): readonly Referring[] {
    return this.#byId.get(messageId) ?? []
  }

  answersTo(messageId: string): readonly Referring[] {
    return this.#byAnswered.get(messageId) ?? []
  }

  isCurrent({ uidNext, modseq }: FolderState): boolean {
    return this.#uidNext === uidNext && this.#modseq === modseq && modseq !== 0n
  }

  knows(window: Window): boolean {
    return this.#unknownIn(window) === null
  }

  /** Without those that went from the folder, which is open; who came is read with the days that are asked for. */
  async catchUp(client: ImapFlow, state: FolderState): Promise<void> {
    if (this.isCurrent(state)) return
    if (this.size > 0) await this.#dropGone(client)
    this.#days = []
    this.#silent.clear()
    this.#uidNext = state.uidNext
    this.#modseq = state.modseq
  }

  /** What is unknown of a window, as much as is read at once, of the folder that is open. */
  async readMore(client: ImapFlow, window: Window): Promise<void> {
    const days = this.#unknownIn(window)
    if (days === null) return
    const begun = await this.#begin(client, days)
    while (begun.uids.length > 0) await this.#read(client, begun, readAtOnce)
    this.#end(begun)
  }

  /** Some of a window, of the folder that is open; false when nothing of it was left. */
  async readPiece(client: ImapFlow, window: Window): Promise<boolean> {
    const days = this.#unknownIn(window)
    if (days === null) return false
    const isWanted = (begun: BegunDays) =>
      this.#isOfNow(begun) && begun.days.from === days.from && begun.days.to === days.to
    // Nobody else's meanwhile, and nobody's where reading fails: what was taken from it then is searched anew.
    const held = this.#begun
    this.#begun = null
    const begun = held !== null && isWanted(held) ? held : await this.#begin(client, days)
    await this.#read(client, begun, readAheadAtOnce)
    if (begun.uids.length === 0) this.#end(begun)
    else this.#begun = begun
    return true
  }

  /** From the first day of a window that is not known to the last one; what is known in between is not read again. */
  #unknownIn({ since, until }: Window): DayRange | null {
    const gaps = daysWithout(this.#days, dayRange(since, until))
    const [first, last] = [gaps[0], gaps.at(-1)]
    return first === undefined || last === undefined ? null : { from: first.from, to: last.to }
  }

  async #begin(client: ImapFlow, days: DayRange): Promise<BegunDays> {
    const [uidNext, modseq] = [this.#uidNext, this.#modseq]
    const keys = [atom('SINCE'), atom(searchDay(days.from)), atom('BEFORE'), atom(searchDay(days.to))]
    const unknown = [...(await byArrival(client, keys))].filter((uid) => this.#isUnknown(uid))
    const uids = unknown.slice(-this.#mostAtOnce)
    const cutAt = uids.length < unknown.length ? (uids[0] ?? null) : null
    return { days, uidNext, modseq, uids, cutAt }
  }

  async #read(client: ImapFlow, begun: BegunDays, most: number): Promise<void> {
    const uids = begun.uids.splice(0, most).filter((uid) => this.#isUnknown(uid))
    await eachRow(client, uids, wanted, (row) => this.#add(referringOf(row)))
    for (const uid of uids) if (!this.#byUid.has(uid)) this.#silent.add(uid)
  }

  #isUnknown(uid: number): boolean {
    return !this.#byUid.has(uid) && !this.#silent.has(uid)
  }

  #end(begun: BegunDays): void {
    const read = this.#isOfNow(begun) ? this.#readOf(begun) : null
    if (read !== null) this.#days = daysWith(this.#days, read)
  }

  /** The days of which nothing is left. Those that are left came no later than the one that they were cut at, on its day at the most. */
  #readOf({ days, cutAt }: BegunDays): DayRange | null {
    if (cutAt === null) return days
    const cut = this.#byUid.get(cutAt)
    const from = cut === undefined ? days.to : Math.max(days.from, dayRange(cut.received, cut.received).to)
    return from < days.to ? { from, to: days.to } : null
  }

  /** Another person's request may have found the folder changed meanwhile: what was searched here is older than that. */
  #isOfNow({ uidNext, modseq }: BegunDays): boolean {
    return this.#uidNext === uidNext && this.#modseq === modseq
  }

  async #dropGone(client: ImapFlow): Promise<void> {
    const remaining = new Set(await found(client, [atom('UNDELETED')]))
    for (const [uid, referring] of this.#byUid) {
      if (remaining.has(uid)) continue
      this.#byUid.delete(uid)
      without(this.#byId, referring.messageId, referring)
      for (const id of referring.answers) without(this.#byAnswered, id, referring)
    }
  }

  #add(referring: Referring): void {
    if (this.#byUid.has(referring.uid)) return
    this.#byUid.set(referring.uid, referring)
    if (referring.messageId !== '') withMore(this.#byId, referring.messageId, referring)
    for (const id of referring.answers) withMore(this.#byAnswered, id, referring)
  }
}

type ById = Map<string, readonly Referring[]>

const withMore = (map: ById, id: string, referring: Referring): ById =>
  map.set(id, [...(map.get(id) ?? []), referring])

function without(map: ById, id: string, referring: Referring): void {
  const others = (map.get(id) ?? []).filter((each) => each !== referring)
  if (others.length > 0) map.set(id, others)
  else map.delete(id)
}

/** Null when there is no such folder. */
async function stateOf(client: ImapFlow, folder: string): Promise<FolderState | null> {
  try {
    // Of a folder that is open, STATUS says what was true when it was opened.
    if (client.mailbox !== false && client.mailbox.path === folder) await catchUp(client)
    const state = await client.status(folder, { uidNext: true, uidValidity: true, highestModseq: true })
    if (state === false) return null
    const { uidValidity, uidNext, highestModseq } = state
    if (uidValidity === undefined || uidNext === undefined) return null
    return { uidValidity: Number(uidValidity), uidNext: Number(uidNext), modseq: highestModseq ?? 0n }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'NotFound') return null
    throw error
  }
}

const wanted = {
  items: ['INTERNALDATE'],
  fields: ['Message-ID', 'In-Reply-To', 'References', 'From'],
} as const

function referringOf({ uid, item, fields }: FetchedRow): Referring {
  const ids = (name: string): readonly string[] => messageIdsIn(fields.get(name) ?? '')
  const answers = new Set([...ids('in-reply-to'), ...ids('references')])
  return {
    ...{ uid, received: new Date(item('INTERNALDATE') ?? 0) },
    messageId: ids('message-id')[0] ?? '',
    answers: [...answers].slice(-mostReferences),
    writer: fields.get('from') ?? '',
  }
}

/** Who wrote it; empty for a field that names nobody. */
export function writerOf({ writer }: Pick<Referring, 'writer'>): Correspondent {
  const [first] = addressParser(writer, { flatten: true })
  return { name: first?.name ?? '', address: first?.address ?? '' }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const dayMilliseconds = 24 * 60 * 60_000

/** Days of SEARCH, which have no time: some aside, so that it holds wherever on earth Dovecot is. */
const dayRange = (since: Date, until: Date): DayRange => ({ from: dayOf(since) - 1, to: dayOf(until) + 2 })

const dayOf = (moment: Date): number => Math.floor(moment.getTime() / dayMilliseconds)

function searchDay(number: number): string {
  const day = new Date(number * dayMilliseconds)
  return `${day.getUTCDate()}-${months[day.getUTCMonth()]}-${day.getUTCFullYear()}`
}
