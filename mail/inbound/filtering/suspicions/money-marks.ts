// What a message says about money, whoever receives it.

import type { SuspicionMark } from '#core/findings.ts'
import type { Observation } from '#daemons/rspamd/observation.ts'
import { accountOrClaim } from './account-words.ts'
import { asksForAnotherAccount } from './bank-details-change.ts'
import { foreignAccountIn } from './foreign-account.ts'
import { bringsInvoice, mayBringInvoice } from './invoice-outside-chorus.ts'
import { allWords, ownWords } from './own-words.ts'
import { giftCard, payment, pressesForPayment } from './payment-pressure.ts'
import { warnsOfFraud } from './warns-of-fraud.ts'

/** None for a message that warns of fraud. */
export function moneyMarks(observation: Observation): readonly SuspicionMark[] {
  const all = allWords(observation)
  const money = aboutMoney.test(all)
  const abroad = foreignAccountIn(all)
  const invoice = mayBringInvoice(observation, all)
  // Most mail is about nothing of the kind, and is not taken apart into sentences.
  if (!money && !abroad && !invoice) return []
  const own = ownWords(observation)
  const marks = [
    ...(money && asksForAnotherAccount(own) ? (['bank-details-change'] as const) : []),
    ...(money && pressesForPayment(own) ? (['payment-pressure'] as const) : []),
    ...(abroad && foreignAccountIn(own.whole) ? (['foreign-account'] as const) : []),
    ...(invoice && bringsInvoice(observation, own) ? (['invoice-outside-chorus'] as const) : []),
  ]
  return marks.length > 0 && warnsOfFraud(own) ? [] : marks
}

/** Of words with one or more spaces between them. */
const aboutMoney = new RegExp(
  [accountOrClaim, payment, giftCard].map(({ source }) => source.replaceAll(' ', ' +')).join('|'),
)
