// A ZIP archive as it is written, one file after the other, of whatever size and never whole in memory (PKWARE APPNOTE 6.3.10:
// sizes follow the data, §4.3.9; 64-bit ones, §4.3.14; names are UTF-8, §4.4.4).

import { pipeline, Readable } from 'node:stream'
import { constants, crc32, createDeflateRaw } from 'node:zlib'

export interface ZipFile {
  /** With `/` between folders. */
  readonly name: string
  readonly content: AsyncIterable<Uint8Array>
}

interface Written {
  readonly name: Buffer
  readonly at: number
  readonly crc: number
  readonly size: number
  readonly packed: number
}

/** Sizes follow, and the name is UTF-8. */
const flags = 0x0808
const deflated = 8
/** 64-bit sizes. */
const version = 45
const unknown = 0xff_ff_ff_ff

export async function* zipStream(
  files: AsyncIterable<ZipFile>,
  modified: Date,
): AsyncGenerator<Uint8Array, void> {
  const stamp = dosTime(modified)
  const written: Written[] = []
  let at = 0
  for await (const file of files) {
    const name = Buffer.from(file.name)
    const begin = at
    const head = localHeader(name, stamp)
    at += head.length
    yield head
    const sums = { crc: 0, size: 0 }
    let packed = 0
    const deflate = createDeflateRaw({ level: constants.Z_BEST_SPEED })
    // What ends one ends the other; with what, whoever reads hears.
    pipeline(Readable.from(counted(file.content, sums), { objectMode: false }), deflate, () => undefined)
    for await (const piece of deflate) {
      const octets: Uint8Array = piece
      packed += octets.length
      yield octets
    }
    const descriptor = dataDescriptor(sums.crc, packed, sums.size)
    at += packed + descriptor.length
    yield descriptor
    written.push({ name, at: begin, packed, ...sums })
  }
  const directory = Buffer.concat(written.map((each) => directoryEntry(each, stamp)))
  yield directory
  yield endOf(written.length, { at, length: directory.length })
}

/** Changes `sums`. */
async function* counted(content: AsyncIterable<Uint8Array>, sums: { crc: number; size: number }) {
  for await (const piece of content) {
    sums.crc = crc32(piece, sums.crc)
    sums.size += piece.length
    yield piece
  }
}

/** Local time is nobody's here: UTC, in steps of two seconds. */
function dosTime(date: Date): number {
  const day = ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate()
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1)
  return ((day << 16) | time) >>> 0
}

function localHeader(name: Buffer, stamp: number): Buffer {
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(version, 4)
  head.writeUInt16LE(flags, 6)
  head.writeUInt16LE(deflated, 8)
  head.writeUInt32LE(stamp, 10)
  head.writeUInt32LE(unknown, 18)
  head.writeUInt32LE(unknown, 22)
  head.writeUInt16LE(name.length, 26)
  head.writeUInt16LE(20, 28)
  // That sizes have 64 bits is said before they are known.
  return Buffer.concat([head, name, wide([0n, 0n])])
}

function dataDescriptor(crc: number, packed: number, size: number): Buffer {
  const octets = Buffer.alloc(24)
  octets.writeUInt32LE(0x08074b50, 0)
  octets.writeUInt32LE(crc, 4)
  octets.writeBigUInt64LE(BigInt(packed), 8)
  octets.writeBigUInt64LE(BigInt(size), 16)
  return octets
}

function directoryEntry({ name, at, crc, size, packed }: Written, stamp: number): Buffer {
  const head = Buffer.alloc(46)
  head.writeUInt32LE(0x02014b50, 0)
  head.writeUInt16LE(version, 4)
  head.writeUInt16LE(version, 6)
  head.writeUInt16LE(flags, 8)
  head.writeUInt16LE(deflated, 10)
  head.writeUInt32LE(stamp, 12)
  head.writeUInt32LE(crc, 16)
  head.writeUInt32LE(unknown, 20)
  head.writeUInt32LE(unknown, 24)
  head.writeUInt16LE(name.length, 28)
  head.writeUInt16LE(28, 30)
  head.writeUInt32LE(unknown, 42)
  return Buffer.concat([head, name, wide([BigInt(size), BigInt(packed), BigInt(at)])])
}

/** The extra field of 64-bit numbers (§4.5.3). */
function wide(numbers: readonly bigint[]): Buffer {
  const field = Buffer.alloc(4 + numbers.length * 8)
  field.writeUInt16LE(0x0001, 0)
  field.writeUInt16LE(numbers.length * 8, 2)
  for (const [index, number] of numbers.entries()) field.writeBigUInt64LE(number, 4 + index * 8)
  return field
}

function endOf(count: number, directory: { readonly at: number; readonly length: number }): Buffer {
  const end = Buffer.alloc(98)
  end.writeUInt32LE(0x06064b50, 0)
  end.writeBigUInt64LE(44n, 4)
  end.writeUInt16LE(version, 12)
  end.writeUInt16LE(version, 14)
  end.writeBigUInt64LE(BigInt(count), 24)
  end.writeBigUInt64LE(BigInt(count), 32)
  end.writeBigUInt64LE(BigInt(directory.length), 40)
  end.writeBigUInt64LE(BigInt(directory.at), 48)
  // Where the record above begins, then the record that every reader looks for.
  end.writeUInt32LE(0x07064b50, 56)
  end.writeBigUInt64LE(BigInt(directory.at + directory.length), 64)
  end.writeUInt32LE(1, 72)
  end.writeUInt32LE(0x06054b50, 76)
  end.writeUInt16LE(Math.min(count, 0xffff), 84)
  end.writeUInt16LE(Math.min(count, 0xffff), 86)
  end.writeUInt32LE(unknown, 88)
  end.writeUInt32LE(unknown, 92)
  return end
}
