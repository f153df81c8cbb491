// What a letter carries for a first access: 100 random bits, in an alphabet where no letter is taken for another one
// (Crockford's base 32: no I, L, O, U). Its digest alone is kept, and needs no slow hash.

import { createHash, randomBytes } from 'node:crypto'
import type { Secret } from '#core/secret.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const groups = 4
const groupLength = 5

/** Days that a letter may take to be opened. */
export const activationDays = 60

/** `7K2QM-0V9XA-HJ3TN-C4WRB`. */
export const makeActivationCode = (): string => codeFrom(randomBytes(groups * groupLength))

/** Of any 20 octets: each gives one letter, all equally likely. */
export function codeFrom(octets: Uint8Array): string {
  const letters = Array.from(octets.subarray(0, groups * groupLength), (octet) => alphabet[octet & 31] ?? '')
  return Array.from({ length: groups }, (_, group) =>
    letters.slice(group * groupLength, (group + 1) * groupLength).join(''),
  ).join('-')
}

/** SHA-256 of the code as it was meant. */
export const digestOfCode = (typed: string): string => sha256(meant(typed))

/** Tells the tries at one letter from those at others, by its first group; 75 bits of a code are in the groups after it. */
export const selectorOfCode = (typed: string): string =>
  sha256(meant(typed).slice(0, groupLength)).slice(0, 8)

/** Dashes, spaces and capitals do not count, and O is zero, I and L are one. */
const meant = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The code of the first administrator, which the machine knows as a secret of its own. */
export const firstAdministratorCode = (secret: Secret): string =>
  codeFrom(createHash('sha256').update('first administrator').update(secret.reveal()).digest())
