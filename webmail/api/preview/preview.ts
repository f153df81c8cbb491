// What of a file can be shown as text: pieces of it, what an archive holds, or what a message says. The same for whatever made it.

/** `broken`: it is not what it says it is, or more than is unpacked; `late`: it took longer than anybody waits. */
export type NoPreview = 'encrypted' | 'broken' | 'unsupported' | 'too-large' | 'late'

export type Piece =
  | { readonly kind: 'text'; readonly title: string; readonly text: string }
  /** A sheet, or a file of values. */
  | { readonly kind: 'table'; readonly title: string; readonly rows: readonly (readonly string[])[] }

export interface ArchiveEntry {
  /** With the folders before it; for eyes alone. */
  readonly name: string
  /** As the archive claims. */
  readonly bytes: number
  readonly encrypted: boolean
}

export type Preview =
  | { readonly kind: 'pieces'; readonly pieces: readonly Piece[]; readonly cut: boolean }
  | { readonly kind: 'archive'; readonly entries: readonly ArchiveEntry[]; readonly count: number }
  | PreviewedMessage
  | { readonly kind: 'none'; readonly why: NoPreview }

export interface PreviewedMessage {
  readonly kind: 'message'
  /** Each with a name where it has one. */
  readonly from: readonly string[]
  /** Of To and Cc, the first of them. */
  readonly to: readonly string[]
  /** Of all of them. */
  readonly toCount: number
  readonly subject: string
  /** What its writer says; null when it is no date. */
  readonly at: Date | null
  readonly text: string
  readonly cut: boolean
  /** Names of what is attached to it, the first of them. */
  readonly files: readonly string[]
  readonly fileCount: number
}

export const noPreview = (why: NoPreview): Preview => ({ kind: 'none', why })

/** More than anybody reads before they keep the file and open it. */
export const mostCharacters = 200_000
export const mostRows = 300
export const mostColumns = 40
export const longestCell = 300
export const mostPieces = 60
export const mostEntriesShown = 500

/** Cut to what is shown; says whether anything is left out. */
export function within(pieces: readonly Piece[], cut = false): Preview {
  let left = mostCharacters
  let isCut = cut || pieces.length > mostPieces
  const shown: Piece[] = []
  for (const piece of pieces.slice(0, mostPieces)) {
    if (left <= 0) {
      isCut = true
      break
    }
    if (piece.kind === 'text') {
      const text = piece.text.slice(0, left)
      isCut ||= text.length < piece.text.length
      left -= text.length
      shown.push({ ...piece, text })
      continue
    }
    const rows = piece.rows.slice(0, mostRows).map((row) => row.slice(0, mostColumns).map(cellOf))
    isCut ||= rows.length < piece.rows.length || piece.rows.some((row) => row.length > mostColumns)
    left -= rows.reduce((sum, row) => sum + row.reduce((all, cell) => all + cell.length, 0), 0)
    shown.push({ ...piece, rows })
  }
  return { kind: 'pieces', pieces: shown, cut: isCut }
}

const cellOf = (cell: string): string => (cell.length > longestCell ? `${cell.slice(0, longestCell)}…` : cell)
