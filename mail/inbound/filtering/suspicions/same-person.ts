// Whether words of a display name name a certain person: in any order, joined or apart, with an initial for the given
// name, or with one slip in a long name. A family name alone never does, nor does a brother or a wife.

import { isOneEdit } from './one-edit.ts'

/** `meant` in the order given name, family name. Both plain words. */
export function isSamePerson(written: readonly string[], meant: readonly string[]): boolean {
  const [words, person] = [written.map(atAGlance), meant.map(atAGlance)]
  if (person.length === 0 || words.length === 0) return false
  if (person.length === 1) return words.length === 1 && words[0] === person[0]
  return isSameInAnyOrder(words, person) || isInitialled(words, person) || isSlip(words, person)
}

/** `CIaire` with a capital i is Claire to the eye. */
const atAGlance = (word: string): string => word.replaceAll('i', 'l')

function isSameInAnyOrder(words: readonly string[], person: readonly string[]): boolean {
  const joined = person.join('')
  return (
    [...words].sort().join(' ') === [...person].sort().join(' ') ||
    turned(words).some((each) => each.join('') === joined)
  )
}

/** Every way to put the last words first: who writes the family name first, or joins what others part. */
const turned = (words: readonly string[]): readonly (readonly string[])[] =>
  words.map((_, at) => [...words.slice(at), ...words.slice(0, at)])

/** `P. Moreau`, `J.-M. Guillot`, `JM Guillot`, `Guillot J`: the whole family name and initials of all the rest. */
function isInitialled(words: readonly string[], person: readonly string[]): boolean {
  for (let given = 1; given < person.length; given += 1) {
    const family = person.slice(given).join('')
    if (family.length < shortestFamily) continue
    const initials = person.slice(0, given).map((word) => word.slice(0, 1))
    const written = turned(words).some(
      (each) =>
        each.join('') === initials.join('') + family || each.join('') === (initials[0] ?? '') + family,
    )
    // A word of one or two letters must be there: `Amoreau` is a name of its own.
    if (written && words.some((word) => word.length <= initials.length && initials.join('').startsWith(word)))
      return true
  }
  return false
}

const shortestFamily = 4

/** One word differs by one edit. The end of a given name tells Julie from Julien and Michel from Michèle. */
function isSlip(words: readonly string[], person: readonly string[]): boolean {
  if (words.length !== person.length || person.join('').length < shortestSlip) return false
  return turned(words).some((each) => {
    const differing = person.flatMap((word, index) => (word === each[index] ? [] : [index]))
    const [at] = differing
    if (at === undefined || differing.length > 1) return false
    const [written = '', meant = ''] = [each[at], person[at]]
    if (meant.length < shortestSlipWord || !isOneEdit(written, meant)) return false
    return at === person.length - 1 || written.slice(-2) === meant.slice(-2)
  })
}

const shortestSlip = 10
const shortestSlipWord = 5
