// The sentences of a report, in both languages. French is the source: vous, one idea a sentence, no jargon, no blame.

import type { Language } from '#core/language.ts'
import type { Notification } from '#core/queued-mail.ts'

export interface ReportWords {
  readonly language: Language
  readonly teamOf: (department: string) => string
  /** With the one address, or how many there are. */
  readonly subject: Readonly<Record<Notification, (whom: string | number) => string>>
  /** Of the message of that instant and subject; addresses follow. */
  readonly opening: Readonly<Record<Notification, (message: { at: string; subject: string }) => string>>
  readonly expired: string
  readonly delivered: string
  readonly relayed: string
  /** How many are not named. */
  readonly more: (count: number) => string
  readonly serverSaid: (host: string) => string
  readonly weSay: string
  /** What happens now, after the addresses. */
  readonly ending: {
    readonly failure: string
    readonly delay: (until: string) => string
    readonly success: string
  }
  readonly enclosed: Readonly<Record<'full' | 'headers', string>>
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
  },
  opening: {
    failure: ({ at, subject }) =>
      `Votre message${named(subject, '«\u00a0', '\u00a0»')} (${at}) n’a pas été remis à\u00a0:`,
    delay: ({ at, subject }) =>
      `Votre message${named(subject, '«\u00a0', '\u00a0»')} (${at}) n’a pas encore pu être remis à\u00a0:`,
    success: ({ at, subject }) =>
      `Votre message${named(subject, '«\u00a0', '\u00a0»')} (${at}) a été remis à\u00a0:`,
  },
  expired: 'Il a été présenté pendant plusieurs jours, sans succès.',
  delivered: 'Il est dans la boîte du destinataire.',
  relayed: 'Le serveur du destinataire l’a pris. Il ne dira pas si le message est lu.',
  more: (count) => (count === 1 ? 'et à un autre destinataire.' : `et à ${count} autres destinataires.`),
  serverSaid: (host) => `Réponse de ${host}\u00a0:`,
  weSay: 'Détail technique\u00a0:',
  ending: {
    failure: 'Il ne sera plus présenté. Ceux qui ne sont pas nommés ici ne sont pas concernés.',
    delay: (until) =>
      `Vous n’avez rien à renvoyer\u00a0: nous essayons jusqu’au ${until}, puis nous vous dirons ce qu’il en est.`,
    success: 'Vous aviez demandé à en être averti.',
  },
  enclosed: {
    full: 'Votre message est joint.',
    headers: 'Le début technique de votre message (son en-tête) est joint.',
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
  },
  opening: {
    failure: ({ at, subject }) => `Your message${named(subject, '“', '”')} (${at}) was not delivered to:`,
    delay: ({ at, subject }) =>
      `Your message${named(subject, '“', '”')} (${at}) could not be delivered yet to:`,
    success: ({ at, subject }) => `Your message${named(subject, '“', '”')} (${at}) was delivered to:`,
  },
  expired: 'It was offered for several days, without success.',
  delivered: 'It is in the mailbox of the recipient.',
  relayed: 'The recipient’s server has taken it. It will not tell whether the message is read.',
  more: (count) => (count === 1 ? 'and one more recipient.' : `and ${count} more recipients.`),
  serverSaid: (host) => `${host} said:`,
  weSay: 'Technical detail:',
  ending: {
    failure: 'It will not be offered again. Whoever is not named here is not concerned.',
    delay: (until) =>
      `There is nothing to send again: we go on trying until ${until}, and tell you then what became of it.`,
    success: 'You had asked to be told.',
  },
  enclosed: {
    full: 'Your message is enclosed.',
    headers: 'The technical beginning of your message (its header) is enclosed.',
  },
  automatic: (reference) => `This notice is automatic. Reference for support: ${reference}`,
}

export const reportWords: Readonly<Record<Language, ReportWords>> = { fr: french, en: english }
