// The list of conversations and what is done to them, in French.

import { plural } from '#ui/format/plural.ts'
import type { ListFilter } from '../../boxes.ts'

export const list = {
  search: (address: string) => `Rechercher dans ${address}`,
  searchShort: 'Rechercher dans cette boîte',
  counts: (unread: string, total: string) => `${unread} non lus sur ${total}`,
  total: (count: number, shown: string) =>
    plural('fr', count, { zero: 'vide', one: '1 conversation', other: `${shown} conversations` }),
  messages: (count: number, shown: string) =>
    plural('fr', count, { zero: 'vide', one: '1 message', other: `${shown} messages` }),
  filter: 'Filtrer',
  filters: { unread: 'Non lus', flagged: 'Suivis', attachments: 'Pièces jointes' } satisfies Readonly<
    Record<ListFilter, string>
  >,
  days: {
    today: 'Aujourd’hui',
    yesterday: 'Hier',
    thisWeek: 'Cette semaine',
    lastWeek: 'La semaine dernière',
  },
  me: 'moi',
  nobody: 'Sans expéditeur',
  noSubject: 'Sans objet',
  draft: 'Brouillon',
  row: {
    unread: 'Non lu',
    draft: 'Brouillon',
    flagged: 'suivi',
    attachments: 'pièce jointe',
    answered: 'répondu',
    label: (label: string) => `libellé ${label}`,
    folder: (folder: string) => `dans ${folder}`,
    messages: (count: number) => `${count} messages`,
  },
  loading: 'Conversation en cours de chargement',
  select: (row: string) => `Sélectionner ${row}`,
  selected: (count: number) =>
    plural('fr', count, { one: '1 sélectionnée', other: `${count} sélectionnées` }),
  unselect: 'Tout désélectionner',
  wholeFolder: 'Tout ce dossier ?',
  selectAll: (count: string) => `Sélectionner les ${count} de ce dossier`,
  wholeFound: 'Tous les résultats\u202f?',
  selectFound: (count: string) => `Sélectionner les ${count} résultats`,
  atMost: (count: string) => `Sélectionner les ${count} plus récentes`,
  selecting: 'Sélection en cours…',
  tooFar: (count: string) => `Une sélection va jusqu’à ${count} messages. Sélectionnez-en moins à la fois.`,
  actionsOnSelection: 'Actions sur la sélection',
  actionsOnConversation: 'Actions sur la conversation',
  actions: {
    archive: 'Archiver',
    delete: 'Supprimer',
    read: 'Marquer lu',
    unread: 'Marquer non lu',
    flag: 'Suivre',
    unflag: 'Ne plus suivre',
    junk: 'Indésirable',
    'not-junk': 'Pas indésirable',
    move: 'Déplacer',
    more: 'Autres actions',
  },
  done: {
    archive: (count: number) =>
      plural('fr', count, { one: 'Conversation archivée.', other: `${count} conversations archivées.` }),
    delete: (count: number) =>
      plural('fr', count, {
        one: 'Conversation mise à la corbeille.',
        other: `${count} conversations mises à la corbeille.`,
      }),
    junk: (count: number) =>
      plural('fr', count, {
        one: 'Conversation classée indésirable.',
        other: `${count} conversations classées indésirables.`,
      }),
    'not-junk': (count: number) =>
      plural('fr', count, {
        one: 'Conversation remise dans la réception.',
        other: `${count} conversations remises dans la réception.`,
      }),
    move: (count: number, folder: string) =>
      plural('fr', count, {
        one: `Conversation déplacée dans ${folder}.`,
        other: `${count} conversations déplacées dans ${folder}.`,
      }),
  },
  undo: 'Annuler',
  undone: 'Annulé.',
  missing: (count: number) =>
    plural('fr', count, {
      one: '1 message n’était déjà plus là.',
      other: `${count} messages n’étaient déjà plus là.`,
    }),
  failed: {
    archive: 'L’archivage n’a pas abouti.',
    delete: 'La suppression n’a pas abouti.',
    read: 'Le marquage n’a pas abouti.',
    unread: 'Le marquage n’a pas abouti.',
    flag: 'Le suivi n’a pas abouti.',
    unflag: 'Le suivi n’a pas abouti.',
    junk: 'Le classement n’a pas abouti.',
    'not-junk': 'Le classement n’a pas abouti.',
    move: 'Le déplacement n’a pas abouti.',
    label: 'Le libellé n’a pas été posé.',
    unlabel: 'Le libellé n’a pas été retiré.',
    undo: 'L’annulation n’a pas abouti.',
  },
  because: (what: string, why: string) => `${what} ${why}.`,
  moveTo: 'Déplacer dans',
  empty: {
    inbox: 'Tout est lu. Bonne journée.',
    folder: 'Ce dossier est vide.',
    filtered: 'Aucune conversation avec ce filtre.',
    unfilter: 'Tout afficher',
    search: (words: string, address: string) => `Aucun message pour “${words}” dans ${address}`,
    searchHint: 'Retirez un mot, ou cherchez autrement.',
    clear: 'Effacer la recherche',
  },
}
