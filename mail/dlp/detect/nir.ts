// Numbers of social security: sex, year, month, place of birth, order, and a key that one random number in 97 has too.
// Therefore a spelling that nothing else has, or a word beside it, must speak for one as well.

import { type Context, contextIn } from './context.ts'
import type { Detector, ReadText, Value } from './detector.ts'
import { readNumberAt, type SpelledNumber } from './number-spelling.ts'

const words =
  /\b(?:securites? sociales?|secu\b|nir\b|nss\b|(?:no?|num(?:ero)?|n°)[ .]{0,2}(?:de )?(?:ss\b|insee|secu)|carte vitale|assuree?s? soci(?:ale?s?|aux)|(?:numero|no?|n°) d'assure|immatricul\w+ (?:a la )?(?:secu|cpam|msa)|social security|cpam\b|dpae\b)/g
/** What else is a number of that length. */
const otherNumbers =
  /\b(?:suivi|colis|tracking|commande|facture|devis|bordereau|imei|contrat|compteur|siret|marche|mandat|titre|reference|ref\b|ticket|serie|client|virement|iban|chorus|engagement)/g

/** Men and women; those who wait for a number; temporary ones. */
const beginning = /(?<![a-z0-9])[1-478]/g
/** Year, month (with those of incomplete records), département, commune, order. */
const wide =
  /^[1-478]\d\d(?:0[1-9]|1[0-2]|[2-3]\d|4[0-2]|[5-9]\d)(?:0[1-9]|[1-8]\d|9\d|2[ab])(?!000)\d{3}(?!000)\d{3}/
const strict = /^[12]\d\d(?:0[1-9]|1[0-2])/
/** 1 85 05 78 006 084 36 and the like: nothing else is written so. */
const ownSpelling =
  /^1-2-2-2-3-3(?:-2)?$|^1-2-2-5-3(?:-2)?$|^1-2-2-2-6(?:-2)?$|^1-4-2-3-3(?:-2)?$|^1-4-5-3(?:-2)?$/
const unbroken = /^1[35](?:-2)?$/
/** So many of one shape in a text that speaks of them are a list. */
const aList = 3

export const nir: Detector = (text) => {
  const { plain } = text
  const named = contextIn(plain, words, { before: 90, after: 50 })
  const denied = contextIn(plain, otherNumbers, { before: 40, after: 0 })
  const found: Value[] = []
  const unsure: Value[] = []
  for (const { index } of plain.matchAll(beginning)) {
    const candidate = candidateAt(text, index)
    if (candidate === null) continue
    const value = { kind: 'nir', value: candidate.signs.slice(0, 13) } as const
    const belief = weighed(candidate, { start: index, named, denied })
    if (belief === 'sure') found.push(value)
    else if (belief === 'one-of-a-list') unsure.push(value)
  }
  return unsure.length >= aList && named.anywhere ? [...found, ...unsure] : found
}

function candidateAt({ plain }: ReadText, start: number): SpelledNumber | null {
  const whole = readNumberAt(plain, start, 15)
  // In the groups of one with a key, the last two are its key, right or wrong.
  const keyed = whole !== null && (keyHolds(whole.signs) || ownSpelling.test(whole.groups))
  const number = keyed ? whole : (readNumberAt(plain, start, 13) ?? whole)
  return number !== null && wide.test(number.signs) ? number : null
}

interface Surroundings {
  readonly start: number
  readonly named: Context
  readonly denied: Context
}

function weighed(
  { signs, groups, end }: SpelledNumber,
  { start, named, denied }: Surroundings,
): 'sure' | 'one-of-a-list' | 'no' {
  if (named.near(start, end)) return 'sure'
  const typical = ownSpelling.test(groups) && strict.test(signs)
  if (signs.length === 15 && keyHolds(signs)) {
    if (named.anywhere && unbroken.test(groups)) return 'sure'
    const enough = ownSpelling.test(groups) || (unbroken.test(groups) && strict.test(signs))
    return enough && !denied.near(start, end) ? 'sure' : 'no'
  }
  if (signs.length === 13 && typical && !denied.near(start, end)) return 'sure'
  return unbroken.test(groups) && strict.test(signs) ? 'one-of-a-list' : 'no'
}

/** Décret 82-103: 97 less the number modulo 97; Corsica's 2A counts as 19 and 2B as 18. */
function keyHolds(signs: string): boolean {
  const digits = signs.slice(0, 13).replace('2a', '19').replace('2b', '18')
  return /^\d{13}$/.test(digits) && 97 - (Number(digits) % 97) === Number(signs.slice(13))
}
