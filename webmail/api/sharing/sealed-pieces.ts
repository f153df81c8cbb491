// A file in pieces of one size, each sealed for itself, so that none of it is ever whole in memory. Each is bound to its file,
// to its place, and to how many there are: none can be left out, repeated, or put elsewhere.

import { pieceBytes } from '../../contract/shared-file-limits.ts'
import { opened, sealed, sealingOctets } from './link-keys.ts'

export interface FileOfPieces {
  readonly id: string
  readonly octets: number
}

export const piecesOf = ({ octets }: Pick<FileOfPieces, 'octets'>): number => Math.ceil(octets / pieceBytes)

/** Of one piece; null for one that there is not. */
export function octetsOfPiece(file: FileOfPieces, piece: number): number | null {
  if (piece < 0 || piece >= piecesOf(file)) return null
  return Math.min(pieceBytes, file.octets - piece * pieceBytes)
}

/** Whether so many sealed pieces of so many octets together are all of it. */
export const areAllOf = (
  file: Pick<FileOfPieces, 'octets'>,
  { count, octets }: { readonly count: number; readonly octets: number },
): boolean => count === piecesOf(file) && octets === file.octets + count * sealingOctets

const boundTo = (file: FileOfPieces, piece: number): string => `${file.id} ${piece} ${piecesOf(file)}`

export const sealPiece = (
  key: Buffer,
  { file, piece, plain }: { readonly file: FileOfPieces; readonly piece: number; readonly plain: Uint8Array },
): Buffer => sealed(key, plain, boundTo(file, piece))

/** The whole file, piece by piece as it is read. Fails for a piece that is missing, and for one that was changed. */
export async function* openPieces(
  file: FileOfPieces,
  key: Buffer,
  sealedPiece: (piece: number) => Promise<Buffer | null>,
): AsyncGenerator<Buffer, void> {
  for (let piece = 0; piece < piecesOf(file); piece += 1) {
    const octets = await sealedPiece(piece)
    if (octets === null) throw new Error(`piece ${piece} is not there`)
    yield opened(key, octets, boundTo(file, piece))
  }
}
