import { randomBytes, randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import {
  areAllOf,
  octetsOfPiece,
  openPieces,
  piecesOf,
  sealPiece,
} from '#webmail/api/sharing/sealed-pieces.ts'
import { pieceBytes } from '#webmail/contract/shared-file-limits.ts'

const key = randomBytes(32)
const content = randomBytes(2 * pieceBytes + 5)
const file = { id: randomUUID(), octets: content.length }
const plainOf = (piece: number) => content.subarray(piece * pieceBytes, (piece + 1) * pieceBytes)
const sealedOf = (piece: number, of = file) => sealPiece(key, { file: of, piece, plain: plainOf(piece) })
const pieces = [0, 1, 2].map((piece) => sealedOf(piece))
const opening = (given: readonly (Buffer | undefined)[], of = file, by = key) =>
  openPieces(of, by, async (piece) => given[piece] ?? null)

test('a file in pieces → each as long as it says, and none beyond', () => {
  expect(piecesOf(file)).toBe(3)
  expect([-1, 0, 1, 2, 3].map((piece) => octetsOfPiece(file, piece))).toEqual([
    ...[null, pieceBytes, pieceBytes, 5, null],
  ])
})

test('sealed and opened → the same octets, of which none lie in what is sealed', async () => {
  expect((await buffer(opening(pieces))).equals(content)).toBe(true)
  expect(pieces.some((sealed) => sealed.includes(content.subarray(0, 16)))).toBe(false)
})

test('the same piece sealed twice → never the same octets', () => {
  expect(sealedOf(0).equals(sealedOf(0))).toBe(false)
})

const changed = Buffer.from(pieces[1] ?? [])
changed.writeUInt8(changed.readUInt8(40) ^ 1, 40)
test.each([
  ['in another order', [pieces[1], pieces[0], pieces[2]], file, key],
  ['one put twice', [pieces[0], pieces[0], pieces[2]], file, key],
  ['one bit changed', [pieces[0], changed, pieces[2]], file, key],
  ['said to be shorter', pieces, { ...file, octets: 2 * pieceBytes }, key],
  ['of another file', pieces, { ...file, id: randomUUID() }, key],
  ['by another key', pieces, file, randomBytes(32)],
])('%s → not opened', async (_, given, of, by) => {
  await expect(buffer(opening(given, of, by))).rejects.toThrow()
})

test.each([
  ['all of them', pieces, true],
  ['one missing', pieces.slice(1), false],
  ['one twice', [...pieces, ...pieces.slice(2)], false],
  ['one octet short', [...pieces.slice(1), pieces[0]?.subarray(1) ?? Buffer.of()], false],
])('%s, as they lie there → all of the file or not', (_, given, all) => {
  expect(areAllOf(file, { count: given.length, octets: Buffer.concat(given).length })).toBe(all)
})

test('a piece that is missing → reading fails', async () => {
  const given = [pieces[0], undefined, pieces[2]]
  await expect(buffer(opening(given))).rejects.toThrow('piece 1 is not there')
})
