// Words that say what a number is, or what it is not.

export interface Context {
  /** Such a word stands anywhere in the text. */
  readonly anywhere: boolean
  /** One stands before the number or, less far, behind it. */
  near(start: number, end: number): boolean
}

interface Reach {
  readonly before: number
  readonly after: number
}

type Places = readonly (readonly [from: number, to: number])[]

/** `words` with the flag `g`, in plain letters. They are looked for when somebody asks: most texts hold no number to ask about. */
export function contextIn(plain: string, words: RegExp, { before, after }: Reach): Context {
  let found: Places | null = null
  const placesOf = (): Places => {
    found ??= Array.from(
      plain.matchAll(words),
      ({ index, 0: { length } }) => [index, index + length] as const,
    )
    return found
  }
  return {
    get anywhere() {
      return placesOf().length > 0
    },
    near: (start, end) => {
      const places = placesOf()
      for (let at = firstEndingAfter(places, start - before); at < places.length; at += 1) {
        const [from, to] = places[at] ?? [0, 0]
        if (from >= end + after) return false
        if (to <= start || from >= end) return true
      }
      return false
    },
  }
}

/** By halves: a hostile text has as many words as numbers. */
function firstEndingAfter(places: Places, position: number): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((places[middle]?.[1] ?? 0) > position) high = middle
    else low = middle + 1
  }
  return low
}
