// Somebody presses for a payment: at once and in secret (the false president), as a test of a program (the false
// technician), in gift cards, or asks when and to which account the next one goes.

import type { UnquotedText } from './unquoted-text.ts'

export function pressesForPayment({ sentences, whole }: UnquotedText): boolean {
  if (tests.test(whole) || cards.test(whole) || (giftCard.test(whole) && codes.test(whole))) return true
  if (!whole.includes('chorus') && sentences.some((sentence) => asksWhere.test(sentence))) return true
  const paying = sentences.filter((sentence) => payment.test(sentence) && !budget.test(sentence))
  if (paying.length === 0) return false
  const hasty = paying.some((sentence) => haste.test(sentence))
  return (hasty && secrecy.test(whole)) || paying.some((sentence) => secrecy.test(sentence))
}

export const payment =
  /\b(?:virements?|paiements?|reglements?|regler|payer|acompte|transferts? (?:de fonds|bancaire)|somme|fonds|wire transfer|payment)\b/
/** Transfers between lines of a budget. */
const budget =
  /\bvirements? de credits?\b|\bsection d'investissement\b|\bfonds (?:vert|de roulement|europeens|de concours)\b/
const haste =
  /\burgen(?:t|te|ts|ce)\b|\bimmediat\w*|\baujourd'hui\b|\bce jour\b|\bce (?:matin|soir)\b|\bcet apres-midi\b|\bavant (?:midi|ce soir|\d{1,2} ?h)|\bdes (?:reception|que possible)\b|\bsans (?:delai|attendre|tarder)\b|\bau plus vite\b|\bdans l'heure\b|\bsous (?:\d|une|deux) ?h|\bright away\b|\basap\b|\bun virement doit\b|\bdans la (?:matinee|journee)\b|\bpresse[er]?s?\b|\brapid(?:e|ement)\b|\bavant la fermeture\b/
const secrecy =
  /\b(?:strictement|absolument|totalement|hautement|operation|dossier|affaire|transaction|caractere|reste\w*|rester|garde\w*) confidenti\w+|\bconfidentialite (?:absolue|totale|requise|est)|\b(?:en toute|votre|grande|plus grande|la plus totale|absolue) (?:confidentialite|discretion)\b|\bdiscretion\b|\braisons? de (?:confidentialite|discretion)\b|\bqu'avec moi\b|\bgarde[rz][- ]le pour\b|\bn'en parle[rz]\b|\bne pas en parler\b|\bn'informe[rz] personne\b|\bentre nous\b|\bsecretement\b|\bgarder? le secret\b|\b(?:uniquement|seulement|exclusivement) (?:a cette adresse|par (?:mail|e-mail|courriel|ecrit))|\binjoignable\b|\bne (?:peux|pourrai|puis) pas (?:telephoner|parler|prendre d'appel|repondre au telephone|etre joint)|\bpas joignable\b|\b(?:ne m'|n')appel(?:le|les|lez|ez|er) (?:surtout )?pas\b|\brepond(?:s|ez)[- ]moi (?:ici|par (?:mail|ecrit))\b|\bclause de confidentialite\b|\bla? seule? (?:a etre )?(?:informee?|au courant)\b|\bentre (?:vous|toi) et moi\b|\bne (?:dites|dis) rien\b|\bsans passer par\b|\bsecrete?s? jusqu'|\b(?:rester|reste) secrete?\b|\bpar ecrit uniquement\b|\bpersonne en copie\b|\bpersonne de confiance\b|\bsans (?:signature|validation|contreseing)\b/

/** "Des virements tests", "un virement de test": no program needs one. */
const tests =
  /\bvirements? (?:de )?tests?\b|\bordres? de paiement (?:de )?tests?\b|\btests? de virements?\b|\bvirements? d'essai\b|\bvirements? fictifs?\b/

const card =
  '(?:cartes?|coupons?|recharges?|tickets?) (?:cadeaux?|google|play|pcs|steam|itunes|apple|neosurf|transcash|toneo|amazon|prepayees?|mastercard)'
export const giftCard = new RegExp(`\\b${card}`)
/** Sent as words or as a picture. */
const codes = /\bcodes?\b|\bphotographi\w+/
const cards = new RegExp(
  `\\b(?:il (?:me|nous) fau\\w+|achet\\w+|prendre|procur\\w+|besoin de|recuper\\w+)\\b.{0,60}\\b${card}`,
)

/** The date, the account or the limit of the next payment, from whoever should know both. */
const asksWhere =
  /\bconfirm\w+\b.{0,40}\bdate (?:de|du|des|d'|prevue (?:de|du|des)) ?(?:votre |vos |nos |prochains? )?(?:virement|paiement)|\bconfirm\w+\b.{0,40}\b(?:rib|iban|compte|coordonnees bancaires)\b.{0,60}\b(?:enregistre\w*|en votre possession|dont vous disposez|que vous avez|chez vous|dans votre (?:base|logiciel))|\b(?:compte|rib|iban) sur lequel vous (?:allez|comptez|devez)|\bplafond de virement\b|\bposition de tresorerie\b|\bquel est le solde\b/
