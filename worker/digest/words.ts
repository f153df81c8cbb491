// Every word of a digest, in both languages. French is the source: vous, one idea a sentence, no jargon, no blame; a
// narrow no-break space before ; ! ? and a no-break one before the colon. Plurals are whole sentences.

import type { HeldAction } from '#core/held/held-link.ts'
import type { Language } from '#core/language.ts'

export interface DigestWords {
  readonly language: Language
  readonly teamOf: (department: string) => string
  readonly subject: (fresh: number) => string
  readonly greeting: (name: string | null) => string
  readonly opening: (fresh: number) => string
  readonly ending: (fresh: number) => string
  readonly soonTitle: (soon: number) => string
  readonly soonOpening: (soon: number) => string
  readonly more: (more: number) => string
  readonly labels: {
    readonly subject: string
    readonly received: string
    readonly recipient: string
    readonly reason: string
    readonly size: string
    readonly until: string
    readonly reference: string
  }
  /** Between a label and its value. */
  readonly colon: string
  readonly noSubject: string
  readonly unknownSender: string
  readonly actions: Readonly<Record<HeldAction, string>>
  /** Of an entry that cannot be released by its reader. */
  readonly notFromHere: string
  readonly askTheTeam: string
  readonly linksAreYours: string
  readonly doubt: string
  readonly closing: string
  readonly megabytes: string
  readonly kilobytes: string
}

const french: DigestWords = {
  language: 'fr',
  teamOf: (department) => `Messagerie ${department}`,
  subject: (fresh) =>
    fresh === 1
      ? '1 message retenu attend votre décision'
      : `${fresh} messages retenus attendent votre décision`,
  greeting: (name) => (name === null ? 'Bonjour,' : `Bonjour ${name},`),
  opening: (fresh) =>
    fresh === 1
      ? 'Un nouveau message a été retenu. Il n’est pas perdu\u00a0: vous choisissez de le recevoir ou de le supprimer.'
      : `${fresh} nouveaux messages ont été retenus. Ils ne sont pas perdus\u00a0: vous choisissez de les recevoir ou de les supprimer.`,
  ending: (fresh) =>
    fresh === 1
      ? 'Sans décision de votre part, il est supprimé à la date indiquée.'
      : 'Sans décision de votre part, chacun est supprimé à la date indiquée.',
  soonTitle: (soon) => (soon === 1 ? 'Bientôt supprimé' : 'Bientôt supprimés'),
  soonOpening: (soon) =>
    soon === 1
      ? 'Ce message attend toujours votre décision. Il est supprimé d’ici trois jours.'
      : 'Ces messages attendent toujours votre décision. Ils sont supprimés d’ici trois jours.',
  more: (more) =>
    more === 1
      ? 'Un autre message est retenu. Répondez à ce courrier pour en avoir la liste.'
      : `${more} autres messages sont retenus. Répondez à ce courrier pour en avoir la liste.`,
  labels: {
    subject: 'Objet',
    received: 'Reçu',
    recipient: 'Pour',
    reason: 'Pourquoi',
    size: 'Taille',
    until: 'Gardé jusqu’au',
    reference: 'Référence',
  },
  colon: '\u00a0: ',
  noSubject: '(sans objet)',
  unknownSender: 'Expéditeur inconnu',
  actions: {
    release: 'Recevoir ce message',
    trust: 'Recevoir et faire confiance à l’expéditeur',
    delete: 'Supprimer',
  },
  notFromHere: 'S’il vous le faut malgré tout, répondez à ce courrier.',
  askTheTeam:
    'Pour recevoir ou supprimer un message, répondez à ce courrier en donnant sa référence. L’équipe du département s’en charge.',
  linksAreYours:
    'Ces liens agissent en votre nom, sans mot de passe. Gardez ce courrier pour vous, ne le transférez pas.',
  doubt:
    'Un doute sur un message\u202f? Ne le recevez pas tout de suite. Répondez à ce courrier, nous regarderons avec vous.',
  closing: 'Ce courrier part le matin, une fois par jour, et seulement s’il y a du nouveau.',
  megabytes: 'Mo',
  kilobytes: 'ko',
}

const english: DigestWords = {
  language: 'en',
  teamOf: (department) => `${department} mail team`,
  subject: (fresh) =>
    fresh === 1 ? '1 held message waits for you to decide' : `${fresh} held messages wait for you to decide`,
  greeting: (name) => (name === null ? 'Hello,' : `Hello ${name},`),
  opening: (fresh) =>
    fresh === 1
      ? 'A new message is held. It is not lost: you choose to receive it or to delete it.'
      : `${fresh} new messages are held. They are not lost: you choose to receive them or to delete them.`,
  ending: (fresh) =>
    fresh === 1
      ? 'If you do not decide, it is deleted on the date shown.'
      : 'If you do not decide, each is deleted on the date shown.',
  soonTitle: () => 'Soon deleted',
  soonOpening: (soon) =>
    soon === 1
      ? 'This message still waits for you to decide. It is deleted within three days.'
      : 'These messages still wait for you to decide. They are deleted within three days.',
  more: (more) =>
    more === 1
      ? 'Another message is held. Reply to this letter to have the list.'
      : `${more} other messages are held. Reply to this letter to have the list.`,
  labels: {
    subject: 'Subject',
    received: 'Received',
    recipient: 'For',
    reason: 'Why',
    size: 'Size',
    until: 'Kept until',
    reference: 'Reference',
  },
  colon: ': ',
  noSubject: '(no subject)',
  unknownSender: 'Unknown sender',
  actions: {
    release: 'Receive this message',
    trust: 'Receive and trust the sender',
    delete: 'Delete',
  },
  notFromHere: 'If you need it all the same, reply to this letter.',
  askTheTeam:
    'To receive or delete a message, reply to this letter with its reference. The team of the département does it for you.',
  linksAreYours: 'These links act in your name, without a password. Keep this letter, do not forward it.',
  doubt:
    'Not sure about a message? Do not receive it at once. Reply to this letter, and we will look at it with you.',
  closing: 'This letter is sent once a day, in the morning, and only when there is something new.',
  megabytes: 'MB',
  kilobytes: 'kB',
}

export const digestWords: Readonly<Record<Language, DigestWords>> = { fr: french, en: english }
