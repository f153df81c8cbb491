// Numbers of payment cards (ISO/IEC 7812): the ranges of the issuers, Luhn's digit, which one random number in ten has, and
// the spelling of a card or a word beside it.

import { withoutIbans } from './accounts.ts'
import { contextIn } from './context.ts'
import type { Detector, Value } from './detector.ts'
import { readNumberAt, type SpelledNumber } from './number-spelling.ts'

const words =
  /\b(?:carte (?:bancaire|bleue|de (?:paiement|credit|debit)|visa|master ?card|d'achat|affaires|gold|premier)|(?:numero|no?|n°|code) de (?:la |ma |votre |sa )?carte|(?:ma|notre) carte|carte (?:numero|n°|no)|cb\b|visa\b|master ?card|american express|amex\b|cvv2?\b|cvc\b|cryptogramme|expir(?:e|ation)\b|exp\b|(?:credit|debit) card|card number)/g
const otherNumbers =
  /\b(?:suivi|colis|tracking|commandes?|factures?|devis|bordereau|imei|contrat|compteur|siret|siren|mandat|reference|ref\b|ticket|serie|client|fidelite|abonne\w*|lecteur|bibliotheque|mediatheque|badge|licence|adherents?|dossier|chorus|engagement|telepeage|carburant|vitale|envoi|recommande)/g
/** 12/27 or 12/2027 right behind. */
const expiry = /^\D{0,20}(?:0[1-9]|1[0-2]) ?[/-] ?(?:20)?[2-4]\d\b/

interface Issuer {
  readonly prefix: RegExp
  readonly lengths: readonly number[]
  /** How the card itself shows its number. */
  readonly spelling: RegExp
  /** Half of all numbers of this length begin like that, or those of enterprises do: a word must name it. */
  readonly onlyNamed: boolean
}

const fours = /^4-4-4-4(?:-3)?$/
const issuers: readonly Issuer[] = [
  { prefix: /^4/, lengths: [16, 19], spelling: fours, onlyNamed: false },
  { prefix: /^5[1-5]/, lengths: [16], spelling: fours, onlyNamed: false },
  { prefix: /^222[1-9]|^22[3-9]|^2[3-6]|^27[01]|^2720/, lengths: [16], spelling: fours, onlyNamed: true },
  { prefix: /^3[47]/, lengths: [15], spelling: /^4-6-5$/, onlyNamed: false },
  { prefix: /^3(?:0[0-5]|[689])/, lengths: [14], spelling: /^4-6-4$/, onlyNamed: true },
  { prefix: /^35(?:2[89]|[3-8])/, lengths: [16], spelling: fours, onlyNamed: true },
  { prefix: /^50|^5[6-9]|^6/, lengths: [16, 17, 18, 19], spelling: fours, onlyNamed: true },
]

export const card: Detector = ({ plain }) => {
  const text = withoutIbans(plain)
  const named = contextIn(text, words, { before: 80, after: 60 })
  const denied = contextIn(text, otherNumbers, { before: 60, after: 0 })
  const found: Value[] = []
  // Not in the middle of a longer row of digits.
  for (const { index } of text.matchAll(/(?<![a-z0-9])(?<!\d[ .-])[2-6]/g)) {
    for (const issuer of issuers) {
      const number = cardAt(text, index, issuer)
      if (number === null) continue
      const called = named.near(index, number.end) || expiry.test(text.slice(number.end, number.end + 30))
      const shown = issuer.spelling.test(number.groups) && !issuer.onlyNamed
      if ((called || shown) && !(denied.near(index, number.end) && !called))
        found.push({ kind: 'card', value: number.signs })
    }
  }
  return found
}

function cardAt(text: string, start: number, { prefix, lengths }: Issuer): SpelledNumber | null {
  for (const length of lengths.toReversed()) {
    const number = readNumberAt(text, start, length)
    if (number !== null && prefix.test(number.signs) && luhnHolds(number.signs)) return number
  }
  return null
}

/** ISO/IEC 7812-1 annex B. */
function luhnHolds(signs: string): boolean {
  if (!/^\d+$/.test(signs)) return false
  const sum = Array.from(signs)
    .reverse()
    .reduce((total, sign, index) => {
      const digit = Number(sign) * (index % 2 === 0 ? 1 : 2)
      return total + (digit > 9 ? digit - 9 : digit)
    }, 0)
  return sum % 10 === 0
}
