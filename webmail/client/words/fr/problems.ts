// What went wrong, what is safe and what to do, for the codes that the webmail may meet; `bug` for any other.

import type { ClientProblem } from '../../api.ts'

interface Said {
  readonly title: string
  readonly text: string
}

export const problems = {
  'not-signed-in': {
    title: 'Votre session est terminée',
    text: 'Identifiez-vous pour reprendre où vous en étiez.',
  },
  'second-factor-missing': {
    title: 'Votre compte demande une deuxième vérification',
    text: 'Ajoutez-la pour continuer.',
  },
  forbidden: {
    title: 'Votre accès à cette boîte ne le permet pas',
    text: 'La personne qui gère votre commune peut vous donner un accès plus large.',
  },
  'not-found': {
    title: 'Cet élément n’existe pas ou plus',
    text: 'Il a pu être déplacé ou supprimé, ou la boîte ne vous est plus ouverte.',
  },
  'already-exists': { title: 'Ce nom existe déjà', text: 'Rien n’a été créé. Choisissez un autre nom.' },
  'changed-meanwhile': {
    title: 'Quelqu’un vient de modifier cet élément',
    text: 'Rechargez la page pour voir la version actuelle.',
  },
  'mailbox-full': {
    title: 'Cette boîte est pleine',
    text: 'Rien de plus ne peut y être rangé. Supprimez des messages, puis recommencez.',
  },
  'outbox-full': {
    title: 'Trop de messages attendent déjà de partir de cette boîte',
    text: 'Rien n’est parti. Attendez ou annulez un envoi, puis recommencez.',
  },
  'links-full': {
    title: 'Cette boîte a trop de fichiers envoyés par lien',
    text: 'Rien n’a été envoyé. Retirez d’anciens liens dans les réglages : la place revient dans l’heure.',
  },
  'links-full-elsewhere': {
    title: 'Il n’y a plus de place pour envoyer des fichiers par lien',
    text: 'Rien n’a été envoyé. Les autres boîtes occupent toute la place : recommencez plus tard, ou appelez l’assistance.',
  },
  'contacts-full': {
    title: 'Cette boîte a déjà autant de contacts qu’elle peut en garder',
    text: 'Rien n’a été enregistré. Supprimez des contacts, puis recommencez.',
  },
  'not-looked-into': {
    title: 'La vérification du message a pris trop de temps : envoyez-le de nouveau dans un moment',
    text: 'Il n’est pas parti, et votre texte est conservé.',
  },
  'mail-refused': {
    title: 'La messagerie n’a pas accepté cette demande',
    text: 'Vos messages sont intacts. Appelez l’assistance si cela se répète.',
  },
  'rules-away': {
    title: 'Les règles ne répondent pas pour le moment',
    text: 'Rien n’est perdu : elles s’appliquent toujours au courrier qui arrive. Réessayez dans un moment.',
  },
  'already-answered': {
    title: 'Quelqu’un a déjà répondu à ce message',
    text: 'Votre réponse n’est pas partie, et votre texte est conservé.',
  },
  'in-use': {
    title: 'Ce message attend de partir',
    text: 'Annulez d’abord l’envoi, puis modifiez-le.',
  },
  'too-large': {
    title: 'C’est trop lourd pour un message',
    text: 'Retirez une pièce jointe ou raccourcissez le texte, puis recommencez.',
  },
  'invalid-input': {
    title: 'Une partie de la saisie n’est pas acceptée',
    text: 'Rien n’a changé. Relisez ce que vous avez écrit, puis recommencez.',
  },
  'too-many-requests': {
    title: 'Trop de demandes à la suite',
    text: 'Attendez un moment, puis recommencez.',
  },
  bug: {
    title: 'Le serveur s’est trompé',
    text: 'Vos messages sont intacts. L’incident est consigné ; appelez l’assistance s’il se répète.',
  },
  'try-later': {
    title: 'Le service ne répond pas pour le moment',
    text: 'Vos messages sont intacts. Réessayez dans quelques secondes.',
  },
  unreachable: {
    title: 'Pas de connexion',
    text: 'Le serveur ne répond pas : vérifiez votre connexion. Vos messages sont intacts.',
  },
} satisfies Readonly<Partial<Record<ClientProblem, Said>>>
