// The author asks to pay to another account than before: a new RIB, a closed account, another bank, a factor. A sentence
// must say so for the author's own part; what is denied, told of others, or about money that the author pays does not count.

import { accountKinds } from './account-kinds.ts'
import { accountOrClaim, change, changesOfAccount, ended, paying, plainAccount } from './account-words.ts'
import type { UnquotedText } from './unquoted-text.ts'

/** A resident's or a client's own account is to be debited, and nobody is asked to pay. */
export const concernsOwnDebit = ({ whole }: UnquotedText): boolean =>
  ownDebit.test(whole) && (ownDebitOnly.test(whole) || !paysUs.test(whole))

export const asksForAnotherAccount = ({ sentences }: UnquotedText): boolean =>
  sentences.some(
    (sentence, at) =>
      (saysSo(sentence) ||
        (accountNumber.test(sentence) && isExplained(sentences.slice(at > 0 ? at - 1 : 0, at + 2)))) &&
      !denied.test(sentence) &&
      !listsPapers(sentence),
  )

/** "The amended statutes, the new board and a RIB": a file that is handed in. */
export const listsPapers = (sentence: string): boolean =>
  [...sentence.matchAll(accountKinds.papers)].length > 1

const saysSo = (sentence: string): boolean =>
  accountOrClaim.test(sentence) && changesOfAccount.some((pattern) => pattern.test(sentence))

/** ISO 13616, of any country. */
const accountNumber = /\b[a-z]{2}\d{2}(?:[ .-]?[a-z0-9]{4}){3}/

/** A number is given, and in the same breath something is said to be other than it was. */
const isExplained = (around: readonly string[]): boolean =>
  around.some((sentence) => otherwise.test(sentence) && ofPayments.test(sentence) && !denied.test(sentence))

const otherwise = new RegExp(
  `\\b(?:${change}|${ended}|plutot|au lieu d|a la place|plus les? memes?|faux|fausse|errone\\w*|secondaire|provisoire\\w*|temporaire\\w*|rachat|fusion\\w*|maison mere|filiale|quitt\\w+|desormais|dorenavant|a present)\\b`,
)
const ofPayments = new RegExp(`\\b(?:${plainAccount}|${paying}|encaiss\\w*|factures?|societe|groupe)\\b`)

/** Said to reassure, to ask for what is missing, or of a procedure. */
export const denied =
  /\bn'(?:avons|ai|a|ont) (?:jamais|pas|aucunement)\b|\bne (?:change|changent|changeons|changera|changeront|modifi\w+) (?:pas|jamais)\b|\b(?:inchange|reste|restent) ?(?:\w+ )?(?:inchange\w*|valables?|valides?|identiques?|les? memes?)\b|\b(?:rib|iban|bancaires?) d'une? |\b(?:quand|lorsqu'|lorsque|si) une? (?:rib|iban|fournisseur|creancier|entreprise|prestataire|tiers)\b|\bwebinaires?\b|\baucun changement\b|\bsans changement\b|\b(?:toute|en cas de|si vous recevez une?) (?:demande|changement)|\btutelle\b|\bcuratelle\b|\bsuccession\b|\bdecede|\b(?:frauduleu|escroquer|arnaque|faux rib|fraudes? au)/

const ownDebit = /\bprelev\w+|\bmandat (?:de prelevement )?sepa\b|\bmensualis\w+|\bdebit d'office\b/
const ownDebitOnly =
  /\b(?:cantine|garderie|periscolaire|eau|loyer|creche|assainissement)\b.{0,60}\bprelev|\bprelev.{0,60}\b(?:cantine|garderie|periscolaire|facture d'eau|loyer|creche|assainissement)\b/
const paysUs = /\b(?:reglements?|regler|paiements?|virements?|payer|factures?)\b/
