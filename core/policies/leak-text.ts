// What is said to a person about a leak: what was found, what becomes of the message, and what to do instead. Whoever
// writes in the webmail reads it before sending; other mail programs show the text of the SMTP reply.

import type { Language } from '../language.ts'
import { toAscii } from '../smtp/to-ascii.ts'
import type { LeakAction, LeakDecision, LeakKind } from './leak.ts'

interface KindText {
  /** Stands behind « contient » and "contains". */
  readonly found: string
  /** A whole sentence: how to do what one wanted to do. */
  readonly instead: string
}

const french: Readonly<Record<LeakKind, KindText>> = {
  classified: {
    found: 'la mention d’un document classifié',
    instead: 'Cette messagerie n’est pas habilitée : voyez l’officier de sécurité de la préfecture.',
  },
  restricted: {
    found: 'la mention « Diffusion restreinte » ou « Spécial France »',
    instead: 'Demandez à l’auteur du document par quel moyen protégé le transmettre.',
  },
  'key-file': {
    found: 'une clé privée ou un coffre de mots de passe',
    instead: 'Remettez-la en main propre, ou faites-en créer une autre chez le destinataire.',
  },
  card: {
    found: 'un numéro de carte bancaire',
    instead: 'Payez en ligne ou donnez le numéro par téléphone, et effacez-le du message.',
  },
  nir: {
    found: 'un numéro de sécurité sociale',
    instead: 'Effacez-le, ou passez par le téléservice de l’organisme qui le demande.',
  },
  'database-file': {
    found: 'une base de données ou une boîte aux lettres entière',
    instead: 'N’envoyez que les lignes utiles, par un lien qui expire.',
  },
  'civil-status': {
    found: 'l’état civil d’une personne',
    instead: 'Gardez seulement ce que le destinataire doit savoir, ou passez par COMEDEC.',
  },
  'identity-paper': {
    found: 'la copie d’une pièce d’identité',
    instead: 'Faites-la présenter au guichet, ou envoyez un lien qui expire.',
  },
  iban: {
    found: 'des coordonnées bancaires (IBAN)',
    instead: 'Vérifiez le destinataire, et n’envoyez que le compte dont il a besoin.',
  },
  rib: {
    found: 'des coordonnées bancaires (RIB)',
    instead: 'Vérifiez le destinataire, et n’envoyez que le compte dont il a besoin.',
  },
  'foreign-iban': {
    found: 'des coordonnées bancaires à l’étranger',
    instead: 'Rappelez le titulaire à un numéro que vous connaissez avant tout paiement.',
  },
  confidential: {
    found: 'une mention « Confidentiel » ou « Ne pas diffuser »',
    instead: 'Vérifiez que chaque destinataire a le droit de le lire.',
  },
  'open-recipients': {
    found: 'beaucoup d’adresses que tous les destinataires verront',
    instead: 'Mettez-les en copie cachée (Cci), ou écrivez à une liste.',
  },
  'encrypted-file': {
    found: 'un fichier protégé par un mot de passe',
    instead: 'Donnez le mot de passe autrement que par courriel.',
  },
  'unreadable-file': {
    found: 'un document qui n’a pas pu être lu',
    instead: 'Ouvrez-le pour vérifier ce qu’il contient, ou joignez-le dans un autre format.',
  },
}

const english: Readonly<Record<LeakKind, KindText>> = {
  classified: {
    found: 'the mark of a classified document',
    instead: 'This mail service is not cleared for it: ask the security officer of the préfecture.',
  },
  restricted: {
    found: 'the mark “Diffusion restreinte” or “Spécial France”',
    instead: 'Ask the author of the document by which protected way to pass it on.',
  },
  'key-file': {
    found: 'a private key or a password safe',
    instead: 'Hand it over in person, or have another made where it is needed.',
  },
  card: {
    found: 'the number of a payment card',
    instead: 'Pay online or give the number by telephone, and remove it from the message.',
  },
  nir: {
    found: 'a social security number',
    instead: 'Remove it, or use the online service of the body that asks for it.',
  },
  'database-file': {
    found: 'a whole database or mailbox',
    instead: 'Send only the lines that are needed, by a link that expires.',
  },
  'civil-status': {
    found: 'the civil status of a person',
    instead: 'Keep only what the recipient has to know, or use COMEDEC.',
  },
  'identity-paper': {
    found: 'the copy of an identity paper',
    instead: 'Have it shown at the counter, or send a link that expires.',
  },
  iban: {
    found: 'bank details (IBAN)',
    instead: 'Check the recipient, and send only the account that they need.',
  },
  rib: {
    found: 'bank details (RIB)',
    instead: 'Check the recipient, and send only the account that they need.',
  },
  'foreign-iban': {
    found: 'bank details abroad',
    instead: 'Call the holder at a number that you know before any payment.',
  },
  confidential: {
    found: 'a mark “Confidentiel” or “Ne pas diffuser”',
    instead: 'Check that each recipient is allowed to read it.',
  },
  'open-recipients': {
    found: 'many addresses that all recipients will see',
    instead: 'Put them into Bcc, or write to a list.',
  },
  'encrypted-file': {
    found: 'a file that a password protects',
    instead: 'Give the password by another way than mail.',
  },
  'unreadable-file': {
    found: 'a document that could not be read',
    instead: 'Open it to check what it contains, or attach it in another format.',
  },
}

const kindTexts: Readonly<Record<Language, Readonly<Record<LeakKind, KindText>>>> = {
  fr: french,
  en: english,
}

type Spoken = Exclude<LeakAction, 'allow'>

const contains: Readonly<Record<Language, string>> = { fr: 'Le message contient', en: 'The message contains' }

/** In the webmail, where a person can still answer. */
const outcomes: Readonly<Record<Language, Readonly<Record<Spoken, string>>>> = {
  fr: {
    warn: 'Vous pouvez l’envoyer.',
    justify: 'Pour l’envoyer, dites pourquoi : la réponse est gardée.',
    hold: 'Il partira quand un responsable de la commune l’aura accepté.',
    refuse: 'Il ne peut pas partir.',
  },
  en: {
    warn: 'You may send it.',
    justify: 'To send it, say why: the answer is kept.',
    hold: 'It will leave once a manager of the commune has agreed.',
    refuse: 'It cannot leave.',
  },
}

/** In a mail program, which can say nothing but yes or no. */
const refusals: Readonly<Record<Language, Readonly<Record<'justify' | 'refuse', string>>>> = {
  fr: {
    justify: 'Pour l’envoyer tel quel, écrivez-le dans le webmail, qui vous demandera pourquoi.',
    refuse: 'Il n’a été envoyé à personne.',
  },
  en: {
    justify: 'To send it as it is, write it in the webmail, which will ask you why.',
    refuse: 'It was sent to nobody.',
  },
}

/** What was found, as it stands in a list. */
export const leakKindText = (kind: LeakKind, language: Language): string => kindTexts[language][kind].found

/** For the webmail; null when nothing needs saying. */
export function leakSentence({ action, reason }: LeakDecision, language: Language): string | null {
  if (action === 'allow' || reason === 'clean') return null
  const { found, instead } = kindTexts[language][reason]
  return `${contains[language]} ${found}. ${outcomes[language][action]} ${instead}`
}

/**
 * For the reply to a mail program: ASCII, as RFC 5321 §4.2 wants it, and short enough for one line (§4.5.3.1.5). Null for
 * what is accepted: a warning cannot be shown there, and what is held leaves later.
 */
export function leakRefusalText({ action, reason }: LeakDecision, language: Language): string | null {
  if (reason === 'clean' || (action !== 'justify' && action !== 'refuse')) return null
  const { found, instead } = kindTexts[language][reason]
  return toAscii(`${contains[language]} ${found}. ${instead} ${refusals[language][action]}`)
}
