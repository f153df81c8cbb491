// The « relaxed » canonical forms (RFC 6376 §3.4.2 and §3.4.4) of content whose lines all end in CRLF. The body is never
// copied as a whole: 25 MB take no more room here than one block.

import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { HeaderField } from '#core/message/header-fields.ts'

const tab = 0x09
const feed = 0x0a
const carriageReturn = 0x0d
const space = 0x20

const blockOctets = 64 << 10
/** Hashing keeps everybody else waiting: after so much they have their turn. */
const turnOctets = 1 << 20

/** Without the line end. */
export const relaxedField = (content: Buffer, { start, end }: HeaderField): string =>
  relaxedText(content.toString('latin1', start, end))

/** One field, each character an octet. */
export function relaxedText(field: string): string {
  const colon = field.indexOf(':')
  const value = field.slice(colon + 1).replaceAll('\r\n', '')
  return `${field.slice(0, colon).trimEnd().toLowerCase()}:${value.replace(/[ \t]+/g, ' ').replace(/^ | $/g, '')}`
}

/** SHA-256 of the body that begins at `start`, in base64. */
export async function relaxedBodyHash(content: Buffer, start: number): Promise<string> {
  const hash = createHash('sha256')
  const room = Buffer.allocUnsafe(blockOctets)
  const end = endOfText(content, start)
  let turn = start + turnOctets
  for (let from = start; from < end; ) {
    const to = endOfBlock(content, from, end)
    const block = content.subarray(from, to)
    hash.update(isRelaxed(block) ? block : relaxedBlock(block, room))
    if (to > turn) {
      turn = to + turnOctets
      await setImmediate()
    }
    from = to
  }
  if (end > start) hash.update('\r\n')
  return hash.digest('base64')
}

/** Empty lines at the end do not count, nor white space at the end of the last line. */
function endOfText(content: Buffer, start: number): number {
  let end = content.length
  for (;;) {
    const last = content[end - 1]
    if (end > start && (last === space || last === tab)) end -= 1
    else if (end > start + 1 && last === feed && content[end - 2] === carriageReturn) end -= 2
    else return Math.max(end, start)
  }
}

/** After a line, because white space is judged by what follows it; a line longer than a block is a block of its own. */
function endOfBlock(content: Buffer, from: number, end: number): number {
  if (end - from <= blockOctets) return end
  const last = content.lastIndexOf(feed, from + blockOctets - 1)
  if (last >= from) return last + 1
  const next = content.indexOf(feed, from)
  return next < 0 || next >= end ? end : next + 1
}

/** Base64 mostly is, and needs no look at each octet. */
const isRelaxed = (block: Buffer): boolean =>
  !block.includes(tab) && !block.includes('  ', 0, 'latin1') && !block.includes(' \r\n', 0, 'latin1')

function relaxedBlock(block: Buffer, room: Buffer): Buffer {
  const out = block.length > room.length ? Buffer.allocUnsafe(block.length) : room
  let length = 0
  let pending = false
  for (let at = 0; at < block.length; at += 1) {
    const octet = block[at] ?? 0
    if (octet === space || octet === tab) {
      pending = true
      continue
    }
    if (pending && !(octet === carriageReturn && block[at + 1] === feed)) out[length++] = space
    pending = false
    out[length++] = octet
  }
  return out.subarray(0, length)
}
