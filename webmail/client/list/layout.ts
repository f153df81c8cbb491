// Where each row of a long list stands: rows are of one height, and some have the heading of their day above them. Only what
// is seen is drawn, of 50,000 rows as of fifty.

export interface ListLayout {
  readonly total: number
  readonly rowHeight: number
  readonly headingHeight: number
  /** Rows that a heading stands above, in order. */
  readonly headings: readonly number[]
}

export interface Range {
  readonly from: number
  /** The first that is not in it. */
  readonly to: number
}

/** How many of the ascending `numbers` are at most `limit`. */
export function countUpTo(numbers: readonly number[], limit: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1
    else high = middle
  }
  return low
}

/** The upper edge of a row, under its heading. */
export const topOf = ({ rowHeight, headingHeight, headings }: ListLayout, index: number): number =>
  index * rowHeight + headingHeight * countUpTo(headings, index)

export const heightOf = (layout: ListLayout): number =>
  layout.total * layout.rowHeight + layout.headingHeight * layout.headings.length

/** The row at this height, or the nearest one. */
export function rowAtHeight(layout: ListLayout, height: number): number {
  let low = 0
  let high = Math.max(0, layout.total - 1)
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (topOf(layout, middle) <= height) low = middle
    else high = middle - 1
  }
  return low
}

/** Rows that are seen, and `beyond` more on both sides. */
export function seenRows(
  layout: ListLayout,
  {
    scrollTop,
    height,
    beyond,
  }: { readonly scrollTop: number; readonly height: number; readonly beyond: number },
): Range {
  const from = Math.max(0, rowAtHeight(layout, scrollTop) - beyond)
  const to = Math.min(layout.total, rowAtHeight(layout, scrollTop + height) + 1 + beyond)
  return { from, to }
}

/** The row that stands `index`-th once those at `hidden` (ascending) are taken away. */
export function withoutHidden(hidden: readonly number[], index: number): number {
  let raw = index
  for (const each of hidden) {
    if (each > raw) break
    raw++
  }
  return raw
}
