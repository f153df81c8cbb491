// What a domain looks like to somebody who reads it in passing.

import { domainToUnicode } from 'node:url'
import { parse } from 'tldts'
import { confusableSkeleton } from '#core/message/confusables.ts'

export interface DomainLook {
  readonly domain: string
  /** What was registered and what stands below it: `dgfip.finances` of dgfip.finances.gouv.fr. */
  readonly name: string
  readonly suffix: string
  /** The name without what a glance passes over: hyphens and dots, twins of letters. */
  readonly glance: string
  /** The whole domain likewise, its labels apart: `impots.gouv.fr` for impots-gouv.fr. */
  readonly labels: string
  /** The place a name is about, when it says that it is a mairie, a commune or a town: `saulieu`. */
  readonly place: string
}

export function lookOf(domain: string): DomainLook {
  const shown = confusableSkeleton(domainToUnicode(domain) || domain)
  const { publicSuffix } = parse(domain, { validateHostname: false })
  const suffix = publicSuffix ?? ''
  const name = suffix !== '' && shown.endsWith(`.${suffix}`) ? shown.slice(0, -suffix.length - 1) : shown
  return {
    domain,
    name,
    suffix,
    glance: atAGlance(name),
    labels: shown.replaceAll('-', '.'),
    place: placeIn(name),
  }
}

/** What a browser's address line shows before a name, written into the name itself: www-urssaf.fr, wwwurssaf.fr. */
export const withoutWww = (domain: string): string => domain.replace(/^www\d?[-.]?(?=[^.]{3,}\.)/, '')

/** Given to the State's own services alone: nobody else has a reason to write `gouv-fr` or `gouv.fr` in a name. */
export const suffixOfState = 'gouv.fr'

/** The service that a domain of the State begins with: `dgfip` of dgfip.finances.gouv.fr. Null for anybody else's. */
export const serviceOfState = ({ name, suffix }: DomainLook): string | null =>
  suffix === suffixOfState ? (name.split('.')[0]?.replaceAll('-', '.') ?? null) : null

/** Twins in the letters of a screen, after UTS 39: `rn` and `m`, `vv` and `w`, a nought and an o, 1, i and l. */
const atAGlance = (name: string): string =>
  name
    .replace(/[^a-z0-9]/g, '')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replace(/[1i]/g, 'l')
    .replace(/[0345]/g, (digit) => digits[digit] ?? digit)

const digits: Readonly<Record<string, string>> = { 0: 'o', 3: 'e', 4: 'a', 5: 's' }

/** How a name says whose it is, with the number of a département at most: mairie, lamairie, mairie21. */
const office = /^(?:la)?(?:mairies?|communes?|ville|village|municipalite)\d{0,3}$/
/** What may stand before and after it. */
const around = new Set(
  'la de du des d le les contact accueil secretariat portail mail info officiel fr com net org eu'.split(' '),
)
const isAround = (word: string): boolean => office.test(word) || around.has(word) || /^\d{1,3}$/.test(word)

/** Empty when the name says nothing of the kind. The place keeps its article: la-roche of mairie-la-roche. */
function placeIn(name: string): string {
  const words = name.split(/[-.]/)
  const begin = words.findIndex((word) => !isAround(word))
  const end = words.findLastIndex((word) => !isAround(word)) + 1
  const said = [...words.slice(0, Math.max(begin, 0)), ...words.slice(end)]
  if (begin < 0 || !said.some((word) => office.test(word))) return ''
  const article = words[begin - 1] ?? ''
  const keeps = articles.has(article)
  return words
    .slice(keeps ? begin - 1 : begin, end)
    .join('')
    .replace(/[^a-z]/g, '')
}

const articles = new Set(['la', 'le', 'les'])
