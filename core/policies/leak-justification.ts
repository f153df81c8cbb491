// Why a message leaves although something was found in it, in its author's words: asked by the webmail, which hands it on in
// a header field that nobody who gets the message sees.

import type { Brand } from '../brand.ts'
import { decodedField } from '../message/decoded-field.ts'
import { ownFieldPrefix } from '../message/own-header-fields.ts'

/** One line that says something, and holds no number that could be the value it is about. */
export type Justification = Brand<string, 'Justification'>

/** Encoded words (RFC 2047) are read; of several fields the first counts. */
export const justificationFieldName = `${ownFieldPrefix}Justification`

export const longestJustification = 500
const fewestLetters = 5
/** A social security number without its key has 13 digits; a date, a file or an article of law, less than nine. */
const number = /\p{Nd}(?:[\s./-]{0,2}\p{Nd}){8,}/gu

/** Null for what says nothing. */
export function parseJustification(line: string): Justification | null {
  const letters = line.match(/\p{L}/gu)?.length ?? 0
  if (letters < fewestLetters) return null
  return line.replace(number, (digits) => digits.replace(/\p{Nd}/gu, '•')) as Justification
}

/** Of a header section; null where there is none. */
export const justificationIn = (head: Buffer): Justification | null =>
  parseJustification(decodedField(head, justificationFieldName.toLowerCase(), longestJustification))
