// One part of a message as a stream, its transfer encoding undone by Dovecot (BINARY, RFC 3516), text made UTF-8. It comes
// piece by piece, each a command of its own that waits its turn: a phone that reads slowly holds up nobody, what is not read is
// not asked for, and a connection that breaks in the middle is made good by the next piece.

import type { ImapFlow, MessageStructureObject } from 'imapflow'
import { failed, ok, type Result } from '#core/result.ts'
import type { Connections, Visit } from './connections.ts'
import { faultOf, type MailFault, noSuchMessage } from './mail-fault.ts'
import { openFor, openForContent } from './open-folder.ts'

export interface PartName {
  readonly folder: string
  readonly uidValidity: number | null
  readonly uid: number
  /** `1.2` as in BODYSTRUCTURE; null for the whole message as it came. */
  readonly part: string | null
}

export interface PartOptions {
  /** No more than so much is read; what is longer ends in an error. */
  readonly mostOctets: number
  /** Of a text, as BODYSTRUCTURE has it: the stream is then UTF-8. Null leaves every octet as it is. */
  readonly charset: string | null
}

const pieceOctets = 512 * 1024
const partForm = /^[1-9]\d{0,3}(\.[1-9]\d{0,3}){0,49}$/

/** What a stream of a part fails with. */
export class PartFailure extends Error {
  readonly fault: MailFault | { readonly kind: 'tooLarge' }

  constructor(fault: PartFailure['fault']) {
    super(fault.kind)
    this.fault = fault
  }
}

/** Resolves once the first piece is there: whether there is such a part is known before anything is answered. */
export async function openPart(
  connections: Connections,
  visit: Visit,
  { name, options }: { readonly name: PartName; readonly options: PartOptions },
): Promise<Result<ReadableStream<Uint8Array>, MailFault>> {
  if (name.part !== null && !partForm.test(name.part)) return failed(noSuchMessage)
  const piece = (start: number) => connections.read(visit, (client) => read(client, name, start))
  const first = await piece(0)
  if (!first.ok) return first
  if (first.value.length === 0 && !(await hasPart(connections, visit, name))) return failed(noSuchMessage)
  const stream = streamOf(first.value, piece, options.mostOctets)
  return ok(options.charset === null ? stream : stream.pipeThrough(toUtf8(options.charset)))
}

/** Dovecot answers a part that is not there as it does an empty one. */
async function hasPart(connections: Connections, visit: Visit, name: PartName): Promise<boolean> {
  const structure = await connections.read(visit, async (client) => {
    const opened = await openFor(client, name)
    if (!opened.ok) return opened
    return ok(await client.fetchOne(String(name.uid), { bodyStructure: true }, { uid: true }))
  })
  if (!structure.ok || structure.value === false) return false
  return name.part === null || names(structure.value.bodyStructure, name.part)
}

const names = (structure: MessageStructureObject | undefined, part: string): boolean =>
  structure !== undefined &&
  (structure.part === part || (structure.childNodes ?? []).some((child) => names(child, part)))

type Piece = (start: number) => Promise<Result<Uint8Array, MailFault>>

function streamOf(first: Uint8Array, piece: Piece, mostOctets: number): ReadableStream<Uint8Array> {
  let next: Uint8Array | null = first
  let start = 0
  return new ReadableStream(
    {
      async pull(controller) {
        const read: Result<Uint8Array, MailFault> = next === null ? await piece(start) : ok(next)
        next = null
        if (!read.ok) return controller.error(new PartFailure(read.error))
        start += read.value.length
        if (start > mostOctets) return controller.error(new PartFailure({ kind: 'tooLarge' }))
        if (read.value.length > 0) controller.enqueue(read.value)
        if (read.value.length < pieceOctets) controller.close()
      },
    },
    { highWaterMark: 0 },
  )
}

async function read(client: ImapFlow, name: PartName, start: number): Promise<Result<Uint8Array, MailFault>> {
  const opened = await openForContent(client, name)
  if (!opened.ok) return opened
  const octets = await pieceOf(client, name, { start, decoded: name.part !== null })
  return octets === null ? failed(noSuchMessage) : ok(octets)
}

/** Null when there is no such message or part. */
async function pieceOf(
  client: ImapFlow,
  name: PartName,
  { start, decoded }: { readonly start: number; readonly decoded: boolean },
): Promise<Uint8Array | null> {
  const range = { start, maxLength: pieceOctets }
  const query = name.part === null ? { source: range } : { bodyParts: [{ key: name.part, ...range }] }
  try {
    const message = await client.fetchOne(String(name.uid), query, { uid: true, binary: decoded })
    if (message === false) return null
    return (name.part === null ? message.source : message.bodyParts?.get(name.part)) ?? null
  } catch (error) {
    // A transfer encoding that nobody knows: its octets as they are, for whoever can read them.
    if (!decoded || !isUnknownEncoding(error)) throw error
    return await pieceOf(client, name, { start, decoded: false })
  }
}

const isUnknownEncoding = (error: unknown): boolean => {
  const fault = faultOf(error)
  return fault?.kind === 'refused' && fault.code === 'UNKNOWN-CTE'
}

/** A charset nobody knows is read as most that say nothing are. */
function toUtf8(charset: string): TransformStream<Uint8Array, Uint8Array> {
  const decoder = decoderOf(charset)
  const encoder = new TextEncoder()
  return new TransformStream({
    transform(octets, controller) {
      const text = decoder.decode(octets, { stream: true })
      if (text !== '') controller.enqueue(encoder.encode(text))
    },
    flush(controller) {
      const rest = decoder.decode()
      if (rest !== '') controller.enqueue(encoder.encode(rest))
    },
  })
}

function decoderOf(charset: string) {
  try {
    return new TextDecoder(charset.trim().toLowerCase() || 'utf-8')
  } catch {
    return new TextDecoder('windows-1252')
  }
}
