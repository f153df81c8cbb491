// Whether words of a display name name a certain person: in any order, joined or apart, with an initial for the given
// name, or with one slip in a long name. A family name alone never does, nor does a brother or a wife.

import { isOneEdit } from './edit-distance.ts'

/** Words as a glance takes them, and what comparing them needs, worked out once. */
export interface Written {
  readonly words: readonly string[]
  readonly joined: string
  readonly sorted: string
  /** Every way to put the last words first: who writes the family name first, or joins what others part. */
  readonly turned: readonly (readonly string[])[]
  readonly turnedJoined: readonly string[]
}

/** Somebody's name, in the order given name, family name. */
export interface Person extends Written {
  readonly initialled: readonly Initialled[]
}

/** `P. Moreau`, `J.-M. Guillot`, `JM Guillot`, `Guillot J`: the whole family name and initials of all the rest. */
interface Initialled {
  readonly initials: string
  readonly joined: readonly string[]
}

/** More words than any name has are not turned round. */
const mostWords = 12

export function writtenAs(plainWords: readonly string[]): Written {
  const words = plainWords.map(atAGlance)
  const turned =
    words.length > mostWords
      ? [words]
      : words.map((_, at) => (at === 0 ? words : [...words.slice(at), ...words.slice(0, at)]))
  return {
    words,
    joined: words.join(''),
    sorted: words.toSorted().join(' '),
    turned,
    turnedJoined: turned.map((each) => each.join('')),
  }
}

export function personOf(plainWords: readonly string[]): Person {
  const written = writtenAs(plainWords)
  return { ...written, initialled: initialledForms(written.words) }
}

/** `CIaire` with a capital i is Claire to the eye. */
const atAGlance = (word: string): string => word.replaceAll('i', 'l')

function initialledForms(words: readonly string[]): readonly Initialled[] {
  return words.slice(1).flatMap((_, before) => {
    const given = before + 1
    const family = words.slice(given).join('')
    const initials = words
      .slice(0, given)
      .map((word) => word.slice(0, 1))
      .join('')
    return family.length < shortestFamily
      ? []
      : [{ initials, joined: [initials + family, initials.slice(0, 1) + family] }]
  })
}

const shortestFamily = 4

export function isSamePerson(written: Written, person: Person): boolean {
  if (written.words.length === 0 || person.words.length === 0) return false
  if (person.words.length === 1) return written.words.length === 1 && written.joined === person.joined
  return (
    written.sorted === person.sorted ||
    written.turnedJoined.includes(person.joined) ||
    isInitialled(written, person) ||
    isSlip(written, person)
  )
}

/** A word of one or two letters must be there: `Amoreau` is a name of its own. */
const isInitialled = ({ words, turnedJoined }: Written, { initialled }: Person): boolean =>
  initialled.some(
    ({ initials, joined }) =>
      joined.some((form) => turnedJoined.includes(form)) &&
      words.some((word) => word.length <= initials.length && initials.startsWith(word)),
  )

/** One word differs by one edit. The end of a given name tells Julie from Julien and Michel from Michèle, if letters are not swapped. */
function isSlip({ words, joined, turned }: Written, { words: person, joined: meant }: Person): boolean {
  const hasLength =
    words.length === person.length &&
    meant.length >= shortestSlip &&
    Math.abs(joined.length - meant.length) <= 1
  return hasLength && turned.some((each) => differsByASlip(each, person))
}

function differsByASlip(words: readonly string[], person: readonly string[]): boolean {
  const at = person.findIndex((word, index) => word !== words[index])
  if (at < 0 || person.some((word, index) => index > at && word !== words[index])) return false
  const [written = '', meant = ''] = [words[at], person[at]]
  const shortest = person.length > 2 ? shortestOfThree : shortestOfTwo
  if (meant.length < shortest || !isOneEdit(written, meant)) return false
  return at === person.length - 1 || written.slice(-2) === meant.slice(-2) || isSwap(written, meant)
}

/** The same letters: no two given names are one slip of two fingers apart. */
const isSwap = (one: string, other: string): boolean =>
  Array.from(one).toSorted().join('') === Array.from(other).toSorted().join('')

const shortestSlip = 10
const shortestOfTwo = 5
/** `Jeean Pierre Marchand`: two right words speak for the third. */
const shortestOfThree = 4
