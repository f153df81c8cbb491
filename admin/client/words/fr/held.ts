// The quarantine, in French.

import { plural } from '#ui/format/plural.ts'

const inbox = (addresses: readonly string[]) =>
  plural('fr', addresses.length, {
    one: `la réception de ${addresses[0] ?? 'la boîte'}`,
    other: `la réception de ${addresses.length} boîtes`,
  })

const messages = (count: number) =>
  plural('fr', count, { one: `${count} message retenu`, other: `${count} messages retenus` })
const communes = (count: number) =>
  plural('fr', count, { one: `${count} commune`, other: `${count} communes` })

export const held = {
  title: 'Quarantaine',
  sum: (count: number, of: number) =>
    count === 0 ? 'Aucun message retenu' : `${messages(count)}, ${communes(of)}`,
  filter: 'Filtrer par danger',
  all: 'Tous',
  dangerous: 'Dangereux',
  others: 'Autres',
  search: 'Adresse de l’expéditeur ou de la boîte',
  more: 'Voir les messages plus anciens',
  none: 'Aucun message retenu',
  noneText: 'Tout ce qui est arrivé a été remis, ou refusé avant d’entrer.',
  noneFiltered: 'Aucun message retenu ne correspond',
  noneFilteredText: 'Essayez une autre adresse, ou affichez-les tous.',
  noAuthor: 'Auteur illisible',
  toWhom: (recipients: readonly string[]) =>
    plural('fr', recipients.length, {
      one: `pour ${recipients[0] ?? ''}`,
      other: `pour ${recipients[0] ?? ''} et ${recipients.length - 1} autres`,
    }),
  deciding: { release: 'Libération en cours', delete: 'Suppression en cours' },
  decidingText: {
    release: 'La libération est demandée. Le message arrive dans la réception d’un instant à l’autre.',
    delete: 'La suppression est demandée. Le message disparaît d’un instant à l’autre.',
  },
  message: 'Message retenu',
  choose: 'Choisissez un message dans la liste pour voir pourquoi il est retenu.',
  back: 'Retour à la liste',
  gone: 'Ce message n’est plus retenu.',
  goneText: 'Quelqu’un en a décidé, ou son délai de garde est passé.',
  from: (author: string) => `Message de ${author}`,
  to: 'À',
  since: 'Retenu',
  sinceUntil: (since: string, until: string) => `${since}, supprimé le ${until} sans décision`,
  size: 'Taille',
  why: 'Pourquoi il est retenu',
  proven: (domain: string) => `Le message vient bien de ${domain}.`,
  unproven: 'Rien ne prouve que l’expéditeur est bien celui qu’il dit être.',
  preview: 'Aperçu sûr',
  textOnly: 'texte seul, rien n’est chargé',
  showText: 'Voir le texte',
  logged: (names: readonly string[]) =>
    plural('fr', names.length, {
      one: `Cette lecture est inscrite au journal et visible de la mairie de ${names[0] ?? ''}. Les messages remis ne sont lisibles par aucun administrateur.`,
      other: `Cette lecture est inscrite au journal et visible de chaque mairie destinataire. Les messages remis ne sont lisibles par aucun administrateur.`,
    }),
  previewForbidden:
    'Votre rôle ne permet pas de lire ce message. Les messages remis ne sont lisibles par aucun administrateur.',
  noSubject: '(sans objet)',
  noText: '(aucun texte)',
  cut: 'La suite du texte n’est pas montrée.',
  link: (host: string) => `lien vers ${host}`,
  attachment: (name: string, size: string) => `${name}, ${size}, non ouvert`,
  unnamed: 'fichier sans nom',
  block: 'Bloquer l’expéditeur',
  blockText: (author: string) => `Ce que ${author} enverra sera refusé. Ce message est supprimé.`,
  blockNobody: 'Le message ne nomme personne qui puisse être bloqué.',
  release: 'Libérer',
  releaseText: (addresses: readonly string[]) =>
    `Arrive dans ${inbox(addresses)}, jamais dans les indésirables.`,
  virusStays:
    'Un logiciel malveillant y a été trouvé. Seul l’exploitant du service peut le libérer, sur la machine.',
  delete: 'Supprimer ce message',
  deleteTitle: 'Supprimer ce message retenu ?',
  deleteText: (addresses: readonly string[]) =>
    plural('fr', addresses.length, {
      one: `Il ne sera pas remis à ${addresses[0] ?? ''}. L’expéditeur n’en est pas averti, et cela ne s’annule pas.`,
      other: `Il ne sera remis à aucune des ${addresses.length} boîtes. L’expéditeur n’en est pas averti, et cela ne s’annule pas.`,
    }),
  deleted: 'Suppression demandée.',
  blockTitle: 'Bloquer l’expéditeur',
  blockWhom: 'Qui bloquer',
  blockAddress: 'Cette adresse seule.',
  blockDomain: 'Toutes les adresses de ce domaine.',
  blockEverywhere: 'Pour toutes les communes du Département',
  blockDeletes: 'Ce message est supprimé. Le blocage se lève dans les réglages de filtrage.',
  blocked: (value: string) => `${value} est bloqué.`,
  releaseTitle: 'Libérer ce message',
  allowSender: (author: string) =>
    `Laisser passer les prochains messages de ${author}, s’ils viennent bien de là`,
  learn: 'Apprendre au filtre que ce n’est pas un indésirable',
  releasing: (recipients: readonly string[]) => `Libération demandée, vers ${inbox(recipients)}.`,
  otherMessage: 'Suivre un autre message',
  noTrace: 'Le parcours de ce message n’est plus connu.',
}
