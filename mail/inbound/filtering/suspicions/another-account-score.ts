// How much a letter looks like one that moves payments to another account, in whatever words. A sentence that speaks of an
// account is weighed by what stands in it and beside it; the heaviest one speaks for the letter.

import type { Observation } from '#daemons/rspamd/observation.ts'
import { accountKinds } from './account-kinds.ts'
import { denied } from './bank-details-change.ts'
import type { UnquotedText } from './unquoted-text.ts'
import { toManyReaders } from './warns-of-fraud.ts'
import { type Letter, letterOf } from './word-kinds.ts'

type AccountLetter = Letter<keyof typeof accountKinds>

/**
 * From such a weight on, letters are hardly ever ordinary; from the lower one on, so few are that strangers may be told of.
 */
export const sureOfAnotherAccount = 4
export const hintOfAnotherAccount = 3

export function weightOfAnotherAccount(
  { sentences, whole }: UnquotedText,
  { attachments }: Observation,
): number {
  const saying = sentences.filter((sentence) => says.test(sentence))
  const letter = letterOf(saying, accountKinds)
  const weights = letter.placesOf('account', 'number', 'maybeAccount').map((at) => {
    const weight = weightOf(letter, at)
    return weight > 0 && holds(saying[at] ?? '') ? weight : 0
  })
  const heaviest = Math.max(0, ...weights)
  if (heaviest === 0 || toManyReaders.test(whole)) return 0
  const handed = letter.anywhere('number') || attachments.some(({ name }) => paperOfAccount.test(name))
  return heaviest + (handed ? 1 : 0) - (administration.test(whole) ? 1.5 : 0)
}

const holds = (sentence: string): boolean => !denied.test(sentence) && !asBefore.test(sentence)

function weightOf(letter: AccountLetter, at: number): number {
  const { has, near } = letter
  const asks = near(at, 'request') && near(at, 'payment')
  const change = changeAt(letter, at)
  if (change === 0 && !(has(at, 'number') && asks)) return 0
  const points = [
    has(at, 'number') || has(at, 'account') ? 1 : 0.5,
    change,
    belonging(letter, at),
    asks ? 1 : 0,
    has(at, 'payment') ? 0.5 : 0,
    has(at, 'number') && asks ? 1 : 0,
    has(at, 'papers') ? -2 : 0,
    has(at, 'asked') ? -2.5 : 0,
    near(at, 'pays') ? -2.5 : 0,
  ]
  return points.reduce((sum, point) => sum + point, 0)
}

/** An account beside the word of change is what changes; further away it may be anything. */
function changeAt({ has, near, distance }: AccountLetter, at: number): number {
  const apart = Math.min(
    ...accounts.flatMap((account) => changes.map((change) => distance(at, account, change))),
  )
  const ended = has(at, 'ended') ? 0.5 : 0
  if (apart <= besideEachOther) return 2 + ended
  if (Number.isFinite(apart)) return 1 + ended
  return changes.some((change) => near(at, change)) ? 0.5 : 0
}

const accounts = ['account', 'maybeAccount', 'number'] as const
const changes = ['other', 'ended'] as const
const besideEachOther = 60

function belonging({ has, near }: AccountLetter, at: number): number {
  if (has(at, 'ownAccount')) return 1
  if (has(at, 'own')) return 0.5
  return near(at, 'own') ? 0 : -0.5
}

/** Three words or an account number; what is shorter is a title or the name of a file, and lends nothing to its neighbours. */
const says = /\w+\W+\w+\W+\w|[a-z]{2}\d{2}[ .-]?\d{4}/

const paperOfAccount = /(?:^|[^a-z])(?:rib|iban|bank|bancaire|coordonnees)/i

const asBefore =
  /\binchange|\b(?:reste|restent|demeure|demeurent)\b.{0,30}\b(?:les? memes?|valables?|valides?|identiques?)|\btoujours (?:la|les?|au|a)\b|\bcomme (?:d'habitude|toujours|avant)\b|\b(?:aucun|sans|rien) (?:de |ne )?(?:change|neuf|nouveau)|\ben cas de\b/

/** Accounts that are debited, and the offices that keep those of the commune. */
const administration =
  /\bprelev|\bsepa\b|\bsubventions?\b|\bcantine\b|\bgarderie\b|\bordonnateurs?\b|\bservice de gestion comptable\b|\bhelios\b|\bcomptable public\b|\bbordereaux?\b|\bembauche\b|\bordre de mission\b|\bnotes? de frais\b/
