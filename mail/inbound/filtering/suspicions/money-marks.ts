// What a message says about money, whoever receives it.

import type { SuspicionMark } from '#core/findings.ts'
import type { Observation } from '#daemons/rspamd/observation.ts'
import { asksForAnotherAccount } from './bank-details-change.ts'
import { foreignAccountIn } from './foreign-account.ts'
import { bringsInvoice } from './invoice-outside-chorus.ts'
import { ownWords } from './own-words.ts'
import { pressesForPayment } from './payment-pressure.ts'
import { warnsOfFraud } from './warns-of-fraud.ts'

/** None for a message that warns of fraud. */
export function moneyMarks(observation: Observation): readonly SuspicionMark[] {
  const words = ownWords(observation)
  if (!aboutMoney.test(words.whole) || warnsOfFraud(words)) return []
  return [
    ...(asksForAnotherAccount(words) ? (['bank-details-change'] as const) : []),
    ...(pressesForPayment(words) ? (['payment-pressure'] as const) : []),
    ...(foreignAccountIn(words.whole) ? (['foreign-account'] as const) : []),
    ...(bringsInvoice(observation, words) ? (['invoice-outside-chorus'] as const) : []),
  ]
}

/** Most mail says none of these. */
const aboutMoney =
  /\b(?:rib|iban|banque|bancaire|compte|virement|paiement|regle|regler|reglement|payer|payez|facture|creance|factor|affactur|carte|coupon|acompte|fonds|somme|domiciliation|bank|account|payment|invoice|[a-z]{2}\d{2})/
