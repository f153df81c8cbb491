// An account number of another country: no supplier of a commune is paid abroad without its knowing why.

import { countrySpecs, isValidIBAN } from 'ibantools'

/** France, its overseas collectivities (whose IBANs all begin with FR) and Monaco share one banking area. */
const domestic = new Set(['fr', 'mc'])

/** ISO 13616: two letters and two digits begin it. */
const beginning = /\b([a-z]{2})\d{2}/g

/** In lower-case text: in groups or not, valid in length and check digits, ending where a word ends. */
export function foreignAccountIn(text: string): boolean {
  for (const { 1: country = '', index } of text.matchAll(beginning)) {
    const length = domestic.has(country) ? null : countrySpecs[country.toUpperCase()]?.chars
    if (typeof length === 'number' && isValidIBAN(numberAt(text, index, length).toUpperCase())) return true
  }
  return false
}

/** The account number of this length; empty when it would end within a word or has a gap longer than an end of line. */
function numberAt(text: string, start: number, length: number): string {
  let number = ''
  let at = start
  for (let gap = 0; number.length < length; at += 1) {
    const sign = text.charAt(at)
    const belongs = letterOrDigit.test(sign)
    gap = belongs ? 0 : gap + 1
    if (belongs) number += sign
    else if (gap > longestGap || !separator.test(sign)) return ''
  }
  return letterOrDigit.test(text.charAt(at)) ? '' : number
}

const letterOrDigit = /^[a-z0-9]$/
const separator = /^[ .-]$/
const longestGap = 2
