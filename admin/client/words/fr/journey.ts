// What became of a message, in French: outcomes, reasons, what the filters found, and the sentences of its journey. Nothing
// here needs to be explained to a mairie.

import { plural } from '#ui/format/plural.ts'
import type { Outcome } from '../../journey/trace-view.ts'
import { protection } from './protection.ts'

interface Said {
  /** A few words, for a list. */
  readonly short: string
  /** A whole sentence. */
  readonly long: string
}

const outcomes: Readonly<Record<Outcome, string>> = {
  delivered: 'Remis',
  junk: 'Dans les indésirables',
  forwarded: 'Renvoyé',
  held: 'Retenu',
  waiting: 'En attente',
  refused: 'Refusé',
  deferred: 'À renvoyer',
  deleted: 'Supprimé',
  expired: 'Supprimé sans décision',
  sent: 'Parti',
  returned: 'Non remis',
}

const reasons: Readonly<Record<string, Said>> = {
  clean: { short: 'Rien à signaler', long: 'Rien ne s’y oppose.' },
  'junk-score': {
    short: 'Ressemble à un indésirable',
    long: 'Il ressemble à un courrier indésirable.',
  },
  'spam-score': {
    short: 'Ressemble à un envoi en masse',
    long: 'Il ressemble beaucoup à un courrier indésirable.',
  },
  virus: { short: 'Logiciel malveillant', long: 'L’antivirus y a trouvé un logiciel malveillant.' },
  unscannable: {
    short: 'Archive impossible à vérifier',
    long: 'Une archive jointe est trop grosse ou trop compliquée pour être vérifiée.',
  },
  'dmarc-reject': {
    short: 'Expéditeur usurpé',
    long: 'Le domaine affiché demande de refuser ce qu’il n’a pas envoyé lui-même, et ce message n’en vient pas.',
  },
  'dmarc-quarantine': {
    short: 'Expéditeur non confirmé',
    long: 'Le domaine affiché demande de se méfier de ce qu’il n’a pas envoyé lui-même.',
  },
  'author-doubtful': {
    short: 'Auteur incertain',
    long: 'Le message ne dit pas clairement qui l’a écrit.',
  },
  'authentication-unavailable': {
    short: 'Expéditeur non vérifié',
    long: 'L’expéditeur n’a pas pu être vérifié.',
  },
  'filter-unavailable': { short: 'Contrôle impossible', long: 'Le message n’a pas pu être contrôlé.' },
  'scanner-unavailable': { short: 'Antivirus muet', long: 'L’antivirus n’a pas répondu.' },
  'message-malformed': {
    short: 'Message mal formé',
    long: 'Le message est mal formé : deux logiciels n’y liraient pas la même chose.',
  },
  'message-too-large': {
    short: 'Message trop gros',
    long: 'Le message est plus gros que ce que le serveur accepte.',
  },
  'no-room': { short: 'Serveur sans place', long: 'Le serveur manquait de place à ce moment-là.' },
  'internal-fault': { short: 'Erreur du serveur', long: 'Le serveur a rencontré une erreur.' },
  'mail-loop': { short: 'Message en boucle', long: 'Le message tourne en rond entre des serveurs.' },
  'delivery-deferred': {
    short: 'Boîte indisponible',
    long: 'La boîte ne pouvait pas le recevoir à ce moment-là.',
  },
  'delivery-refused': { short: 'Refusé par la boîte', long: 'La boîte n’a pas pu le recevoir.' },
  'mailbox-full': { short: 'Boîte pleine', long: 'La boîte est pleine.' },
  'held-full': {
    short: 'Quarantaine pleine',
    long: 'Il devait être retenu, et trop de courrier l’est déjà.',
  },
  'sender-denied': {
    short: 'Expéditeur bloqué',
    long: 'L’expéditeur est sur la liste de ceux qui sont refusés.',
  },
  'sender-allowed': {
    short: 'Expéditeur de confiance',
    long: 'L’expéditeur est sur la liste de ceux à qui l’on fait confiance, et c’est bien lui.',
  },
  attachment: {
    short: 'Pièce jointe dangereuse',
    long: 'Une pièce jointe est d’un type que la commune ne laisse pas passer.',
  },
  suspicion: {
    short: 'Imite quelqu’un de connu',
    long: 'Il emprunte le nom ou l’allure de quelqu’un que la commune connaît.',
  },
  greylisted: {
    short: 'Suspect, à renvoyer',
    long: 'Il était suspect : l’expéditeur doit le renvoyer quelques minutes plus tard.',
  },
  'list-closed': {
    short: 'Liste fermée',
    long: 'La liste n’accepte pas les messages de cet expéditeur.',
  },
  released: { short: 'Libéré', long: 'Quelqu’un a choisi de le recevoir.' },
  retried: { short: 'Nouvel essai réussi', long: 'Il attendait, et un nouvel essai a réussi.' },
  submitted: { short: 'En route', long: 'Il est en route.' },
  'remote-accepted': {
    short: 'Pris par le serveur du destinataire',
    long: 'Le serveur du destinataire l’a pris.',
  },
  'remote-deferred': {
    short: 'Serveur du destinataire occupé',
    long: 'Le serveur du destinataire demande d’essayer plus tard.',
  },
  'remote-refused': {
    short: 'Refusé par le serveur du destinataire',
    long: 'Le serveur du destinataire l’a refusé pour de bon.',
  },
  'given-up': { short: 'Abandonné après cinq jours', long: 'Aucun serveur ne l’a pris en cinq jours.' },
  leak: {
    short: 'Données à protéger',
    long: 'Il contient peut-être ce que la loi protège.',
  },
  undecided: { short: 'Resté sans accord', long: 'Personne n’a donné son accord à temps.' },
  withdrawn: { short: 'Retiré de la file', long: 'Il attendait encore son départ.' },
  'sending-limit': {
    short: 'Trop d’envois',
    long: 'La boîte ou sa commune a envoyé tout ce qu’elle pouvait pour le moment.',
  },
  'author-refused': {
    short: 'Adresse d’un autre',
    long: 'Cette boîte ne peut pas écrire avec l’adresse affichée.',
  },
}

const findings: Readonly<Record<string, Said>> = {
  'borrowed-name': {
    short: 'Nom emprunté',
    long: 'Le nom affiché est celui d’une personne connue de la commune, mais l’adresse n’est pas la sienne.',
  },
  namesake: {
    short: 'Homonyme possible',
    long: 'Le nom affiché est celui d’une personne connue, depuis une adresse qui a déjà écrit.',
  },
  'look-alike-domain': {
    short: 'Adresse imitée',
    long: 'L’adresse imite celle d’un domaine connu de la commune.',
  },
  'first-contact': {
    short: 'Premier message',
    long: 'Personne à la commune n’avait encore reçu de message de cette adresse.',
  },
  'bank-details-change': {
    short: 'Demande de RIB',
    long: 'Le message demande un changement de coordonnées bancaires.',
  },
  'payment-pressure': {
    short: 'Pression pour payer',
    long: 'Le message presse de payer, en secret ou sans attendre.',
  },
  'foreign-account': {
    short: 'Compte à l’étranger',
    long: 'Le message donne un compte bancaire à l’étranger.',
  },
  'invoice-outside-chorus': {
    short: 'Facture hors Chorus Pro',
    long: 'Une facture est jointe, alors que les fournisseurs déposent les leurs sur Chorus Pro.',
  },
  'answers-elsewhere': {
    short: 'Réponses détournées',
    long: 'Les réponses partiraient vers un autre domaine que celui de l’expéditeur.',
  },
  'protective-marking': {
    short: 'Mention de protection',
    long: 'Le message porte la mention Diffusion Restreinte, ou une mention du secret de la défense nationale.',
  },
  executable: { short: 'Programme joint', long: 'Un programme est joint.' },
  script: { short: 'Script joint', long: 'Un script est joint : il s’exécute quand on l’ouvre.' },
  macro: { short: 'Document à macros', long: 'Un document joint contient des macros.' },
  'html-smuggling': { short: 'Page piégée', long: 'Une page jointe fabrique un fichier quand on l’ouvre.' },
  'disk-image': { short: 'Image de disque jointe', long: 'Une image de disque est jointe.' },
  shortcut: { short: 'Raccourci joint', long: 'Un raccourci est joint : il peut lancer un programme.' },
  onenote: {
    short: 'Carnet OneNote joint',
    long: 'Un carnet OneNote est joint : il peut cacher un programme.',
  },
  'encrypted-archive': {
    short: 'Archive protégée',
    long: 'Une archive est protégée par un mot de passe : son contenu ne peut pas être vérifié.',
  },
  'nested-archive': {
    short: 'Archives emboîtées',
    long: 'Une archive en contient d’autres, trop profondément pour être vérifiées.',
  },
  'archive-bomb': { short: 'Archive piégée', long: 'Une archive est faite pour saturer qui l’ouvre.' },
  'unreadable-archive': { short: 'Archive illisible', long: 'Une archive ne peut pas être lue.' },
}

const to = (recipients: readonly string[]) =>
  plural('fr', recipients.length, {
    one: `à ${recipients[0] ?? 'personne'}`,
    other: `à ${recipients.length} destinataires`,
  })

export const journey = {
  title: 'Parcours du message',
  outcomes,
  reasons,
  findings,
  unknownReason: 'Motif consigné par le serveur.',
  exactReply: 'Réponse exacte du serveur',
  technical: 'Détails techniques',
  copy: 'Copier ce récit',
  countOf: (count: number, outcome: string) => `${count} ${outcome.toLowerCase()}`,
  nobody: 'Avis automatique',
  recipients: (recipients: readonly string[]) => recipients.join(', '),
  received: { title: 'Reçu', text: (from: string, size: string) => `Expéditeur : ${from}, ${size}.` },
  authenticated: {
    proven: 'Expéditeur vérifié',
    provenText: (domain: string) => `Le message vient bien de ${domain}.`,
    doubtful: 'Expéditeur non confirmé',
    doubtfulText: (domain: string) => `Rien ne prouve que le message vient de ${domain}.`,
    unsigned: 'Expéditeur inconnu',
    unsignedText: 'Le message ne nomme pas de domaine qui réponde de lui.',
  },
  filtered: {
    clean: 'Contrôlé',
    cleanText: 'Aucune pièce jointe dangereuse, rien qui imite quelqu’un.',
    found: 'Contrôlé, des signes relevés',
  },
  released: {
    title: 'Libéré de la quarantaine',
    text: (recipients: readonly string[], by: string | null) =>
      `${by ?? 'Quelqu’un'} a choisi de le remettre ${to(recipients)}.`,
  },
  settled: {
    delivered: (recipients: readonly string[]) => `Remis ${to(recipients)}`,
    junk: (recipients: readonly string[]) => `Rangé dans les indésirables, remis ${to(recipients)}`,
    forwarded: () => 'Renvoyé à l’extérieur',
    held: () => 'Retenu en quarantaine',
    waiting: () => 'Mis en attente',
    refused: () => 'Refusé',
    deferred: () => 'À renvoyer par l’expéditeur',
    deleted: () => 'Supprimé avant d’être remis',
    expired: () => 'Supprimé, faute de décision',
    sent: (recipients: readonly string[]) => `Parti ${to(recipients)}`,
    returned: (recipients: readonly string[]) => `N’a pas pu être remis ${to(recipients)}`,
  } satisfies Readonly<Record<Outcome, (recipients: readonly string[]) => string>>,
  /** In place of the title of what is held, for what was sent from here. */
  awaitsAgreement: 'Retenu, dans l’attente d’un accord',
  settledText: {
    delivered: null,
    junk: null,
    forwarded: () => 'Une copie attend son envoi dans la file de sortie.',
    held: null,
    waiting: () => 'Il est en sûreté chez nous et sera présenté à nouveau.',
    refused: () => 'L’expéditeur en est averti par son serveur.',
    deferred: () => 'Rien n’est perdu : le serveur de l’expéditeur garde le message et recommence seul.',
    deleted: (by) => `${by ?? 'Quelqu’un'} l’a décidé.`,
    expired: () => 'Le délai de garde est passé.',
    sent: null,
    returned: () => 'Son auteur en est averti par un message.',
  } as Readonly<Record<Outcome, ((by: string | null) => string) | null>>,
  protection,
  nextTry: {
    title: 'Nouvel essai prévu',
    text: (attempts: number, recipients: readonly string[]) =>
      plural('fr', attempts, {
        one: `Un essai a déjà eu lieu, pour une remise ${to(recipients)}.`,
        other: `${attempts} essais ont déjà eu lieu, pour une remise ${to(recipients)}.`,
      }),
  },
  score: (score: string) => `Note du filtre : ${score}`,
}
