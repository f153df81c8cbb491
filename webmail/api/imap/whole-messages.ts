// All messages of a folder as they lie there, octet for octet, the oldest first. A few at a time, each time in turn with whatever
// else is done in the mailbox, so that whoever reads slowly holds up nobody and nothing is asked for that is not read.

import { setTimeout as pause } from 'node:timers/promises'
import type { ImapFlow } from 'imapflow'
import { failed, ok, type Result } from '#core/result.ts'
import { atom } from './command.ts'
import type { Connections, Visit } from './connections.ts'
import { type MailFault, noSuchMessage } from './mail-fault.ts'
import { PartFailure } from './message-parts.ts'
import { openFolder, openFor, openForContent } from './open-folder.ts'
import { found } from './thread-command.ts'

export interface WholeMessage {
  readonly received: Date
  readonly size: number
  /** To be read before the next message is asked for. */
  readonly pieces: AsyncIterable<Uint8Array>
}

interface Reading {
  readonly connections: Pick<Connections, 'read'>
  readonly visit: Visit
}

interface Sized {
  readonly uid: number
  readonly size: number
  readonly received: Date
}

/** So much is read at once, of several messages or of one. */
const mostOctets = 1024 * 1024
const sizedAtOnce = 500
/** A server that starts again is back by then. */
const pausesMilliseconds = [500, 2_000, 5_000, 15_000]

/** Throws a `PartFailure` where the mailbox does not answer for long, or the folder is not what it was. */
export async function* wholeMessages(reading: Reading, folder: string): AsyncGenerator<WholeMessage, void> {
  const opened = await certainly(reading, async (client) => {
    const folderNow = await openFolder(client, folder)
    if (!folderNow.ok) return folderNow
    const { uidValidity, exists } = folderNow.value
    return ok({ uidValidity, uids: exists === 0 ? [] : (await found(client, [atom('ALL')])).toSorted() })
  })
  const place = { folder, uidValidity: opened.uidValidity }
  const uids = [...opened.uids]
  for (let at = 0; at < uids.length; at += sizedAtOnce) {
    const sized = await sizesOf(reading, place, uids.slice(at, at + sizedAtOnce))
    for (const group of inGroups(sized)) yield* messagesOf(reading, place, group)
  }
}

interface FolderPlace {
  readonly folder: string
  readonly uidValidity: number
}

const sizesOf = (reading: Reading, place: FolderPlace, uids: readonly number[]): Promise<readonly Sized[]> =>
  certainly(reading, async (client) => {
    const opened = await openFor(client, place)
    if (!opened.ok) return opened
    const query = { size: true, internalDate: true }
    const sized = await client.fetchAll(uids.join(','), query, { uid: true })
    return ok(
      sized
        .map(({ uid, size = 0, internalDate }) => ({ uid, size, received: new Date(internalDate ?? 0) }))
        .toSorted((one, other) => one.uid - other.uid),
    )
  })

/** As many as are read at once; one that is larger stands alone. */
export function inGroups<Each extends { readonly size: number }>(
  sized: readonly Each[],
): readonly (readonly Each[])[] {
  const groups: Each[][] = []
  let octets = Number.POSITIVE_INFINITY
  for (const each of sized) {
    octets += each.size
    if (octets > mostOctets) {
      groups.push([each])
      octets = each.size
    } else groups.at(-1)?.push(each)
  }
  return groups
}

async function* messagesOf(
  reading: Reading,
  place: FolderPlace,
  group: readonly Sized[],
): AsyncGenerator<WholeMessage, void> {
  const [only] = group
  if (only !== undefined && only.size > mostOctets) {
    const first = await certainly(reading, (client) =>
      firstPiece(client, { ...place, uid: only.uid, start: 0 }),
    )
    if (first !== null) yield { ...only, pieces: piecesOf(reading, { ...place, uid: only.uid }, first) }
    return
  }
  const sources = await certainly(reading, async (client) => {
    const opened = await openForContent(client, { ...place, uid: group.at(-1)?.uid ?? 0 })
    if (!opened.ok) return opened
    const set = group.map(({ uid }) => uid).join(',')
    const messages = await client.fetchAll(set, { source: true }, { uid: true })
    return ok(new Map(messages.map(({ uid, source }) => [uid, source])))
  })
  for (const each of group) {
    const source = sources.get(each.uid)
    // Expunged meanwhile.
    if (source !== undefined) yield { ...each, pieces: once(source) }
  }
}

async function* once(octets: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield octets
}

async function* piecesOf(
  reading: Reading,
  place: FolderPlace & { readonly uid: number },
  first: Uint8Array,
): AsyncGenerator<Uint8Array, void> {
  yield first
  let start = first.length
  for (let length = start; length === mostOctets; ) {
    const piece = await certainly(reading, (client) => pieceOf(client, { ...place, start }))
    if (piece.length > 0) yield piece
    length = piece.length
    start += length
  }
}

interface Piece extends FolderPlace {
  readonly uid: number
  readonly start: number
}

/** Null where it is gone before anything of it was read. */
async function firstPiece(client: ImapFlow, piece: Piece): Promise<Result<Uint8Array | null, MailFault>> {
  const read = await pieceOf(client, piece)
  return !read.ok && read.error.kind === 'noSuchMessage' ? ok(null) : read
}

async function pieceOf(
  client: ImapFlow,
  { folder, uidValidity, uid, start }: Piece,
): Promise<Result<Uint8Array, MailFault>> {
  const opened = await openForContent(client, { folder, uidValidity, uid })
  if (!opened.ok) return opened
  const range = { start, maxLength: mostOctets }
  const message = await client.fetchOne(String(uid), { source: range }, { uid: true })
  // One that goes while it is read would be half a message: that is no export of it.
  return message === false || message.source === undefined ? failed(noSuchMessage) : ok(message.source)
}

/** Tried again where the mailbox is busy, or the connection broke. */
async function certainly<Value>(
  { connections, visit }: Reading,
  work: (client: ImapFlow) => Promise<Result<Value, MailFault>>,
): Promise<Value> {
  for (const milliseconds of [...pausesMilliseconds, null]) {
    const answer = await connections.read(visit, work)
    if (answer.ok) return answer.value
    const passes = answer.error.kind === 'busy' || answer.error.kind === 'gone'
    if (!passes || milliseconds === null) throw new PartFailure(answer.error)
    await pause(milliseconds)
  }
  throw new PartFailure({ kind: 'gone' })
}
