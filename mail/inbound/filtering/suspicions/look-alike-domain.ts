// A domain that passes for a hosted or a trusted one: other letters that look the same, one letter more or less, another
// ending, hyphens, the whole name within another domain, a service of the State that writes `gouv` elsewhere. Domains of ours, trusted ones and names below them never do.

import type { Suspicion } from '#core/message/findings.ts'
import { registered } from '../../proven-author.ts'
import { type Authorities, isAuthority } from './author.ts'
import { type DomainLook, lookOf, serviceOfState, suffixOfState, withoutWww } from './domain-look.ts'
import { isMistyped, isOneEdit } from './edit-distance.ts'
import { freemailDomains } from './freemail-domains.ts'
import { lookAlikeIndex } from './look-alike-index.ts'

export interface LookAlikeTest extends Authorities {
  /** Whether letters alone spell a real commune: a neighbour of another host may be one letter away. */
  readonly isRealCommune: (letters: string) => boolean
}

/** Remembered by domain as long as the hosted ones stay: most mail comes from domains that wrote before. */
export function lookAlikeDomain(domain: string, test: LookAlikeTest): Suspicion | null {
  if (domain === '') return null
  const { verdicts } = lookAlikeIndex(test)
  const earlier = verdicts.get(domain)
  if (earlier !== undefined) return earlier
  const verdict = judge(domain, test)
  if (verdicts.size >= mostVerdicts) verdicts.clear()
  verdicts.set(domain, verdict)
  return verdict
}

/** A few hundred octets each. */
const mostVerdicts = 5000

function judge(domain: string, test: LookAlikeTest): Suspicion | null {
  if (freemailDomains.has(registered(domain)) || isAuthority(domain, test)) return null
  if (lookOf(domain).suffix === suffixOfState) return null
  const looks = [...new Set([domain, registered(domain)])].map(withoutWww).map(lookOf)
  const index = lookAlikeIndex(test)
  const resembled = looks
    .flatMap((look) => index.candidates(look).filter((target) => passesFor(look, target, test)))
    // Nobody can register a second name where the first one was registered.
    .find((target) => registered(target.domain) !== registered(domain))
  if (resembled !== undefined) return { mark: 'look-alike-domain', resembles: resembled.domain }
  return looks.some(passesForTheState) ? { mark: 'look-alike-domain', resembles: suffixOfState } : null
}

function passesFor(look: DomainLook, target: DomainLook, test: LookAlikeTest): boolean {
  if (holds(look, target) || isServiceOfState(look, target)) return true
  if (isNeighbour(look, target, test)) return false
  return isSameName(look, target, test) || isSlip(look, target) || isBaited(look, target)
}

/** dgfip-gouv.com for dgfip.finances.gouv.fr, www-ants-gouv.org. With `gouv` beside it, a short name is distinct enough. */
function isServiceOfState({ name }: DomainLook, target: DomainLook): boolean {
  const service = serviceOfState(target)
  const words = wordsOf(name)
  if (service === null || !words.includes('gouv')) return false
  const rest = words.filter((word) => !strongBaits.has(word)).join('.')
  return rest === service || rest === wordsOf(target.name).join('.')
}

const wordsOf = (name: string): readonly string[] => name.split(/[-.]/)

/** The State's own ending within a name, or `gouv` at the end of one, under an ending that is no other country's. */
function passesForTheState({ labels, name, suffix }: DomainLook): boolean {
  if (contains(labels, suffixOfState)) return true
  const words = name.slice(name.lastIndexOf('.') + 1).split('-')
  const at = words.lastIndexOf('gouv')
  const ending = suffix.slice(suffix.lastIndexOf('.') + 1)
  return (
    (words[at - 1] ?? '').length >= shortestService &&
    words.slice(at).every((word) => strongBaits.has(word)) &&
    (ending.length > 2 || endingsOfAnybody.has(ending))
  )
}

/** e-gouv.com sells software to governments. */
const shortestService = 3
/** Of two letters, and sold to the whole world all the same. */
const endingsOfAnybody = new Set('fr eu co me io cc tv'.split(' '))

/** From a label on: mairie-saulieu.fr.evil.test, impots.gouv-fr.com; but decaf.fr holds no caf.fr. */
function holds({ domain }: DomainLook, target: DomainLook): boolean {
  const labels = domain.split('.')
  return labels.some((_, from) => {
    const rest = labels.slice(from).join('.').replaceAll('-', '.')
    return `${rest}.`.startsWith(`${target.labels}.`)
  })
}

const contains = (labels: string, part: string): boolean => `.${labels}.`.includes(`.${part}.`)

/** Another commune, as the State spells it. Look-alike letters spell nobody. */
function isNeighbour(look: DomainLook, target: DomainLook, test: LookAlikeTest): boolean {
  if (/^xn--|\.xn--|[0-9]/.test(look.domain)) return false
  const letters = lettersOf(look)
  return letters !== lettersOf(target) && test.isRealCommune(letters)
}

/** Names too short to be anybody's: `caf.com` has nothing to do with caf.fr. */
const shortestName = 5
/** A place is somebody's with fewer letters; and `lux` is one. */
const shortestOfCommune = 4
const shortestPlace = 3

/** The same to the eye, whatever the ending; or a mairie of the same place. */
function isSameName(look: DomainLook, target: DomainLook, { isRealCommune }: LookAlikeTest): boolean {
  const meant = lettersOf(target)
  if (look.place !== '' && look.place === meant && meant.length >= shortestPlace) return true
  if (look.glance !== target.glance) return false
  const { length } = target.glance
  return (
    length >= shortestName ||
    (length >= shortestOfCommune && isRealCommune(meant)) ||
    (length >= shortestDrawn && isDrawn(look, target))
  )
}

/** The place, or else the name, in letters alone. */
const lettersOf = ({ place, name }: DomainLook): string =>
  place === '' ? name.replace(/[^a-z]/g, '') : place

const shortestDrawn = 3

/** A short name drawn with what is no letter of it: another script, a figure. Only under its own ending; other letters are other people. */
function isDrawn(look: DomainLook, target: DomainLook): boolean {
  const figure = /[0-9]/
  return (
    look.suffix === target.suffix &&
    (look.domain.startsWith('xn--') || (figure.test(look.name) && !figure.test(target.name)))
  )
}

/**
 * One letter away: in a mairie's name whatever the ending, in any other only with the same ending. Names of five letters have too
 * many neighbours for that, but what the fingers do to them is nobody's name, nor is it under another ending where the name is long.
 */
function isSlip(look: DomainLook, target: DomainLook): boolean {
  if (!isOneEdit(look.glance, target.glance)) return false
  if (target.place !== '') return target.place.length >= shortestSlipOfPlace
  const { length } = target.glance
  const sameEnding = look.suffix === target.suffix
  if (sameEnding && length >= shortestSlip) return true
  const mistyped = isMistyped(asWritten(look), asWritten(target))
  return mistyped && length >= (sameEnding ? shortestMistyped : shortestSlip)
}

const asWritten = ({ name }: DomainLook): string => name.replace(/[^a-z0-9]/g, '')

const shortestSlip = 6
const shortestMistyped = 5
const shortestSlipOfPlace = 4

/** The name and words that invite: mairie-saulieu-officiel.fr, secure-mairie-saulieu.fr, cotedor-fr.com. */
function isBaited(look: DomainLook, target: DomainLook): boolean {
  const name = target.name.replaceAll('-', '.')
  const whole = look.name.replaceAll('-', '.')
  if (target.glance.length < shortestName || !contains(whole, name)) return false
  const rest = `.${whole}.`.replace(`.${name}.`, '.').split('.')
  const baits = target.place === '' ? strongBaits : anyBaits
  return rest.every((label) => label === '' || baits.has(label))
}

const strongBaits = new Set(
  'secure securise officiel official mail webmail email mairie gouv fr com net portail login connexion compte acces'.split(
    ' ',
  ),
)
const anyBaits = new Set([
  ...strongBaits,
  ...'info infos contact service services support france pro online en ligne compta comptabilite paiement facture admin secretariat accueil'.split(
    ' ',
  ),
])
