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
import { found } from './thread-command.ts'

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
}

/** What is known without being read. */
export interface Already {
  /** Null where nothing is. */
  readonly references: References | null
  readonly isWhole: boolean
}

/** Of a busier window the newest ones are looked at. */
const mostInWindow = 2_000
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

export class KnownReferences {
  readonly #folders = new Map<string, KnownFolder>()
  /** By mailbox and folder, what is to be read ahead. */
  readonly #ahead = new Map<string, Map<string, Window>>()

  /**
   * What is known of a folder, brought up to date; null when there is no such folder. Costs a STATUS while nothing changed in
   * it. Which folder is open afterwards is not said.
   */
  async of(client: ImapFlow, { mailbox, folder }: Place, window: Window): Promise<References | null> {
    const before = this.#folders.get(`${mailbox} ${folder}`)
    // What has to be opened says its state itself.
    const mustOpen = before === undefined || before.gaps(window).length > 0
    const state = await (mustOpen ? openIfThere(client, folder) : stateOf(client, folder))
    return state === null ? null : await this.asOf(client, { mailbox, folder }, { window, state })
  }

  /**
   * What was read of a folder before, at the cost of a STATUS at most; `isWhole` where `of` would say the same, else it may be of an
   * older state.
   */
  async alreadyOf(client: ImapFlow, { mailbox, folder }: Place, window: Window): Promise<Already> {
    const known = this.#folders.get(`${mailbox} ${folder}`)
    if (known === undefined || known.gaps(window).length > 0)
      return { references: known ?? null, isWhole: false }
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
    const known = before?.uidValidity === state.uidValidity ? before : new KnownFolder(state.uidValidity)
    this.#folders.delete(name)
    this.#folders.set(name, known)
    if (!known.isCurrent(state) || known.gaps(window).length > 0) {
      const opened = await openIfThere(client, folder)
      if (opened?.uidValidity !== state.uidValidity) return null
      await known.catchUp(client, opened)
      for (const gap of known.gaps(window)) await known.readDays(client, gap)
      const wide = opened.exists <= smallFolder ? anyTime : around(window)
      if (known.gaps(wide).length > 0) this.#wish({ mailbox, folder }, wide)
      this.#forgetOldest(known)
    }
    return known
  }

  /** Whether `asOf` asks for nothing. */
  isKnown({ mailbox, folder }: Place, { window, state }: Asked): boolean {
    const known = this.#folders.get(`${mailbox} ${folder}`)
    return (
      known?.uidValidity === state.uidValidity && known.isCurrent(state) && known.gaps(window).length === 0
    )
  }

  /**
   * Reads one piece of what may be asked for next in a mailbox; false when there is nothing left to read. Which folder is open
   * afterwards is not said.
   */
  async readAhead(client: ImapFlow, mailbox: string): Promise<boolean> {
    const [wish] = this.#ahead.get(mailbox) ?? []
    if (wish === undefined) return false
    const [folder, window] = wish
    const known = this.#folders.get(`${mailbox} ${folder}`)
    const opened = known === undefined ? null : await openIfThere(client, folder)
    const isSame = known !== undefined && opened?.uidValidity === known.uidValidity && known.isCurrent(opened)
    if (!isSame || !(await known.readPiece(client, window))) this.#fulfilled(mailbox, folder)
    else this.#forgetOldest(known)
    return this.#ahead.has(mailbox)
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

/** Days that were searched and are being read. */
interface BegunDays {
  readonly days: DayRange
  /** Of the folder when they were searched. */
  readonly uidNext: number
  readonly modseq: bigint
  /** Not read yet. */
  readonly uids: number[]
}

class KnownFolder implements References {
  readonly uidValidity: number
  #uidNext = 0
  #modseq = 0n
  /** Days (of when messages came) of which every message is known. */
  #days: readonly DayRange[] = []
  #begun: BegunDays | null = null
  readonly #byUid = new Map<number, Referring>()
  readonly #byId = new Map<string, readonly Referring[]>()
  readonly #byAnswered = new Map<string, readonly Referring[]>()

  constructor(uidValidity: number) {
    this.uidValidity = uidValidity
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

  gaps({ since, until }: Window): readonly DayRange[] {
    return daysWithout(this.#days, dayRange(since, until))
  }

  /** Without those that went from the folder, which is open; who came is read with the days that are asked for. */
  async catchUp(client: ImapFlow, state: FolderState): Promise<void> {
    if (this.isCurrent(state)) return
    if (this.size > 0) await this.#dropGone(client)
    this.#days = []
    this.#uidNext = state.uidNext
    this.#modseq = state.modseq
  }

  /** Of the folder that is open. */
  async readDays(client: ImapFlow, days: DayRange): Promise<void> {
    const begun = await this.#begin(client, days)
    while (begun.uids.length > 0) await this.#read(client, begun, readAtOnce)
    this.#end(begun)
  }

  /** Some of a window, of the folder that is open; false when nothing of it was left. */
  async readPiece(client: ImapFlow, window: Window): Promise<boolean> {
    const gaps = this.gaps(window)
    const isWanted = (begun: BegunDays) =>
      this.#isOfNow(begun) && gaps.some(({ from, to }) => from === begun.days.from && to === begun.days.to)
    const [gap] = gaps
    if (gap === undefined) return false
    // Nobody else's meanwhile, and nobody's where reading fails: what was taken from it then is searched anew.
    const held = this.#begun
    this.#begun = null
    const begun = held !== null && isWanted(held) ? held : await this.#begin(client, gap)
    await this.#read(client, begun, readAheadAtOnce)
    if (begun.uids.length === 0) this.#end(begun)
    else this.#begun = begun
    return true
  }

  async #begin(client: ImapFlow, days: DayRange): Promise<BegunDays> {
    const [uidNext, modseq] = [this.#uidNext, this.#modseq]
    const keys = [atom('SINCE'), atom(searchDay(days.from)), atom('BEFORE'), atom(searchDay(days.to))]
    const all = (await found(client, [...keys, atom('UNDELETED')])).toSorted()
    const uids = [...all.subarray(-mostInWindow)].filter((uid) => !this.#byUid.has(uid))
    return { days, uidNext, modseq, uids }
  }

  async #read(client: ImapFlow, begun: BegunDays, most: number): Promise<void> {
    const uids = begun.uids.splice(0, most).filter((uid) => !this.#byUid.has(uid))
    await eachRow(client, uids, wanted, (row) => this.#add(referringOf(row)))
  }

  #end(begun: BegunDays): void {
    if (this.#isOfNow(begun)) this.#days = daysWith(this.#days, begun.days)
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
