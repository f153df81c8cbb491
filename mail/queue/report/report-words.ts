// The sentences of a report, in both languages. French is the source: vous, one idea a sentence, no jargon, no blame.

import type { Language } from '#core/language.ts'
import type { Notification, Untried } from '#core/queue/queued-mail.ts'
import type { ReportReader } from './report.ts'

/**
 * Kinds of reports; of success where a server of others took it on; and what those are who read of a copy that was sent on: of that,
 * failures alone are told.
 */
export type ReportTopic = Notification | 'relayed' | Exclude<ReportReader, 'author'>

export interface ReportWords {
  readonly language: Language
  readonly teamOf: (department: string) => string
  /** With the one address, or how many there are. */
  readonly subject: Readonly<Record<ReportTopic, (whom: string | number) => string>>
  /** Of the message of that instant and subject; addresses follow. */
  readonly opening: Readonly<
    Record<ReportTopic | 'setAside', (message: { at: string; subject: string }) => string>
  >
  readonly expired: string
  /** Others were offered there, and this one never was. */
  readonly expiredUntried: string
  /** Of a delay. */
  readonly untried: Readonly<Record<Untried, string>>
  readonly urgent: string
  readonly delivered: string
  readonly relayed: string
  /** Of one that a person looks at; and of one whose time was over before anybody let it go. */
  readonly setAside: string
  readonly setAsideToTheEnd: { readonly happened: string; readonly advice: string }
  /** How many are not named. */
  readonly more: (count: number) => string
  readonly serverSaid: (host: string) => string
  readonly weSay: string
  /** What happens now, after the addresses. */
  readonly ending: {
    readonly failure: string
    /** Null: nobody can say until when. */
    readonly delay: (until: string | null) => string
    readonly setAside: (until: string) => string
    readonly success: string
  }
  readonly enclosed: Readonly<Record<'full' | 'headers', string>>
  /** Instead of what a server said, which may say where the mailbox sends its mail on to. */
  readonly notSentOn: readonly string[]
  /** For the mailbox that sends its mail on. */
  readonly forwarder: { readonly advice: string; readonly enclosed: ReportWords['enclosed'] }
  readonly automatic: (reference: string) => string
}

const named = (subject: string, open: string, close: string): string =>
  subject === '' ? '' : ` ${open}${subject}${close}`

const french: ReportWords = {
  language: 'fr',
  teamOf: (department) => `Messagerie ${department}`,
  subject: {
    failure: (whom) =>
      typeof whom === 'number' ? `Message non remis à ${whom} destinataires` : `Message non remis à ${whom}`,
    delay: (whom) =>
      typeof whom === 'number'
        ? `Message en attente pour ${whom} destinataires`
        : `Message en attente pour ${whom}`,
    success: (whom) =>
      typeof whom === 'number' ? `Message remis à ${whom} destinataires` : `Message remis à ${whom}`,
    relayed: (whom) =>
      typeof whom === 'number' ? `Message transmis à ${whom} destinataires` : `Message transmis à ${whom}`,
    'author-of-forward': (whom) => `Message non réacheminé par ${whom}`,
    forwarder: (whom) =>
      typeof whom === 'number'
        ? `Message non réacheminé vers ${whom} adresses`
        : `Message non réacheminé vers ${whom}`,
  },
  opening: {
    failure: ({ at, subject }) =>
      `Votre message${named(subject, '«\u00a0', '\u00a0»')} (${at}) n’a pas été remis à\u00a0:`,
    delay: ({ at, subject }) =>
      `Votre message${named(subject, '«\u00a0', '\u00a0»')} (${at}) n’a pas encore pu être remis à\u00a0:`,
    setAside: ({ at, subject }) =>
      `Votre message${named(subject, '«\u00a0', '\u00a0»')} (${at}) attend, et l’équipe de la messagerie le regarde. Il n’est pas encore remis à\u00a0:`,
    success: ({ at, subject }) =>
      `Votre message${named(subject, '«\u00a0', '\u00a0»')} (${at}) a été remis à\u00a0:`,
    relayed: ({ at, subject }) =>
      `Votre message${named(subject, '«\u00a0', '\u00a0»')} (${at}) a été transmis à\u00a0:`,
    'author-of-forward': ({ at, subject }) =>
      `Votre message${named(subject, '«\u00a0', '\u00a0»')} (${at}) n’a pas pu être réacheminé par\u00a0:`,
    forwarder: ({ at, subject }) =>
      `Un message${named(subject, '«\u00a0', '\u00a0»')} (${at}), reçu par cette boîte, n’a pas pu être réacheminé vers\u00a0:`,
  },
  expired: 'Il a été présenté pendant plusieurs jours, sans succès.',
  expiredUntried: 'Rien n’a pu être remis à cette destination pendant plusieurs jours.',
  untried: {
    paused:
      'Il n’a pas encore été présenté\u00a0: les envois vers cette destination sont suspendus par notre équipe.',
    trouble:
      'Il n’a pas encore été présenté\u00a0: d’autres messages n’ont pas pu être remis à cette destination.',
    approval: 'Il n’a pas encore été présenté\u00a0: il a d’abord attendu l’accord d’une autre personne.',
    turn: 'Il n’a pas encore été présenté\u00a0: il attend son tour.',
  },
  urgent: 'Si c’est urgent, prévenez votre correspondant par un autre moyen.',
  delivered: 'Il est dans la boîte du destinataire.',
  relayed:
    'Le serveur du destinataire l’a pris. Il ne dira ni si le message arrive dans la boîte, ni s’il est lu.',
  setAside: 'L’envoi s’est interrompu plusieurs fois chez nous. Le destinataire n’y est pour rien.',
  setAsideToTheEnd: {
    happened:
      'L’envoi s’est interrompu plusieurs fois chez nous, et le délai est passé. Le destinataire n’y est pour rien.',
    advice: 'Vous pouvez l’envoyer de nouveau. Si cela recommence, dites-le au support.',
  },
  more: (count) => (count === 1 ? 'et à un autre destinataire.' : `et à ${count} autres destinataires.`),
  serverSaid: (host) => `Réponse de ${host}\u00a0:`,
  weSay: 'Détail technique\u00a0:',
  ending: {
    failure: 'Il ne sera plus présenté. Ceux qui ne sont pas nommés ici ne sont pas concernés.',
    delay: (until) =>
      until === null
        ? 'Vous n’avez rien à renvoyer\u00a0: nous vous dirons ce qu’il en est.'
        : `Vous n’avez rien à renvoyer\u00a0: nous essayons jusqu’au ${until}, puis nous vous dirons ce qu’il en est.`,
    setAside: (until) =>
      `Vous n’avez rien à renvoyer. S’il n’est pas parti d’ici le ${until}, un avis vous le dira. Si c’est urgent, prévenez votre correspondant par un autre moyen.`,
    success: 'Vous aviez demandé à en être averti.',
  },
  enclosed: {
    full: 'Votre message est joint.',
    headers: 'Le début technique de votre message (son en-tête) est joint.',
  },
  notSentOn: [
    'Cette boîte fait suivre son courrier à une autre adresse, où votre message n’a pas été pris.',
    'S’il est important, prévenez votre correspondant par un autre moyen.',
  ],
  forwarder: {
    advice:
      'Vérifiez l’adresse à laquelle cette boîte fait suivre son courrier. L’expéditeur du message n’est pas averti.',
    enclosed: {
      full: 'Le message est joint.',
      headers: 'Le début technique du message (son en-tête) est joint.',
    },
  },
  automatic: (reference) => `Cet avis est automatique. Référence pour le support\u00a0: ${reference}`,
}

const english: ReportWords = {
  language: 'en',
  teamOf: (department) => `${department} mail team`,
  subject: {
    failure: (whom) =>
      typeof whom === 'number'
        ? `Message not delivered to ${whom} recipients`
        : `Message not delivered to ${whom}`,
    delay: (whom) =>
      typeof whom === 'number' ? `Message waiting for ${whom} recipients` : `Message waiting for ${whom}`,
    success: (whom) =>
      typeof whom === 'number' ? `Message delivered to ${whom} recipients` : `Message delivered to ${whom}`,
    relayed: (whom) =>
      typeof whom === 'number' ? `Message passed on to ${whom} recipients` : `Message passed on to ${whom}`,
    'author-of-forward': (whom) => `Message not sent on by ${whom}`,
    forwarder: (whom) =>
      typeof whom === 'number'
        ? `Message not sent on to ${whom} addresses`
        : `Message not sent on to ${whom}`,
  },
  opening: {
    failure: ({ at, subject }) => `Your message${named(subject, '“', '”')} (${at}) was not delivered to:`,
    delay: ({ at, subject }) =>
      `Your message${named(subject, '“', '”')} (${at}) could not be delivered yet to:`,
    setAside: ({ at, subject }) =>
      `Your message${named(subject, '“', '”')} (${at}) waits, and the mail team looks at it. It is not delivered yet to:`,
    success: ({ at, subject }) => `Your message${named(subject, '“', '”')} (${at}) was delivered to:`,
    relayed: ({ at, subject }) => `Your message${named(subject, '“', '”')} (${at}) was passed on to:`,
    'author-of-forward': ({ at, subject }) =>
      `Your message${named(subject, '“', '”')} (${at}) could not be sent on by:`,
    forwarder: ({ at, subject }) =>
      `A message to this mailbox${named(subject, '“', '”')} (${at}) could not be sent on to:`,
  },
  expired: 'It was offered for several days, without success.',
  expiredUntried: 'Nothing could be delivered to this destination for several days.',
  untried: {
    paused: 'It has not been offered yet: our team has paused mail to this destination.',
    trouble: 'It has not been offered yet: other messages could not be delivered to this destination.',
    approval: 'It has not been offered yet: somebody else had to agree first.',
    turn: 'It has not been offered yet: it waits for its turn.',
  },
  urgent: 'If it is urgent, reach the recipient in another way.',
  delivered: 'It is in the mailbox of the recipient.',
  relayed:
    'The recipient’s server has taken it. It will tell neither whether the message reaches the mailbox nor whether it is read.',
  setAside: 'Its delivery was cut short several times on our side. The recipient has no part in it.',
  setAsideToTheEnd: {
    happened:
      'Its delivery was cut short several times on our side, and the time is over. The recipient has no part in it.',
    advice: 'You can send it again. If it happens once more, tell support.',
  },
  more: (count) => (count === 1 ? 'and one more recipient.' : `and ${count} more recipients.`),
  serverSaid: (host) => `${host} said:`,
  weSay: 'Technical detail:',
  ending: {
    failure: 'It will not be offered again. Whoever is not named here is not concerned.',
    delay: (until) =>
      until === null
        ? 'There is nothing to send again: we will tell you what became of it.'
        : `There is nothing to send again: we go on trying until ${until}, and tell you then what became of it.`,
    setAside: (until) =>
      `There is nothing to send again. If it has not left by ${until}, a notice will say so. If it is urgent, tell the recipient in another way.`,
    success: 'You had asked to be told.',
  },
  enclosed: {
    full: 'Your message is enclosed.',
    headers: 'The technical beginning of your message (its header) is enclosed.',
  },
  notSentOn: [
    'This mailbox sends its mail on to another address, where your message was not taken.',
    'If it is important, reach the recipient in another way.',
  ],
  forwarder: {
    advice:
      'Check the address that this mailbox sends its mail on to. The sender of the message is not told.',
    enclosed: {
      full: 'The message is enclosed.',
      headers: 'The technical beginning of the message (its header) is enclosed.',
    },
  },
  automatic: (reference) => `This notice is automatic. Reference for support: ${reference}`,
}

export const reportWords: Readonly<Record<Language, ReportWords>> = { fr: french, en: english }
