// Whether two words differ by one slip of a finger: a letter left out, doubled, replaced, or swapped with the next one
// (Damerau's edits). Equal words do not.

export function isOneEdit(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1) return false
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  let start = 0
  while (start < short.length && short[start] === long[start]) start += 1
  if (short.length < long.length) return short.slice(start) === long.slice(start + 1)
  if (short.slice(start + 1) === long.slice(start + 1)) return true
  return (
    short[start] === long[start + 1] &&
    short[start + 1] === long[start] &&
    short.slice(start + 2) === long.slice(start + 2)
  )
}

/** The edits that spell no other name: two letters swapped, one written twice, two alike written once. */
export const isMistyped = (one: string, other: string): boolean =>
  isOneEdit(one, other) &&
  (one.length === other.length ? sorted(one) === sorted(other) : single(one) === single(other))

const sorted = (word: string): string => [...word].sort().join('')
const single = (word: string): string => word.replace(/(.)\1+/g, '$1')

/** The word and what is left of it without one letter. Words one edit apart have one of these in common. */
export function withoutOneLetter(word: string): readonly string[] {
  return [word, ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))]
}
