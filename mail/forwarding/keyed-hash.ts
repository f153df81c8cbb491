// A short word that only who has the key can make, in letters that survive where a local part is written in another case.

import { createHmac } from 'node:crypto'
import type { Secret } from '#core/secret.ts'

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
const bitsOfLetter = 5

/** `about` says what the word is for; it is the same whatever the case of letters in it. */
export function keyedHash(about: readonly string[], key: Secret, letters: number): string {
  const digest = createHmac('sha256', key.reveal()).update(about.join('\0').toLowerCase()).digest()
  const bits = [...digest].map((octet) => octet.toString(2).padStart(8, '0')).join('')
  return Array.from({ length: letters }, (_, at) =>
    letterOf(Number.parseInt(bits.slice(at * bitsOfLetter, (at + 1) * bitsOfLetter), 2)),
  ).join('')
}

/** Of base 32 (RFC 4648 §6), from 0 to 31. */
export const letterOf = (number: number): string => alphabet.charAt(number)

/** -1 for what is no letter. */
export const numberOf = (letter: string): number =>
  letter === '' ? -1 : alphabet.indexOf(letter.toLowerCase())
