// How the body reaches the hashes of mailauth's verifier: in pieces of whole lines. The library's relaxed form (RFC 6376
// §3.4.4) looks at each octet, a tenth of the gateway's time for a message of a megabyte; lines without white space, as those
// of an attachment are, stay what they are in that form: they are told by two native searches and hashed at once.

import type { MessageBody } from '#core/message/message-content.ts'

type Member = (given: unknown) => unknown
const isMember = (value: unknown): value is Member => typeof value === 'function'

/** Small enough that the text of a message does not bring its attachment into the slow way. */
const pieceOctets = 16 * 1024

const lf = 0x0a
/** In text the first of them is found at once, which is cheaper than to look for those that the relaxed form changes. */
const whiteSpace = [0x20, 0x09]

/** Rejects when the body cannot be read, or when the library has other members than docs/decisions/0010-private-members-of-mailauth.md. */
export async function hashBody(verifier: object, body: MessageBody): Promise<void> {
  const hashes: unknown = Reflect.get(verifier, 'bodyHashes')
  if (!(hashes instanceof Map)) throw new Error('mailauth’s verifier has no bodyHashes')
  if (hashes.size === 0) return
  // The library may keep a part of what it gets.
  const owned = body.whole === null ? (lent: Buffer) => Buffer.from(lent) : (own: Buffer) => own
  for await (const lines of wholeLines(body.chunks()))
    for (const piece of inPieces(lines)) for (const hash of hashes.values()) hashPiece(hash, piece, owned)
}

function hashPiece(hash: object, piece: Buffer, owned: (lent: Buffer) => Buffer): void {
  const asItIs: unknown = Reflect.get(hash, '_pushBodyHash')
  const update: unknown = Reflect.get(hash, 'update')
  if (!isMember(update)) throw new Error('a body hash of mailauth has no update')
  // The simple form has no such member.
  if (!isMember(asItIs) || mayChange(piece)) return void update.call(hash, owned(piece))
  countOctets(hash, piece.length)
  asItIs.call(hash, piece)
}

/** What `update` does besides: an `l=` is compared with it. */
function countOctets(hash: object, octets: number): void {
  const before: unknown = Reflect.get(hash, 'byteLength')
  if (typeof before !== 'number') throw new Error('a body hash of mailauth has no byteLength')
  Reflect.set(hash, 'byteLength', before + octets)
}

/** The last line of a body may lack its end: what the library makes of that is its own. */
const mayChange = (piece: Buffer): boolean =>
  piece.at(-1) !== lf || whiteSpace.some((octet) => piece.includes(octet))

/** Each but the last ends with a line; one is given back once the next is asked for. */
async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let begun: Buffer[] = []
  for await (const chunk of chunks) {
    const first = chunk.indexOf(lf) + 1
    const last = chunk.lastIndexOf(lf) + 1
    const joins = begun.length > 0 && first > 0
    if (joins) {
      yield Buffer.concat([...begun, chunk.subarray(0, first)])
      begun = []
    }
    const from = joins ? first : 0
    if (last > from) yield chunk.subarray(from, last)
    if (last < chunk.length) begun.push(Buffer.from(chunk.subarray(last)))
  }
  if (begun.length > 0) yield Buffer.concat(begun)
}

/** Cut between lines; a longer line is a piece of its own. */
function* inPieces(lines: Buffer): Generator<Buffer> {
  for (let at = 0; at < lines.length; ) {
    const fitting = lines.subarray(at, at + pieceOctets).lastIndexOf(lf) + 1
    const end = fitting > 0 ? at + fitting : lines.indexOf(lf, at) + 1
    const next = end > 0 ? end : lines.length
    yield lines.subarray(at, next)
    at = next
  }
}
