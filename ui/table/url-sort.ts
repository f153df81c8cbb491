// What a table is sorted by, as it stands in its address: `?sort=usage&order=desc`. The order that it has by itself is left
// out, and what is none of its columns is that order.

export type Direction = 'asc' | 'desc'

export interface Sort<By extends string = string> {
  readonly by: By
  readonly order: Direction
}

/** `columns` begins with the one that the table is sorted by when nobody says. */
export function readSort<const By extends string>(
  search: URLSearchParams,
  columns: readonly [By, ...By[]],
): Sort<By> {
  const by = columns.find((each) => each === search.get('sort')) ?? columns[0]
  return { by, order: search.get('order') === 'desc' ? 'desc' : 'asc' }
}

/** The address with this sort; the rest of it stays. */
export function writeSort(search: URLSearchParams, { by, order }: Sort, standing: string): URLSearchParams {
  const written = new URLSearchParams(search)
  if (by === standing) written.delete('sort')
  else written.set('sort', by)
  if (order === 'asc') written.delete('order')
  else written.set('order', order)
  return written
}

/**
 * What a press on a head asks for: the other way round where the table is sorted by it already; else words from the
 * beginning and numbers from the largest, which is what a number is looked at for.
 */
export const nextSort = <By extends string>(sort: Sort, by: By, numbers: boolean): Sort<By> => {
  if (sort.by === by) return { by, order: sort.order === 'asc' ? 'desc' : 'asc' }
  return { by, order: numbers ? 'desc' : 'asc' }
}

/** For a question to the API: nothing where the table has its own order, so that one answer is kept for both. */
export function askedSort<By extends string>(
  { by, order }: Sort<By>,
  standing: By,
): { readonly sort?: By; readonly order?: Direction } {
  return { ...(by === standing ? {} : { sort: by }), ...(order === 'asc' ? {} : { order }) }
}
