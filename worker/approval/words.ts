// Every word of the letters about a message that waits for somebody to agree, in both languages. French is the source: vous,
// one idea a sentence, no jargon, no blame; a narrow no-break space before ; ! ? and a no-break one before the colon.

import type { Language } from '#core/language.ts'

/** A message as letters name it: never by its subject, which may hold what was found. */
export interface NamedMessage {
  /** « mer. 25 novembre, 14 h 12 » */
  readonly at: string
  /** « a@exemple.fr, b@exemple.fr et 3 autres » */
  readonly to: string
}

export interface ApprovalWords {
  readonly language: Language
  readonly teamOf: (department: string) => string
  readonly greeting: (name: string | null) => string
  /** « a et 3 autres » */
  readonly others: (shown: string, more: number) => string
  readonly found: (kind: string, count: number) => string
  readonly reference: (queueId: string) => string
  readonly held: {
    readonly subject: string
    readonly opening: (message: NamedMessage) => string
    readonly who: string
    readonly until: (day: string) => string
    readonly advice: string
  }
  readonly toApprove: {
    readonly subject: string
    readonly opening: (message: NamedMessage & { readonly author: string }) => string
    /** Where the mailbox is gone. */
    readonly unknownAuthor: (commune: string) => string
    readonly nobodyElse: (commune: string) => string
    readonly reason: string
    readonly ask: string
    readonly open: string
    readonly openPanel: string
    readonly until: (day: string) => string
  }
  readonly ended: Readonly<
    Record<
      'released' | 'deleted' | 'partly' | 'expired',
      { readonly subject: string; readonly text: (message: NamedMessage) => string; readonly next: string }
    >
  >
}

const french: ApprovalWords = {
  language: 'fr',
  teamOf: (department) => `Messagerie ${department}`,
  greeting: (name) => (name === null ? 'Bonjour,' : `Bonjour ${name},`),
  others: (shown, more) => (more === 1 ? `${shown} et un autre` : `${shown} et ${more} autres`),
  found: (kind, count) => (count === 1 ? kind : `${kind} (${count})`),
  reference: (queueId) => `Référence du message\u00a0: ${queueId}`,
  held: {
    subject: 'Votre message attend l’accord d’un responsable',
    opening: ({ at, to }) =>
      `Votre message du ${at} à ${to} n’est pas encore parti. Nous y avons trouvé\u00a0:`,
    who: 'Un responsable est prévenu. Le message part dès qu’il l’accepte, et vous en êtes informé.',
    until: (day) => `Sans décision d’ici le ${day}, il vous revient.`,
    advice: 'Si c’est urgent, appelez ce responsable. Si vous l’avez envoyé par erreur, dites-le-lui aussi.',
  },
  toApprove: {
    subject: 'Un message attend votre accord',
    opening: ({ author, at, to }) =>
      `${author} a écrit le ${at} à ${to}. Le message n’est pas parti, car nous y avons trouvé\u00a0:`,
    unknownAuthor: (commune) => `Une boîte supprimée depuis (${commune})`,
    nobodyElse: (commune) =>
      `Ce message vous est soumis parce que ${commune} n’a pas d’autre responsable que son auteur.`,
    reason: 'Raison donnée par l’auteur\u00a0:',
    ask: 'Vérifiez avec son auteur que ces destinataires ont le droit de recevoir ces informations. Vous pouvez ensuite le laisser partir ou le supprimer.',
    open: 'Ouvrir la file d’attente',
    openPanel: 'Il se trouve dans la file d’attente de l’administration.',
    until: (day) => `Sans décision d’ici le ${day}, il retourne à son auteur.`,
  },
  ended: {
    released: {
      subject: 'Votre message est accepté',
      text: ({ at, to }) => `Un responsable a accepté votre message du ${at} à ${to}. Il part maintenant.`,
      next: 'Vous n’avez rien à faire.',
    },
    deleted: {
      subject: 'Votre message n’a pas été accepté',
      text: ({ at, to }) =>
        `Un responsable n’a pas accepté votre message du ${at} à ${to}. Il est supprimé et n’est arrivé chez personne.`,
      next: 'Voyez avec ce responsable comment transmettre autrement ce que le destinataire doit savoir.',
    },
    partly: {
      subject: 'Votre message est accepté pour une partie des destinataires',
      text: ({ at, to }) =>
        `Un responsable a accepté votre message du ${at} à ${to} pour certains destinataires, et pas pour les autres.`,
      next: 'Voyez avec ce responsable à qui il est parti.',
    },
    expired: {
      subject: 'Votre message n’est pas parti\u00a0: personne n’a décidé',
      text: ({ at, to }) =>
        `Votre message du ${at} à ${to} attendait l’accord d’un responsable. Personne n’a décidé pendant cinq jours\u00a0: il n’est pas parti, et le voici en pièce jointe. Nous y avions trouvé\u00a0:`,
      next: 'Enlevez ce que le destinataire n’a pas besoin de savoir, ou parlez-en à un responsable avant de l’envoyer à nouveau.',
    },
  },
}

const english: ApprovalWords = {
  language: 'en',
  teamOf: (department) => `${department} mail team`,
  greeting: (name) => (name === null ? 'Hello,' : `Hello ${name},`),
  others: (shown, more) => (more === 1 ? `${shown} and one other` : `${shown} and ${more} others`),
  found: (kind, count) => (count === 1 ? kind : `${kind} (${count})`),
  reference: (queueId) => `Reference of the message: ${queueId}`,
  held: {
    subject: 'Your message waits for a manager to agree',
    opening: ({ at, to }) => `Your message of ${at} to ${to} has not left yet. We found in it:`,
    who: 'A manager has been told. The message leaves as soon as they agree, and you will hear of it.',
    until: (day) => `Without a decision by ${day}, it comes back to you.`,
    advice: 'If it is urgent, call the manager. If you sent it by mistake, tell them as well.',
  },
  toApprove: {
    subject: 'A message waits for you to agree',
    opening: ({ author, at, to }) =>
      `${author} wrote on ${at} to ${to}. The message has not left, because we found in it:`,
    unknownAuthor: (commune) => `A mailbox deleted since (${commune})`,
    nobodyElse: (commune) =>
      `You are asked because ${commune} has no other manager than the author of the message.`,
    reason: 'Reason given by the author:',
    ask: 'Check with its author that these recipients may have this information. Then you can let it leave or delete it.',
    open: 'Open the queue',
    openPanel: 'It is in the queue of the administration.',
    until: (day) => `Without a decision by ${day}, it goes back to its author.`,
  },
  ended: {
    released: {
      subject: 'Your message is agreed to',
      text: ({ at, to }) => `A manager agreed to your message of ${at} to ${to}. It is leaving now.`,
      next: 'There is nothing you need to do.',
    },
    deleted: {
      subject: 'Your message was not agreed to',
      text: ({ at, to }) =>
        `A manager did not agree to your message of ${at} to ${to}. It is deleted, and reached nobody.`,
      next: 'Ask the manager by which other way to pass on what the recipient has to know.',
    },
    partly: {
      subject: 'Your message is agreed to for some of its recipients',
      text: ({ at, to }) =>
        `A manager agreed to your message of ${at} to ${to} for some recipients, and not for the others.`,
      next: 'Ask the manager to whom it has gone.',
    },
    expired: {
      subject: 'Your message did not leave: nobody decided',
      text: ({ at, to }) =>
        `Your message of ${at} to ${to} waited for a manager to agree. Nobody decided for five days: it did not leave, and is attached. We had found in it:`,
      next: 'Remove what the recipient does not need to know, or speak to a manager before you send it again.',
    },
  },
}

export const approvalWords: Readonly<Record<Language, ApprovalWords>> = { fr: french, en: english }
