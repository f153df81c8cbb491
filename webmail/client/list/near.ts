// Which pages are asked for because of what is open, wherever the list is scrolled to: those around it, so that one reads on without
// waiting; where its place is not known, as after a reload, one page after the other until it is found.

export interface Near {
  /** Which conversation of which list. */
  readonly of: string
  readonly pages: readonly number[]
  /** Its place was known once: where it is not any more, it left the list. */
  readonly isFound: boolean
}

/** Rows ahead and behind. */
const around = 10
/** The server reads every row on the way: further down no place is looked for. */
const mostPages = 20

interface Seen {
  readonly of: string
  /** Place of what is open; -1 where it is not known. */
  readonly at: number
  readonly total: number
  readonly pageRows: number
  readonly isKnown: (page: number) => boolean
}

/** Gives `before` itself where nothing changes. */
export function pagesNear(before: Near, { of, at, total, pageRows, isKnown }: Seen): Near {
  const now = before.of === of ? before : { of, pages: [], isFound: false }
  if (at !== -1) {
    const first = Math.floor(Math.max(0, at - around) / pageRows)
    const last = Math.floor(Math.min(total - 1, at + around) / pageRows)
    const pages = Array.from({ length: last - first + 1 }, (_, index) => first + index)
    return now.isFound && String(now.pages) === String(pages) ? now : { of, pages, isFound: true }
  }
  if (now.isFound) return now
  const looked = now.pages[0] ?? 0
  const next = isKnown(looked) ? looked + 1 : looked
  if (next === now.pages[0] || next >= mostPages || next * pageRows >= Math.max(1, total)) return now
  return { of, pages: [next], isFound: false }
}
