// A domain that passes for a hosted or a trusted one: other letters that look the same, one letter more or less, another
// ending, hyphens, the whole name within another domain. Domains of ours, trusted ones and names below them never do.

import type { Suspicion } from '#core/findings.ts'
import { type Authorities, isAuthority, registered } from './author.ts'
import { type DomainLook, lookOf } from './domain-look.ts'
import { freemailDomains } from './freemail-domains.ts'
import { lookAlikeIndex } from './look-alike-index.ts'
import { isOneEdit } from './one-edit.ts'

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
  const looks = [...new Set([domain, registered(domain)])].map(lookOf)
  if (looks.some(({ suffix }) => suffix === suffixOfState)) return null
  const index = lookAlikeIndex(test)
  const resembled = looks
    .flatMap((look) => index.candidates(look).filter((target) => passesFor(look, target, test)))
    // Nobody can register a second name where the first one was registered.
    .find((target) => registered(target.domain) !== registered(domain))
  if (resembled !== undefined) return { mark: 'look-alike-domain', resembles: resembled.domain }
  const asTheState = looks.some(({ labels }) => contains(labels, suffixOfState))
  return asTheState ? { mark: 'look-alike-domain', resembles: suffixOfState } : null
}

/** Given to the State's own services alone: nobody else has a reason to write `gouv-fr` or `gouv.fr` in a name. */
const suffixOfState = 'gouv.fr'

function passesFor(look: DomainLook, target: DomainLook, test: LookAlikeTest): boolean {
  if (holds(look, target)) return true
  if (isNeighbour(look, target, test)) return false
  return isSameName(look, target) || isSlip(look, target) || isBaited(look, target)
}

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
function isNeighbour({ domain, name, place }: DomainLook, target: DomainLook, test: LookAlikeTest): boolean {
  if (/^xn--|\.xn--|[0-9]/.test(domain)) return false
  const letters = place === '' ? name.replace(/[^a-z]/g, '') : place
  const meant = target.place === '' ? target.name.replace(/[^a-z]/g, '') : target.place
  return letters !== meant && test.isRealCommune(letters)
}

/** Names too short to be anybody's: `caf.com` has nothing to do with caf.fr. */
const shortestName = 5

/** The same to the eye, whatever the ending; or a mairie of the same place. */
function isSameName(look: DomainLook, target: DomainLook): boolean {
  if (target.glance.length < shortestName) return false
  if (look.glance === target.glance) return true
  const meant = target.place === '' ? target.name.replace(/[^a-z]/g, '') : target.place
  return look.place !== '' && look.place === meant
}

/** One letter away: in a mairie's name whatever the ending, in any other only with the same ending. */
function isSlip(look: DomainLook, target: DomainLook): boolean {
  const enough =
    target.place === ''
      ? target.glance.length >= shortestSlip && look.suffix === target.suffix
      : target.place.length >= shortestPlace
  return enough && isOneEdit(look.glance, target.glance)
}

const shortestSlip = 6
const shortestPlace = 4

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
