// A conversation that is read, in French.

import { plural } from '#ui/format/plural.ts'
import type { BannerKind, FileDanger } from '../../boxes.ts'

/** What is dangerous about a file that was delivered all the same. */
const dangers: Readonly<Record<FileDanger, string>> = {
  executable: 'est un programme',
  script: 'est un script, qui s’exécute quand on l’ouvre',
  macro: 'contient des macros',
  'html-smuggling': 'est une page qui fabrique un fichier quand on l’ouvre',
  'disk-image': 'est une image de disque',
  shortcut: 'est un raccourci, qui peut lancer un programme',
  onenote: 'est un carnet OneNote, qui peut cacher un programme',
  'encrypted-archive': 'est protégé par un mot de passe\u00a0: l’antivirus n’a pas pu le lire',
  'nested-archive': 'est une archive qui en contient d’autres',
  'archive-bomb': 'est une archive qui remplirait le disque',
  'unreadable-archive': 'est une archive que l’antivirus n’a pas pu lire',
}

export const reading = {
  answering: (who: string) => `${who} est en train de répondre.`,
  answerBegun: (who: string, when: string) => `${who} a commencé une réponse (${when}).`,
  pane: 'Conversation',
  none: 'Choisissez une conversation.',
  since: (count: number, day: string) =>
    plural('fr', count, { one: '1 message', other: `${count} messages depuis le ${day}` }),
  counted: (count: string) => `${count} messages`,
  older: (count: number) =>
    plural('fr', count, { one: '1 message plus ancien', other: `${count} messages plus anciens` }),
  position: (at: string, of: string) => `${at} sur ${of}`,
  previous: 'Conversation précédente',
  next: 'Conversation suivante',
  back: 'Retour à la liste',
  today: (time: string) => `aujourd’hui, ${time}`,
  to: (who: string) => `à ${who}`,
  cc: (who: string) => `copie à ${who}`,
  bcc: (who: string) => `copie cachée à ${who}`,
  replyTo: (who: string) => `réponse à ${who}`,
  noRecipient: 'sans destinataire',
  forBox: (address: string) => `pour ${address}`,
  draft: 'Brouillon',
  content: (name: string) => `Contenu du message de ${name}`,
  firstContact: 'Premier message de cette adresse.',
  showQuote: 'Afficher le texte cité',
  hideQuote: 'Masquer le texte cité',
  cut: 'Ce message est très long : la fin n’est pas affichée.',
  images: (count: number) =>
    plural('fr', count, {
      one: '1 image distante n’est pas affichée.',
      other: `${count} images distantes ne sont pas affichées.`,
    }),
  showImages: 'Afficher les images',
  imagesAlwaysFrom: 'Toujours afficher les images de cette adresse',
  imagesAlways: (address: string) => `Les images de ${address} sont affichées, comme vous l’avez choisi.`,
  imagesNoMore: 'Ne plus les afficher',
  files: (count: number, size: string) =>
    plural('fr', count, { one: `1 pièce jointe, ${size}`, other: `${count} pièces jointes, ${size}` }),
  fileKinds: {
    image: 'Image',
    audio: 'Son',
    video: 'Vidéo',
    text: 'Texte',
    message: 'Message',
    sheet: 'Tableur',
    document: 'Document',
    archive: 'Archive',
    calendar: 'Invitation',
    other: 'Fichier',
  },
  fileOf: (kind: string, size: string) => `${kind} · ${size}`,
  unnamedFile: 'Sans nom',
  /** Before the name of the file. */
  previewOf: 'Aperçu de',
  downloadOf: (name: string) => `Télécharger ${name}`,
  banners: {
    'bank-details':
      'Ce message demande un changement de coordonnées bancaires. Avant tout paiement, appelez le fournisseur à un numéro que vous connaissez déjà.',
    'payment-pressure':
      'Ce message vous presse de payer. Avant tout paiement, appelez la personne à un numéro que vous connaissez déjà.',
    'foreign-account':
      'Ce message donne un compte bancaire à l’étranger. Avant tout paiement, appelez la personne à un numéro que vous connaissez déjà.',
    'look-alike': (address: string, of: string, by: 'name' | 'domain') =>
      by === 'name'
        ? `Le nom affiché est celui de «\u00a0${of}\u00a0», mais l’adresse (${address}) n’est pas la sienne.`
        : `L’adresse (${address}) ressemble à celles de ${of}, mais n’en est pas une.`,
    'dangerous-file': (name: string, mark: FileDanger) =>
      `${name === '' ? 'Un fichier joint' : `Le fichier ${name}`} ${dangers[mark]}. Ne l’ouvrez que si vous l’attendiez.`,
    unauthenticated: (domain: string) =>
      `Nous n’avons pas pu vérifier que ce message vient bien de ${domain}.`,
    invoice: 'Facture reçue par e-mail. Les fournisseurs déposent leurs factures sur Chorus Pro depuis 2020.',
    marking: (marking: 'restricted' | 'classified'): string =>
      marking === 'restricted'
        ? 'Ce message porte la mention Diffusion Restreinte. Ce service n’est pas prévu pour ces documents.'
        : 'Ce message porte une mention du secret de la défense nationale. Ce service n’est pas prévu pour ces documents.',
  } satisfies Readonly<Record<BannerKind, unknown>>,
  whatToDo: 'Voir la marche à suivre',
  advice: {
    title: 'Avant de payer',
    steps: [
      'Ne payez rien et ne répondez pas à ce message.',
      'Appelez la personne ou le fournisseur à un numéro trouvé dans un ancien dossier ou sur une ancienne facture, jamais dans ce message.',
      'Si la demande est vraie, demandez un écrit signé. Sinon, prévenez l’assistance de votre Département et votre comptable public.',
    ],
  },
  answerThis: 'Répondre à ce message ou le transférer',
  toRule: 'Créer une règle à partir de ce message',
  addSender: {
    add: 'Ajouter aux contacts',
    added: (name: string) => `${name} est dans les contacts.`,
    show: 'Voir',
    failed: 'L’ajout n’a pas abouti.',
  },
  understood: 'Fermer',
  link: {
    title: 'Ce lien mène ailleurs',
    text: (shown: string, domain: string) =>
      `Le message affiche « ${shown} », mais le lien mène à ${domain}.`,
    go: (domain: string) => `Ouvrir ${domain}`,
  },
}
