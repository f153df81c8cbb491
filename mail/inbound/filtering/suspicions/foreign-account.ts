// An account number of another country: no supplier of a commune is paid abroad without its knowing why.

import { isValidIBAN } from 'ibantools'

/** France, its overseas collectivities (whose IBANs all begin with FR) and Monaco share one banking area. */
const domestic = new Set(['FR', 'MC'])

/** Two letters and two digits begin it, in groups or not (ISO 13616); valid in length and check digits. */
const candidate = /\b([A-Z]{2}\d{2}(?:[ \u00a0.-]?[A-Z0-9]{1,4}){3,8})\b/gi

export function foreignAccountIn(text: string): boolean {
  for (const [, written = ''] of text.matchAll(candidate)) {
    if (isForeign(written.replace(/[^A-Za-z0-9]/g, '').toUpperCase())) return true
  }
  return false
}

/** A word that follows in the same line may have been taken along: shorter ones are tried too. */
function isForeign(run: string): boolean {
  if (domestic.has(run.slice(0, 2))) return false
  for (let length = Math.min(run.length, longest); length >= shortest; length -= 1) {
    if (isValidIBAN(run.slice(0, length))) return true
  }
  return false
}

const shortest = 15
const longest = 34
