// A conversation that is read, in French.

import { plural } from '#ui/format/plural.ts'
import type { BannerKind } from '../../boxes.ts'

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
  banners: {
    'bank-details':
      'Ce message demande un changement de coordonnées bancaires. Avant tout paiement, appelez le fournisseur à un numéro que vous connaissez déjà.',
    'look-alike': (address: string) =>
      `Le nom affiché est celui de quelqu’un que vous connaissez, mais l’adresse (${address}) n’est pas la sienne.`,
    unauthenticated: (domain: string) =>
      `Nous n’avons pas pu vérifier que ce message vient bien de ${domain}.`,
    invoice: 'Facture reçue par e-mail. Les fournisseurs déposent leurs factures sur Chorus Pro depuis 2020.',
    marking: (marking: string) =>
      `Ce message porte la mention ${marking}. Ce service n’est pas prévu pour ces documents.`,
  } satisfies Readonly<Record<BannerKind, unknown>>,
  whatToDo: 'Voir la marche à suivre',
  advice: {
    title: 'Changement de coordonnées bancaires',
    steps: [
      'Ne payez rien et ne répondez pas à ce message.',
      'Appelez le fournisseur à un numéro trouvé dans un ancien dossier ou sur une ancienne facture, jamais dans ce message.',
      'S’il confirme, demandez-lui un écrit signé. S’il ne confirme pas, prévenez l’assistance de votre Département et votre comptable public.',
    ],
  },
  understood: 'Fermer',
  link: {
    title: 'Ce lien mène ailleurs',
    text: (shown: string, domain: string) =>
      `Le message affiche « ${shown} », mais le lien mène à ${domain}.`,
    go: (domain: string) => `Ouvrir ${domain}`,
  },
}
