// The name of somebody a commune knows, above an address that is not theirs. Officials are what the département and the
// commune protect by name; the offices of the commune and of the département need no list.

import type { CommunePolicy } from '#core/commune-policy.ts'
import type { Suspicion } from '#core/findings.ts'
import { type Author, type Authorities, domainOfAddress, isAuthority } from './author.ts'
import { nameParts, nameWords, wordsOfOffice } from './name-words.ts'
import { plainLetters } from './plain-letters.ts'
import { isSamePerson } from './same-person.ts'

export interface NameInFrom {
  readonly author: Author
  /** Decoded display name. */
  readonly name: string
  /** The commune had mail from this address before. */
  readonly known: boolean
}

export interface Neighbourhood extends Authorities {
  readonly policy: Pick<CommunePolicy, 'name' | 'protectedNames'>
  readonly departmentName: string
}

/**
 * Null for our own people and for addresses that are listed for them. Who wrote before from a proven address may be a
 * namesake, or an official whose own address nobody listed: that is only said, because an attacker must first get a
 * message past this test under another name. The first message under a protected name is never only a namesake's.
 */
export function borrowedName(from: NameInFrom, around: Neighbourhood): Suspicion | null {
  const { author, name, known } = from
  if (author.ours || isListed(author.address, around)) return null
  const claimed = claimedAddress(from, around)
  if (claimed !== null) return { mark: 'borrowed-name', resembles: claimed }
  const resembles = protectedIn(name, around) ?? officeIn(name, around)
  if (resembles === null) return null
  return { mark: known && author.proven ? 'namesake' : 'borrowed-name', resembles }
}

const isListed = (address: string, { policy }: Neighbourhood): boolean =>
  policy.protectedNames.some(({ knownAddresses }) => knownAddresses.includes(address))

/** An address in the display name that many programs show in place of the real one. */
function claimedAddress({ author, name }: NameInFrom, around: Neighbourhood): string | null {
  const found = plainLetters(name).match(/[^\s<>()[\]"',;:]+@[a-z0-9.-]+\.[a-z]{2,}/g) ?? []
  const claimed = found.find(
    (address) =>
      address !== author.address &&
      (isAuthority(domainOfAddress(address), around) || isListed(address, around)),
  )
  return claimed ?? null
}

function protectedIn(name: string, { policy }: Neighbourhood): string | null {
  const places = nameWords(policy.name)
  const candidates = nameParts(name).map(nameWords)
  const found = policy.protectedNames.find(({ name: official }) => {
    const person = nameWords(official)
    const isAbout = (word: string) =>
      !person.includes(word) && (wordsOfOffice.has(word) || places.includes(word))
    return candidates
      .flatMap((words) => [words, words.filter((word) => !isAbout(word))])
      .some(
        (words) =>
          isSamePerson(words, person) || isSamePerson(withoutParticles(words), withoutParticles(person)),
      )
  })
  return found?.name ?? null
}

const particles = new Set(['de', 'du', 'des', 'la', 'le', 'les'])
const withoutParticles = (words: readonly string[]): readonly string[] =>
  words.filter((word) => !particles.has(word))

/** `Mairie de Saulieu`, `Le Maire – Saulieu`, `Département de la Côte-d’Or, service informatique`. */
function officeIn(name: string, { policy, departmentName }: Neighbourhood): string | null {
  const candidates = nameParts(name).map(nameWords)
  const office = [
    { place: policy.name, words: officesOfCommune },
    { place: departmentName, words: officesOfDepartment },
  ].find(({ place, words: offices }) => {
    const placeWords = spelledOut(nameWords(place)).join('')
    return (
      placeWords !== '' &&
      candidates.some(
        (words) =>
          words.some((word) => offices.has(word)) &&
          spelledOut(words.filter((word) => !wordsOfOffice.has(word))).join('') === placeWords,
      )
    )
  })
  return office?.place ?? null
}

const officesOfCommune = new Set([
  'mairie',
  'maire',
  'mairesse',
  'commune',
  'ville',
  'municipalite',
  'municipal',
])
const officesOfDepartment = new Set(['departement', 'departemental', 'departementale'])

/** A place without articles, with saints in full. */
const spelledOut = (words: readonly string[]): readonly string[] =>
  withoutParticles(words).flatMap((word) => {
    if (word === 'st') return ['saint']
    if (word === 'd' || word === 'l') return []
    return word === 'ste' ? ['sainte'] : wordsOfOffice.has(word) ? [] : [word]
  })
