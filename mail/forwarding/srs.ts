// The Sender Rewriting Scheme: a reverse-path of our own for mail that is sent on, which leads notifications back to whoever
// wrote it. SRS0 holds the sender, SRS1 the forwarder before us, who holds the sender. Nobody else can make one, and each
// holds for three weeks. Why it is ours: docs/decisions/0023-forwarding-and-sender-rewriting.md.

import { timingSafeEqual } from 'node:crypto'
import {
  type Domain,
  domainOf,
  type EmailAddress,
  localPartOf,
  parseEmailAddress,
  type ReversePath,
} from '#core/address/email-address.ts'
import type { Clock } from '#core/clock.ts'
import type { Secret } from '#core/secret.ts'
import { keyedHash, letterOf, numberOf } from './keyed-hash.ts'

export interface Srs {
  /**
   * For mail that an address of `domain` sends on. Null where none can be written: the sender is not an address of the usual
   * form, or the local part would be longer than others have to take (RFC 5321 §4.5.3.1.1).
   */
  rewritten(sender: ReversePath, domain: Domain): EmailAddress | null
  /** Whom a rewritten address leads back to; null for one that is not ours, was changed or is over. */
  restored(address: EmailAddress): EmailAddress | null
}

/** Mail waits five days with us, and as long with others who send it on. */
const longestDays = 21

const hashLetters = 8
const dayMilliseconds = 86_400_000
/** Two letters for the day, so that they come again after 1,024; the hash knows which day was meant. */
const daysInCircle = 1_024

/** Also what nobody made: no such address ever leads to a mailbox. */
export const looksRewritten = (address: EmailAddress): boolean => /^srs[01][=+-]/i.test(localPartOf(address))

export function senderRewriting(key: Secret, clock: Clock): Srs {
  const today = (): number => Math.floor(clock.now() / dayMilliseconds)
  const hashOf = (day: number, ...about: readonly string[]): string =>
    keyedHash(['srs', String(day), ...about], key, hashLetters)
  const holds = ({ hash, day }: Sealed, ...about: readonly string[]): boolean => {
    // The clock of another gateway may be in tomorrow already.
    const tomorrow = today() + 1
    const age = (((tomorrow - dayOf(day)) % daysInCircle) + daysInCircle) % daysInCircle
    const expected = Buffer.from(hashOf(tomorrow - age, ...about))
    return age <= longestDays + 1 && timingSafeEqual(Buffer.from(hash.toLowerCase()), expected)
  }
  return {
    rewritten(sender, domain) {
      const parsed = parseEmailAddress(sender)
      if (!parsed.ok) return null
      const now = today()
      const day = lettersOf(now % daysInCircle)
      const local = localPartOf(parsed.value)
      const before = domainOf(parsed.value)
      const chained = chainOf(local, before)
      const written =
        chained === null
          ? `SRS0=${hashOf(now, '0', domain, before, local)}=${day}=${before}=${local}`
          : `SRS1=${hashOf(now, '1', domain, chained.first, chained.rest)}${day}=${chained.first}=${chained.rest}`
      const made = parseEmailAddress(`${written}@${domain}`)
      return made.ok ? made.value : null
    },

    restored(address) {
      const domain = domainOf(address)
      const local = localPartOf(address)
      const direct = directForm.exec(local)?.groups
      if (direct !== undefined) {
        const { hash = '', day = '', before = '', sender = '' } = direct
        return holds({ hash, day }, '0', domain, before, sender) ? addressOf(sender, before) : null
      }
      const { hash = '', day = '', first = '', rest = '' } = chainedForm.exec(local)?.groups ?? {}
      if (hash === '' || !holds({ hash, day }, '1', domain, first, rest)) return null
      return addressOf(`SRS0${rest}`, first)
    },
  }
}

interface Sealed {
  readonly hash: string
  /** As two letters. */
  readonly day: string
}

const seal = `(?<hash>[a-z2-7]{${hashLetters}})`
const directForm = new RegExp(`^SRS0[=+-]${seal}=(?<day>[a-z2-7]{2})=(?<before>[^=]+)=(?<sender>.+)$`, 'i')
const chainedForm = new RegExp(`^SRS1[=+-]${seal}(?<day>[a-z2-7]{2})=(?<first>[^=]+)=(?<rest>[=+-].+)$`, 'i')

/** What another forwarder made: SRS1 keeps who was the first and the words that only that one understands. */
function chainOf(local: string, domain: Domain): { readonly first: string; readonly rest: string } | null {
  const { direct } = /^SRS0(?<direct>[=+-].+)$/i.exec(local)?.groups ?? {}
  if (direct !== undefined) return { first: domain, rest: direct }
  const { first, rest } = /^SRS1[=+-][^=]+=(?<first>[^=]+)=(?<rest>[=+-].+)$/i.exec(local)?.groups ?? {}
  return first === undefined || rest === undefined ? null : { first, rest }
}

function addressOf(local: string, domain: string): EmailAddress | null {
  const parsed = parseEmailAddress(`${local}@${domain}`)
  return parsed.ok ? parsed.value : null
}

const lettersOf = (day: number): string => letterOf(day >> 5) + letterOf(day & 31)
const dayOf = (letters: string): number => (numberOf(letters.charAt(0)) << 5) + numberOf(letters.charAt(1))
