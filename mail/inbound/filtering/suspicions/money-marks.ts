// What a message says about money, whoever receives it.

import type { SuspicionMark } from '#core/message/findings.ts'
import type { Observation } from '#daemons/rspamd/observation.ts'
import { accountOrClaim } from './account-words.ts'
import {
  hintOfAnotherAccount,
  sureOfAnotherAccount,
  weightOfAnotherAccount,
} from './another-account-score.ts'
import { asksForAnotherAccount, concernsOwnDebit } from './bank-details-change.ts'
import { foreignAccountIn } from './foreign-account.ts'
import { bringsInvoice, mayBringInvoice } from './invoice-outside-chorus.ts'
import { giftCard, payment, pressesForPayment } from './payment-pressure.ts'
import { moreMoney } from './pressure-kinds.ts'
import { hintOfPressure, sureOfPressure, weightOfPressure } from './pressure-score.ts'
import { allWords, type UnquotedText, unquotedText } from './unquoted-text.ts'
import { warnsOfFraud } from './warns-of-fraud.ts'

export interface MoneyMark {
  readonly mark: SuspicionMark
  /** Too weak, or too usual, to be said of somebody who proves who they are and wrote before. */
  readonly ofStrangers: boolean
}

/** None for a message that warns of fraud. */
export function moneyMarks(observation: Observation): readonly MoneyMark[] {
  const all = allWords(observation)
  const money = aboutMoney.test(all)
  const abroad = foreignAccountIn(all)
  const invoice = mayBringInvoice(observation, all)
  // Most mail is about nothing of the kind, and is not taken apart into sentences.
  if (!money && !abroad && !invoice) return []
  const own = unquotedText(observation)
  const marks = [
    ...(money ? [...anotherAccount(own, observation), ...pressure(own)] : []),
    ...(abroad && foreignAccountIn(own.whole) ? [said('foreign-account')] : []),
    ...(invoice && bringsInvoice(observation, own) ? [hinted('invoice-outside-chorus')] : []),
  ]
  return marks.length > 0 && warnsOfFraud(own) ? [] : marks
}

const said = (mark: SuspicionMark): MoneyMark => ({ mark, ofStrangers: false })
const hinted = (mark: SuspicionMark): MoneyMark => ({ mark, ofStrangers: true })

function anotherAccount(own: UnquotedText, observation: Observation): readonly MoneyMark[] {
  if (concernsOwnDebit(own)) return []
  if (asksForAnotherAccount(own)) return [said('bank-details-change')]
  const weight = weightOfAnotherAccount(own, observation)
  if (weight < hintOfAnotherAccount) return []
  return [weight < sureOfAnotherAccount ? hinted('bank-details-change') : said('bank-details-change')]
}

function pressure(own: UnquotedText): readonly MoneyMark[] {
  if (pressesForPayment(own)) return [said('payment-pressure')]
  const weight = weightOfPressure(own)
  if (weight < hintOfPressure) return []
  return [weight < sureOfPressure ? hinted('payment-pressure') : said('payment-pressure')]
}

/** Of words with one or more spaces between them. */
const aboutMoney = new RegExp(
  [accountOrClaim, payment, giftCard, moreMoney].map(({ source }) => source.replaceAll(' ', ' +')).join('|'),
)
