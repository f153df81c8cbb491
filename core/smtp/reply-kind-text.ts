// What became of an outgoing message, for the person who wrote it: what happened, and what he can do. Each pair is true
// both while it is still tried and when it failed for good; which of the two stands beside it.

import type { Language } from '../language.ts'
import type { ReplyKind } from './delivery-attempt.ts'

export interface ReplyKindText {
  readonly happened: string
  /** Empty when there is nothing to do. */
  readonly advice: string
}

type Texts = Readonly<Record<ReplyKind, ReplyKindText>>

const text = (happened: string, advice: string): ReplyKindText => ({ happened, advice })

const french: Texts = {
  accepted: text('Le serveur du destinataire a pris le message.', ''),
  unreachable: text(
    'Le serveur du destinataire n’a pas pu être joint, ou la liaison a été coupée.',
    'La panne est le plus souvent passagère. Si c’est urgent, prévenez votre correspondant par un autre moyen.',
  ),
  'dns-unavailable': text(
    'L’annuaire d’Internet n’a pas dit où se trouve le serveur du destinataire.',
    'La panne est le plus souvent passagère. Si c’est urgent, prévenez votre correspondant par un autre moyen.',
  ),
  'no-such-domain': text(
    'Ce qui suit le signe @ dans l’adresse n’existe pas, ou ne reçoit pas de courrier.',
    'Vérifiez l’orthographe de l’adresse, puis envoyez de nouveau votre message.',
  ),
  loop: text(
    'Le domaine du destinataire renvoie le courrier vers nos propres serveurs, qui ne le connaissent pas.',
    'Signalez-le au support : le réglage de ce domaine est à corriger par ceux qui le gèrent.',
  ),
  'tls-required': text(
    'Ce domaine exige une liaison chiffrée et prouvée, et son serveur n’a pas pu prouver son identité. Rien ne lui a été transmis.',
    'C’est à ceux qui gèrent ce domaine de le corriger. Si c’est urgent, prévenez votre correspondant par un autre moyen.',
  ),
  greylisted: text(
    'Le serveur du destinataire fait attendre les premiers messages d’un nouvel expéditeur.',
    'Vous n’avez rien à faire : le message est présenté de nouveau dans quelques minutes.',
  ),
  temporary: text(
    'Le serveur du destinataire demande de revenir plus tard.',
    'Vous n’avez rien à faire tant que le message attend. Si c’est urgent, prévenez votre correspondant par un autre moyen.',
  ),
  'unknown-recipient': text(
    'Cette adresse n’existe pas chez le destinataire.',
    'Vérifiez l’orthographe de l’adresse ou demandez-la de nouveau à votre correspondant.',
  ),
  'mailbox-full': text(
    'La boîte du destinataire est pleine.',
    'Prévenez votre correspondant par un autre moyen : il doit y faire de la place.',
  ),
  'mailbox-disabled': text(
    'La boîte du destinataire est fermée ou n’est plus utilisée.',
    'Demandez à votre correspondant une autre adresse.',
  ),
  'too-large': text(
    'Le message est plus gros que ce que le serveur du destinataire accepte.',
    'Envoyez des pièces jointes plus petites, ou en plusieurs messages.',
  ),
  policy: text(
    'Le serveur du destinataire refuse ce message : son contenu, son expéditeur ou une règle de ce serveur en est la cause.',
    'Écrivez plus simplement, sans pièce jointe ni lien, ou demandez à votre correspondant de vous autoriser. Si cela se répète, signalez-le au support.',
  ),
  reputation: text(
    'Le serveur du destinataire se méfie en ce moment de nos serveurs.',
    'Votre message n’est pas en cause. Signalez-le au support, qui peut demander la levée du blocage.',
  ),
  'no-smtputf8': text(
    'L’adresse ou l’en-tête contient des lettres accentuées, et le serveur du destinataire ne sait pas les lire.',
    'Utilisez une adresse sans accent si votre correspondant en a une.',
  ),
  permanent: text(
    'Le serveur du destinataire refuse le message.',
    'La réponse du serveur, ci-après, dit pourquoi. Si elle ne vous aide pas, transmettez-la au support.',
  ),
}

const english: Texts = {
  accepted: text('The recipient’s server has taken the message.', ''),
  unreachable: text(
    'The recipient’s server could not be reached, or the connection broke off.',
    'Such a failure mostly passes. If it is urgent, reach the recipient in another way.',
  ),
  'dns-unavailable': text(
    'The directory of the Internet did not say where the recipient’s server is.',
    'Such a failure mostly passes. If it is urgent, reach the recipient in another way.',
  ),
  'no-such-domain': text(
    'What follows the @ in the address does not exist or takes no mail.',
    'Check the spelling of the address and send the message again.',
  ),
  loop: text(
    'The recipient’s domain sends its mail to our own servers, which do not know it.',
    'Tell support: those who run that domain have to correct it.',
  ),
  'tls-required': text(
    'This domain demands an encrypted and proven connection, and its server could not prove who it is. Nothing was sent to it.',
    'Those who run that domain have to correct it. If it is urgent, reach the recipient in another way.',
  ),
  greylisted: text(
    'The recipient’s server makes the first messages of a new sender wait.',
    'There is nothing to do: the message is offered again in a few minutes.',
  ),
  temporary: text(
    'The recipient’s server asks to come back later.',
    'There is nothing to do while the message waits. If it is urgent, reach the recipient in another way.',
  ),
  'unknown-recipient': text(
    'The recipient’s server knows no such address.',
    'Check the spelling of the address or ask the recipient for it again.',
  ),
  'mailbox-full': text(
    'The recipient’s mailbox is full.',
    'Reach the recipient in another way: somebody has to make room in it.',
  ),
  'mailbox-disabled': text(
    'The recipient’s mailbox is closed or no longer used.',
    'Ask the recipient for another address.',
  ),
  'too-large': text(
    'The message is larger than the recipient’s server accepts.',
    'Send smaller attachments, or send them in several messages.',
  ),
  policy: text(
    'The recipient’s server refuses this message: its content, its sender or a rule of the house.',
    'Write more plainly, without attachment or link, or ask the recipient to allow you. If it happens again, tell support.',
  ),
  reputation: text(
    'The recipient’s server distrusts our servers at the moment.',
    'Your message is not the cause. Tell support, who can ask for the block to be lifted.',
  ),
  'no-smtputf8': text(
    'The address or the header has accented letters, and the recipient’s server cannot read them.',
    'Use an address without accents if the recipient has one.',
  ),
  permanent: text(
    'The recipient’s server refuses the message.',
    'Its answer, given below, says why. If it does not help you, pass it on to support.',
  ),
}

export const replyKindTexts: Readonly<Record<Language, Texts>> = { fr: french, en: english }
