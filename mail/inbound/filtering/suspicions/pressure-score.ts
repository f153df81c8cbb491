// How much a letter presses for a payment, for cards that are as good as cash, or for a transfer that is said to be none,
// in whatever words.

import { pressureKinds } from './pressure-kinds.ts'
import type { UnquotedText } from './unquoted-text.ts'
import { toManyReaders } from './warns-of-fraud.ts'
import { type Letter, letterOf } from './word-kinds.ts'

type PressureLetter = Letter<keyof typeof pressureKinds>

/** As in another-account-score.ts. */
export const sureOfPressure = 3
export const hintOfPressure = 2.5

export function weightOfPressure({ sentences, whole }: UnquotedText): number {
  const letter = letterOf(sentences, pressureKinds)
  const due = (at: number): boolean => !paid.test(sentences[at] ?? '')
  const weights = [
    ...letter.placesOf('money', 'outgoing').map((at) => (due(at) ? ofPayment(letter, at) : 0)),
    ...letter.placesOf('voucher').map((at) => ofVoucher(letter, at)),
    ...letter.placesOf('pretence', 'alarm').map((at) => ofPretence(letter, at)),
  ]
  const heaviest = Math.max(0, ...weights)
  if (heaviest === 0 || toManyReaders.test(whole)) return 0
  return heaviest - (routine.test(whole) ? 1.5 : 0)
}

const total = (...points: readonly number[]): number => points.reduce((sum, point) => sum + point, 0)

/** Haste alone presses nobody: every other letter to a mairie is urgent. */
function ofPayment({ has, near, anywhere }: PressureLetter, at: number): number {
  const spoken = has(at, 'money') && (near(at, 'request') || near(at, 'secrecy'))
  const demanded = has(at, 'demand') ? 2 : spoken ? 1 : 0
  if (demanded === 0) return 0
  const withheld = total(
    near(at, 'secrecy') ? 2 : anywhere('secrecy') ? 1 : 0,
    anywhere('absence') ? 1 : anywhere('elsewhere') ? 0.5 : 0,
    anywhere('later') ? 0.5 : 0,
    anywhere('means') ? 1 : 0,
  )
  if (withheld === 0) return 0
  return total(demanded, withheld, has(at, 'haste') ? 1 : near(at, 'haste') ? 0.5 : 0)
}

function ofVoucher({ has, near, anywhere }: PressureLetter, at: number): number {
  if (!near(at, 'request')) return 0
  return total(
    has(at, 'cash') ? 2 : 1.5,
    near(at, 'code') ? 2 : 0,
    near(at, 'secrecy') ? 1 : 0,
    anywhere('absence') ? 1 : anywhere('elsewhere') ? 0.5 : 0,
    anywhere('haste') ? 0.5 : 0,
    anywhere('later') ? 0.5 : 0,
  )
}

/** A transfer that moves nothing, or one that saves what is in danger, with somebody at hand who knows how. */
function ofPretence({ has, near, anywhere }: PressureLetter, at: number): number {
  return total(
    has(at, 'pretence') && has(at, 'operation') ? 1.5 : 0,
    has(at, 'alarm') && near(at, 'operation') && near(at, 'request') ? 1 : 0,
    near(at, 'demand') ? 1 : 0,
    anywhere('guide') ? 1 : 0,
    anywhere('credential') ? 1 : 0,
    near(at, 'haste') ? 0.5 : 0,
  )
}

/** Paid already. */
const paid =
  /\b(?:j'ai|nous avons|a ete|ont ete|est|sont) (?:bien )?(?:reglee?s?|payee?s?|viree?s?|versee?s?|recue?s?)\b/

/** The way in which a commune pays. */
const routine = /\bchorus\b|\bbordereaux?\b|\bordonnateurs?\b|\bdeliberations?\b|\bbons? de commande\b/
