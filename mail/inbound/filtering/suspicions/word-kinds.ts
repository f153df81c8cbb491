// What kinds of words stand in a letter. Nobody can list the sentences of a fraud, but all of them are made of the same few
// kinds: an account, something other than before, a payment, a request, haste, secrecy, absence. Each is weak alone.

/** Sentences of one letter, each of which is searched for a kind at most once. */
export interface Letter<Kind extends string> {
  /** Words of this kind stand in the sentence at this place. */
  has(at: number, kind: Kind): boolean
  /** They stand there or in a sentence beside it. */
  near(at: number, kind: Kind): boolean
  anywhere(kind: Kind): boolean
  /** Places of sentences with words of one of these kinds. */
  placesOf(...kinds: readonly Kind[]): readonly number[]
  /** Letters between the beginnings of the two that stand nearest to each other in a sentence; infinite when one lacks. */
  distance(at: number, kind: Kind, other: Kind): number
}

/** Kinds are global searches, as anyOf makes them, and none of them goes on from one line to the next. */
export function letterOf<Kind extends string>(
  sentences: readonly string[],
  kinds: Readonly<Record<Kind, RegExp>>,
): Letter<Kind> {
  const whole = sentences.join('\n')
  const somewhere = new Map<Kind, boolean>()
  const anywhere = (kind: Kind): boolean => {
    const answer = somewhere.get(kind) ?? stands(kinds[kind], whole)
    somewhere.set(kind, answer)
    return answer
  }
  const found = new Map<Kind, (boolean | undefined)[]>()
  const has = (at: number, kind: Kind): boolean => {
    const sentence = sentences[at]
    // Most kinds are in no sentence of most letters, which one search of the whole tells.
    if (sentence === undefined || !anywhere(kind)) return false
    const ofKind = found.get(kind) ?? []
    found.set(kind, ofKind)
    const answer = ofKind[at] ?? stands(kinds[kind], sentence)
    ofKind[at] = answer
    return answer
  }
  const beginnings = (at: number, kind: Kind): readonly number[] =>
    has(at, kind) ? [...(sentences[at] ?? '').matchAll(kinds[kind])].map(({ index }) => index) : []
  return {
    has,
    near: (at, kind) => has(at, kind) || has(at - 1, kind) || has(at + 1, kind),
    anywhere,
    placesOf: (...wanted) => {
      const present = wanted.filter(anywhere)
      if (present.length === 0) return []
      return [...sentences.keys()].filter((at) => present.some((kind) => has(at, kind)))
    },
    distance: (at, kind, other) => nearest(beginnings(at, kind), beginnings(at, other)),
  }
}

/** A global search goes on where it stopped, and so would whoever uses it next. */
function stands(words: RegExp, sentence: string): boolean {
  const answer = words.test(sentence)
  words.lastIndex = 0
  return answer
}

/** Both rise. */
function nearest(some: readonly number[], others: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY
  let next = 0
  for (const at of some) {
    while (next + 1 < others.length && distanceOf(at, others[next + 1]) <= distanceOf(at, others[next]))
      next += 1
    least = Math.min(least, distanceOf(at, others[next]))
  }
  return least
}

const distanceOf = (at: number, other: number | undefined): number =>
  other === undefined ? Number.POSITIVE_INFINITY : Math.abs(at - other)

/**
 * One search for any of these; each must stand where a word begins. In haste an apostrophe becomes a space. Those with the
 * same first letter stand together, because a search tries one after another at every word.
 */
export function anyOf(...words: readonly string[]): RegExp {
  const byLetter = Map.groupBy(words, (word) => /^[a-z](?![?*{])/.exec(word)?.[0] ?? '')
  const choices = [...byLetter].flatMap(([letter, those]) =>
    letter === '' ? those : `${letter}(?:${those.map((word) => word.slice(1)).join('|')})`,
  )
  return new RegExp(`\\b(?:${choices.join('|').replaceAll("'", "[' ]")})`, 'g')
}
