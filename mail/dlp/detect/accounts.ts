// Numbers of bank accounts: IBAN of any country (ISO 13616, modulo 97), and the French RIB, whose key is checked as well.

import { countrySpecs, isValidBBAN, isValidIBAN } from 'ibantools'
import { contextIn } from './context.ts'
import type { Detector, Value } from './detector.ts'
import { readNumberAt } from './number-spelling.ts'

/** France with its collectivities, and Monaco, which share one kind of account. */
const domestic = new Set(['fr', 'mc'])
const lengthOfRib = 23

/** `FR76`, `F R 7 6` in the boxes of a form; also glued to the word. */
const ibanBeginning = /(?:(?<![a-z0-9])|(?<=iban))([a-z]) ?([a-z])[ .-]?\d ?\d/g

const words =
  /\b(?:ribs?|guichet|banque|bancaires?|domiciliation|titulaire|virements?|versements?|prelevements?|rembours\w+|releves? d'identite|caisse d'epargne|credit (?:agricole|mutuel)|la banque postale|societe generale|bnp|lcl|cic\b|comptes? n|iban)\b/g

/** Told apart by their labels: each sign of a form stands where the form has room. */
const labelled =
  /banque\W{0,6}(\d{5})\b.{1,60}?guichet\W{0,6}(\d{5})\b.{1,60}?compte\W{0,6}([0-9a-z]{11})\b.{0,20}?cle(?: rib)?\W{0,6}(\d\d)\b/g

export const ibans: Detector = ({ plain }) => placedIbans(plain).map(({ kind, value }) => ({ kind, value }))

export const ribs: Detector = ({ plain }) => {
  const text = withoutIbans(plain)
  const named = contextIn(text, words, { before: 120, after: 60 })
  const found: Value[] = []
  for (const { index } of text.matchAll(/(?<![a-z0-9])\d/g)) {
    const number = readNumberAt(text, index, lengthOfRib)
    if (number === null || !isAccount(number.signs)) continue
    if (number.groups === '5-5-11-2' || named.near(index, number.end)) found.push(asRib(number.signs))
  }
  for (const [, bank = '', branch = '', account = '', key = ''] of text.matchAll(labelled)) {
    const signs = bank + branch + account + key
    if (isAccount(signs)) found.push(asRib(signs))
  }
  return found
}

/** So that no part of an account number passes for another number; as long as before. */
export function withoutIbans(plain: string): string {
  const pieces: string[] = []
  let at = 0
  for (const { start, end } of placedIbans(plain)) {
    if (start < at) continue
    pieces.push(plain.slice(at, start), '#'.repeat(end - start))
    at = end
  }
  return [...pieces, plain.slice(at)].join('')
}

interface PlacedIban extends Value {
  readonly start: number
  readonly end: number
}

function placedIbans(plain: string): readonly PlacedIban[] {
  const found: PlacedIban[] = []
  for (const { index, 0: written, 1: first = '', 2: second = '' } of plain.matchAll(ibanBeginning)) {
    const country = first + second
    const length = countrySpecs[country.toUpperCase()]?.chars
    // Only for the number that everybody here writes are boxes worth the words that look like the start of one.
    if (typeof length !== 'number' || (!domestic.has(country) && written.length > 4)) continue
    const number = readNumberAt(plain, index, length)
    if (number === null || !isValidIBAN(number.signs.toUpperCase())) continue
    const own = domestic.has(country)
    const value = own ? number.signs.slice(4) : number.signs
    found.push({ kind: own ? 'iban' : 'foreign-iban', value, start: index, end: number.end })
  }
  return found
}

const asRib = (signs: string): Value => ({ kind: 'rib', value: signs })

/** Bank, branch, account, key; the key holds in one random number of 97. */
const isAccount = (signs: string): boolean =>
  /^\d{10}[0-9a-z]{11}\d\d$/.test(signs) && !/^0{10}/.test(signs) && isValidBBAN(signs.toUpperCase(), 'FR')
