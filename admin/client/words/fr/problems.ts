// What went wrong, what is safe and what to do, for each code of the API, in French.

import type { ClientProblem } from '../../api.ts'

export const problems: Readonly<Record<ClientProblem, { readonly title: string; readonly text: string }>> = {
  'malformed-body': {
    title: 'La demande est illisible',
    text: 'Rien n’a été modifié. Rechargez la page et recommencez.',
  },
  'invalid-input': {
    title: 'Une partie de la saisie est à corriger',
    text: 'Rien n’a été enregistré. Corrigez les champs signalés.',
  },
  'not-signed-in': {
    title: 'Votre session est terminée',
    text: 'Identifiez-vous pour reprendre où vous en étiez. Votre saisie est conservée.',
  },
  'second-factor-missing': {
    title: 'Il vous manque un second facteur',
    text: 'Votre rôle en demande un. Ajoutez-le pour ouvrir le panneau.',
  },
  forbidden: {
    title: 'Cette action ne vous est pas ouverte',
    text: 'Votre rôle ne le permet pas. Un administrateur du Département peut vous l’ouvrir.',
  },
  'foreign-origin': {
    title: 'La demande vient d’un autre site',
    text: 'Rien n’a été modifié. Ouvrez le panneau à son adresse habituelle.',
  },
  'not-found': {
    title: 'Cet élément n’existe pas ou plus',
    text: 'Il a pu être supprimé, ou appartenir à une autre commune.',
  },
  'method-not-allowed': {
    title: 'Cette action n’existe pas ici',
    text: 'Rechargez la page : le panneau a peut-être changé de version.',
  },
  'changed-meanwhile': {
    title: 'Quelqu’un d’autre vient de modifier cet élément',
    text: 'Votre saisie est conservée. Relisez la version actuelle avant d’enregistrer.',
  },
  'already-exists': {
    title: 'Cet élément existe déjà',
    text: 'Rien n’a été créé. Choisissez un autre nom ou ouvrez l’existant.',
  },
  'in-use': {
    title: 'Cet élément sert encore',
    text: 'Rien n’a été supprimé. Retirez d’abord ce qui en dépend.',
  },
  'last-administrator': {
    title: 'C’est le dernier administrateur',
    text: 'Nommez-en un autre avant de retirer celui-ci.',
  },
  'same-person': {
    title: 'Une autre personne doit confirmer',
    text: 'Cette action demande l’accord de deux personnes différentes.',
  },
  'department-decides': {
    title: 'Seul le Département peut en décider',
    text: 'L’envoi de cette boîte est suspendu, ou le service a mis le message de côté. Appelez le support : lui ou un administrateur en décide.',
  },
  'access-too-new': {
    title: 'Cet accès est trop récent',
    text: 'L’une des deux personnes a reçu le sien il y a moins d’un jour. Attendez demain, ou demandez à quelqu’un d’autre.',
  },
  'already-active': {
    title: 'Cette personne a déjà ouvert son accès',
    text: 'Rien n’a changé. Si elle a oublié son mot de passe, demandez à le remettre à zéro.',
  },
  'virus-stays-held': {
    title: 'Ce message contient un virus',
    text: 'Il reste en quarantaine. Seul l’exploitant du service peut le libérer.',
  },
  'over-pooled-quota': {
    title: 'Le quota de la commune serait dépassé',
    text: 'Rien n’a été modifié. Agrandissez d’abord le quota de la commune.',
  },
  'key-used-for-something-else': {
    title: 'Cette demande a déjà servi',
    text: 'Rien n’a été modifié. Rechargez la page et recommencez.',
  },
  'mailbox-full': {
    title: 'La boîte est pleine',
    text: 'Rien n’a été enregistré. Augmentez sa place ou libérez-en, puis recommencez.',
  },
  'already-answered': {
    title: 'Quelqu’un a déjà répondu à ce message',
    text: 'Rien n’est parti. Lisez sa réponse avant d’envoyer la vôtre.',
  },
  'outbox-full': {
    title: 'Trop de messages attendent déjà de partir de cette boîte',
    text: 'Rien n’est parti. Attendez que des envois partent, puis recommencez.',
  },
  'links-full': {
    title: 'Cette boîte a trop de fichiers envoyés par lien',
    text: 'Rien n’a été envoyé. Retirez d’anciens liens : la place revient dans l’heure.',
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
    title: 'Le message n’a pas pu être vérifié à temps',
    text: 'Il n’est pas parti. Recommencez dans un moment.',
  },
  'mail-refused': {
    title: 'Le serveur de messagerie a refusé',
    text: 'Rien n’a été changé. Recommencer n’y changera rien.',
  },
  'rules-away': {
    title: 'Les règles ne répondent pas pour le moment',
    text: 'Rien n’a été changé. Réessayez dans un moment.',
  },
  'too-large': {
    title: 'L’envoi est trop volumineux',
    text: 'Rien n’a été modifié. Découpez le fichier et recommencez.',
  },
  'unsupported-media-type': { title: 'Ce type de fichier n’est pas accepté', text: 'Rien n’a été modifié.' },
  'too-many-requests': {
    title: 'Trop de demandes à la suite',
    text: 'Attendez un moment, puis recommencez.',
  },
  bug: {
    title: 'Le serveur s’est trompé',
    text: 'Rien n’a été modifié. L’incident est consigné ; prévenez l’exploitant s’il se répète.',
  },
  'try-later': {
    title: 'Le service ne répond pas pour le moment',
    text: 'Rien n’a été perdu. Réessayez dans quelques secondes.',
  },
  'others-at-work': {
    title: 'D’autres fichiers sont en cours de lecture',
    text: 'Rien n’a été modifié. Réessayez dans quelques secondes.',
  },
  unreachable: {
    title: 'Pas de connexion',
    text: 'Le serveur ne répond pas : vérifiez votre connexion. Rien n’a été perdu.',
  },
}

/** Of one field, by the code that the API gives it. */
export const fieldProblems: Readonly<Record<string, string>> = {
  'too-small': 'Trop court.',
  'too-big': 'Trop long.',
  'too-short': 'Trop court : 12 caractères au moins.',
  'too-long': 'Trop long : 128 caractères au plus.',
  'too-common': 'Ce mot de passe est trop courant. Choisissez une suite de mots sans lien entre eux.',
  'too-personal': 'Ce mot de passe reprend votre nom, votre adresse ou votre commune.',
  'invalid-address': 'Cette adresse est mal écrite : il y faut un nom, @ et un domaine.',
  'invalid-domain': 'Ce nom de domaine est mal écrit. Écrivez par exemple exemple.fr.',
  'invalid-network': 'Ce n’est ni une adresse de machine ni un réseau. Écrivez par exemple 192.0.2.0/24.',
  network: 'Ce n’est ni une adresse de machine ni un réseau. Écrivez par exemple 192.0.2.0/24.',
  'thresholds-crossed':
    'Un message serait refusé avant d’être classé indésirable. Le seuil des indésirables doit rester sous celui du refus.',
  unknown: 'Rien de ce nom n’existe ici.',
  alias: 'Ce domaine en suit déjà un autre. Choisissez un domaine qui a ses propres adresses.',
  itself: 'Un domaine ne peut pas se suivre lui-même.',
  loop: 'Cette adresse mène à elle-même.',
  missing: 'Choisissez le titulaire de la boîte.',
  'for-personal': 'Une boîte partagée n’a pas de titulaire.',
  'domain-of-another': 'Ce domaine est celui d’une autre commune.',
  'people-elsewhere':
    'Une personne d’une autre commune s’identifie déjà avec une adresse de ce domaine. Cherchez-la dans Personnes et retirez-la d’abord.',
  'not-in-department': 'Ce rôle n’existe que dans une commune.',
  'to-department':
    'Cette adresse est celle de l’équipe du Département, qui ne fait pas venir à elle le courrier d’une commune. La personne qui gère la commune peut la choisir.',
  'hosted-here': 'Cette adresse est du département : écrivez-la dans « Dans le département ».',
  'above-department': 'Le Département seul peut en donner plus.',
  'external-forwards-forbidden': 'Les renvois vers l’extérieur sont interdits.',
  'not-within-a-year': 'Choisissez un jour à venir, dans un an au plus.',
  'in-the-past': 'Choisissez un moment à venir.',
  'too-early': 'La fin vient avant le début.',
  'no-author': 'Ce message n’a pas d’expéditeur lisible.',
  'own-domain': 'Ce domaine est un des nôtres.',
  'not-held-for': 'Ce message n’est pas retenu pour cette adresse.',
  'too-much-access': 'Ce fichier donnerait trop d’accès à la fois. Découpez-le.',
  'beyond-commune': 'Un de ces droits ne se donne que pour tout le département.',
  'already-active': 'Cette personne a déjà ouvert son accès.',
  'column-missing': 'La colonne « adresse » manque.',
  'column-twice': 'Une colonne est là deux fois.',
  'unknown-column': 'Une colonne porte un nom inconnu.',
  empty: 'Ce fichier est vide.',
  'too-many-rows': 'Ce fichier a trop de lignes.',
  'invalid-text': 'Un caractère de ce texte ne peut pas être enregistré.',
  'too-deep': 'Cette saisie est trop imbriquée.',
  'invalid-format': 'Cette forme n’est pas reconnue.',
  'invalid-type': 'Cette valeur est attendue.',
  'unknown-field': 'Ce champ n’est pas attendu.',
  custom: 'Cette valeur n’est pas possible.',
}

export const fieldProblem = 'Cette valeur est à corriger.'
