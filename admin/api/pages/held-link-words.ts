// What the page behind a link of the daily letter says.

import type { HeldAction } from '#core/held/held-link.ts'
import type { Language } from '#core/language.ts'

export interface HeldLinkWords {
  readonly product: string
  readonly labels: {
    readonly from: string
    readonly to: string
    readonly since: string
    readonly why: string
  }
  readonly unknownSender: string
  readonly ask: Readonly<
    Record<HeldAction, { readonly title: string; readonly text: string; readonly button: string }>
  >
  readonly done: Readonly<Record<HeldAction, string>>
  readonly doneTitle: string
  readonly settled: { readonly title: string; readonly text: string }
  readonly expired: { readonly title: string; readonly text: string }
  readonly noLink: { readonly title: string; readonly text: string }
  readonly virus: { readonly title: string; readonly text: string }
  readonly later: { readonly title: string; readonly text: string }
}

export const heldLinkWords: Readonly<Record<Language, HeldLinkWords>> = {
  fr: {
    product: 'Vaguemestre',
    labels: { from: 'De', to: 'Pour', since: 'Retenu', why: 'Pourquoi' },
    unknownSender: 'expéditeur inconnu',
    ask: {
      release: {
        title: 'Recevoir ce message\u202f?',
        text: 'Il arrivera dans la boîte de réception, tel qu’il a été envoyé. Si vous n’attendez rien de cet expéditeur, laissez-le où il est.',
        button: 'Recevoir le message',
      },
      trust: {
        title: 'Recevoir ce message et faire confiance à son expéditeur\u202f?',
        text: 'Il arrivera dans la boîte de réception, et les prochains messages de cet expéditeur aussi, pour toute la commune.',
        button: 'Recevoir et faire confiance',
      },
      delete: {
        title: 'Supprimer ce message\u202f?',
        text: 'Il disparaîtra sans arriver dans la boîte, et ne pourra plus être retrouvé.',
        button: 'Supprimer le message',
      },
    },
    doneTitle: 'C’est noté',
    done: {
      release: 'Le message arrive dans la boîte de réception dans un instant.',
      trust:
        'Le message arrive dans la boîte de réception dans un instant. Les prochains de cet expéditeur y arriveront aussi.',
      delete: 'Le message est supprimé dans un instant.',
    },
    settled: {
      title: 'Il n’y a plus rien à décider',
      text: 'Ce message n’est plus retenu\u202f: quelqu’un a déjà décidé, ou son délai est passé.',
    },
    expired: {
      title: 'Ce lien n’est plus valable',
      text: 'Le délai pour décider est passé\u202f: le message a été supprimé.',
    },
    noLink: {
      title: 'Ce lien est incomplet',
      text: 'Une partie de l’adresse manque sans doute. Ouvrez le lien depuis la lettre elle-même, ou répondez-y en demandant de l’aide.',
    },
    virus: {
      title: 'Ce message ne peut pas être reçu',
      text: 'Un logiciel malveillant y a été trouvé. Adressez-vous au service qui gère la messagerie, en répondant à la lettre.',
    },
    later: {
      title: 'Le service ne répond pas pour le moment',
      text: 'Rien n’a été changé. Réessayez dans quelques minutes.',
    },
  },
  en: {
    product: 'Vaguemestre',
    labels: { from: 'From', to: 'To', since: 'Held', why: 'Why' },
    unknownSender: 'unknown sender',
    ask: {
      release: {
        title: 'Receive this message?',
        text: 'It will arrive in the inbox as it was sent. If you expect nothing from this sender, leave it where it is.',
        button: 'Receive the message',
      },
      trust: {
        title: 'Receive this message and trust its sender?',
        text: 'It will arrive in the inbox, and so will the next messages of this sender, for the whole commune.',
        button: 'Receive and trust',
      },
      delete: {
        title: 'Delete this message?',
        text: 'It will be gone without arriving in the mailbox, and cannot be found again.',
        button: 'Delete the message',
      },
    },
    doneTitle: 'Noted',
    done: {
      release: 'The message arrives in the inbox in a moment.',
      trust: 'The message arrives in the inbox in a moment. The next ones of this sender will, too.',
      delete: 'The message is deleted in a moment.',
    },
    settled: {
      title: 'There is nothing left to decide',
      text: 'This message is no longer held: somebody has decided, or its time is over.',
    },
    expired: {
      title: 'This link is no longer valid',
      text: 'The time to decide is over: the message was deleted.',
    },
    noLink: {
      title: 'This link is incomplete',
      text: 'A part of the address is probably missing. Open the link from the letter itself, or reply to it and ask for help.',
    },
    virus: {
      title: 'This message cannot be received',
      text: 'Malicious software was found in it. Ask those who run the mail service, by replying to the letter.',
    },
    later: {
      title: 'The service does not answer at the moment',
      text: 'Nothing was changed. Try again in a few minutes.',
    },
  },
}
