// What a commune is known by, read once for all messages that its policy sees.

import type { CommunePolicy } from '#core/policies/commune-policy.ts'
import { nameWords, wordsOfOffice } from './name-words.ts'
import { type Person, personOf } from './same-person.ts'

export type NamesOfCommune = Pick<CommunePolicy, 'name' | 'protectedNames'>

interface ProtectedPerson {
  readonly name: string
  readonly words: ReadonlySet<string>
  /** With particles and without. */
  readonly spellings: readonly Person[]
}

export interface KnownNames {
  /** Words of the commune's own name. */
  readonly places: ReadonlySet<string>
  /** The same as one word: see `spelledOut`. */
  readonly place: string
  readonly people: readonly ProtectedPerson[]
  /** From which the protected people do write. */
  readonly addresses: ReadonlySet<string>
}

/** By the policy itself, which is a new one whenever anything in it changes. */
const read = new WeakMap<NamesOfCommune, KnownNames>()

export function knownNames(policy: NamesOfCommune): KnownNames {
  const already = read.get(policy)
  if (already !== undefined) return already
  const names: KnownNames = {
    places: new Set(nameWords(policy.name)),
    place: spelledOut(nameWords(policy.name)),
    people: policy.protectedNames.map(({ name }) => {
      const words = nameWords(name)
      const short = withoutParticles(words)
      const spellings = short.length === words.length ? [words] : [words, short]
      return { name, words: new Set(words), spellings: spellings.map(personOf) }
    }),
    addresses: new Set(policy.protectedNames.flatMap(({ knownAddresses }) => knownAddresses)),
  }
  read.set(policy, names)
  return names
}

const particles = new Set(['de', 'du', 'des', 'la', 'le', 'les'])
export const withoutParticles = (words: readonly string[]): readonly string[] =>
  words.filter((word) => !particles.has(word))

/** A place in one word, without articles and offices, with saints in full. */
export const spelledOut = (words: readonly string[]): string =>
  withoutParticles(words)
    .filter((word) => !wordsOfOffice.has(word))
    .map((word) => saints.get(word) ?? word)
    .join('')

const saints = new Map([
  ['st', 'saint'],
  ['ste', 'sainte'],
])
