// Rows that come newest first, in groups of one day each, in the order in which they came.

export function byDay<Row extends { readonly since: string }>(
  rows: readonly Row[],
  dayOf: (instant: string) => string,
): readonly (readonly [day: string, rows: readonly Row[]])[] {
  const days = new Map<string, Row[]>()
  for (const row of rows) {
    const day = dayOf(row.since)
    days.set(day, [...(days.get(day) ?? []), row])
  }
  return [...days]
}
