// Which days are known already: ranges of days that neither touch nor overlap, in order. Pure.

export interface DayRange {
  readonly from: number
  /** The first that is not in it. */
  readonly to: number
}

/** What of `wanted` is in none of `known`. */
export function daysWithout(known: readonly DayRange[], wanted: DayRange): readonly DayRange[] {
  const gaps: DayRange[] = []
  let { from } = wanted
  for (const range of known) {
    if (range.to <= from) continue
    if (range.from >= wanted.to) break
    if (range.from > from) gaps.push({ from, to: range.from })
    from = range.to
  }
  return from < wanted.to ? [...gaps, { from, to: wanted.to }] : gaps
}

/** `known` and `more` together. */
export function daysWith(known: readonly DayRange[], more: DayRange): readonly DayRange[] {
  const apart = known.filter(({ from, to }) => to < more.from || from > more.to)
  const touching = known.filter(({ from, to }) => to >= more.from && from <= more.to)
  const whole = {
    from: Math.min(more.from, ...touching.map(({ from }) => from)),
    to: Math.max(more.to, ...touching.map(({ to }) => to)),
  }
  return [...apart, whole].toSorted((one, other) => one.from - other.from)
}
