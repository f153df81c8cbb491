// The name of somebody a commune knows, above an address that is not theirs. Officials are what the département and the
// commune protect by name; the offices of the commune and of the département need no list.

import { confusableSkeleton } from '#core/message/confusables.ts'
import type { Suspicion } from '#core/message/findings.ts'
import { registered } from '../../proven-author.ts'
import { type Author, type Authorities, domainOfAddress, isAuthority } from './author.ts'
import { freemailDomains } from './freemail-domains.ts'
import { knownNames, type NamesOfCommune, spelledOut, withoutParticles } from './known-names.ts'
import { nameParts, nameWords, wordsOfOffice } from './name-words.ts'
import { isSamePerson, type Written, writtenAs } from './same-person.ts'

export interface NameInFrom {
  readonly author: Author
  /** Decoded display name. */
  readonly name: string
  /** The commune had mail from this address before. */
  readonly known: boolean
}

export interface Neighbourhood extends Authorities {
  readonly policy: NamesOfCommune
  readonly departmentName: string
}

/** No program shows more. */
const longestName = 1000

/**
 * Null for our own people and for addresses that are listed for them, when the message is from there: anybody can write a listed
 * address into From, and then it is the address that is borrowed. Who wrote before from a proven address may be a
 * namesake, or an official whose own address nobody listed: that is only said, because an attacker must first get a
 * message past this test under another name. The first message under a protected name is never only a namesake's.
 */
export function borrowedName(from: NameInFrom, around: Neighbourhood): Suspicion | null {
  const { author, known } = from
  const name = from.name.slice(0, longestName)
  if (author.ours) return null
  if (knownNames(around.policy).addresses.has(author.address))
    return author.authenticated ? null : { mark: 'borrowed-name', resembles: author.address }
  if (name === '') return null
  const claimed = claimedAddress({ author, name }, around)
  if (claimed !== null) return { mark: 'borrowed-name', resembles: claimed }
  const candidates = nameParts(withoutRelay(name, author)).map(nameWords)
  const resembles = protectedIn(candidates, around) ?? officeIn(candidates, around)
  if (resembles === null) return null
  return { mark: known && author.proven ? 'namesake' : 'borrowed-name', resembles }
}

/** `Claire Garnier via Doodle` is how programs write for others; nobody's own mailbox does. */
const withoutRelay = (name: string, { domain }: Author): string =>
  freemailDomains.has(registered(domain)) ? name.replace(/\svia\s.*$/i, '') : name

/** An address in the display name that many programs show in place of the real one. */
function claimedAddress(
  { author, name }: Pick<NameInFrom, 'author' | 'name'>,
  around: Neighbourhood,
): string | null {
  if (!/[@\uff20\ufe6b]/.test(name)) return null
  const found = confusableSkeleton(name).match(/[^\s<>()[\]"',;:]+@[a-z0-9.-]+\.[a-z]{2,}/g) ?? []
  const { addresses } = knownNames(around.policy)
  const claimed = found.find(
    (address) =>
      address !== author.address && (isAuthority(domainOfAddress(address), around) || addresses.has(address)),
  )
  return claimed ?? null
}

/** Words of a display name as a whole and of each part of it. */
type Candidates = readonly (readonly string[])[]

function protectedIn(candidates: Candidates, { policy }: Neighbourhood): string | null {
  const { places, people } = knownNames(policy)
  const isAbout = (word: string): boolean => wordsOfOffice.has(word) || places.has(word)
  for (const words of candidates) {
    const readings = readingsOf(words)
    const plain = !words.some(isAbout)
    const found = people.find(({ words: own, spellings }) => {
      const named = plain
        ? readings
        : [...readings, ...readingsOf(words.filter((word) => own.has(word) || !isAbout(word)))]
      return named.some((written) => spellings.some((person) => isSamePerson(written, person)))
    })
    if (found !== undefined) return found.name
  }
  return null
}

/** With particles and without. */
function readingsOf(words: readonly string[]): readonly Written[] {
  const short = withoutParticles(words)
  return (short.length === words.length ? [words] : [words, short]).map(writtenAs)
}

/** `Mairie de Saulieu`, `Le Maire – Saulieu`, `Département de la Côte-d’Or, service informatique`. */
function officeIn(candidates: Candidates, { policy, departmentName }: Neighbourhood): string | null {
  if (!candidates.some((words) => words.some((word) => wordsOfOffice.has(word)))) return null
  const office = [
    { name: policy.name, place: knownNames(policy).place, offices: officesOfCommune },
    { name: departmentName, place: spelledOut(nameWords(departmentName)), offices: officesOfDepartment },
  ].find(
    ({ place, offices }) =>
      place !== '' &&
      candidates.some((words) => words.some((word) => offices.has(word)) && spelledOut(words) === place),
  )
  return office?.name ?? null
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
