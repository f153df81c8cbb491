// Folders made, called otherwise and deleted, and what is emptied for good, in French.

import { plural } from '#ui/format/plural.ts'

export const folders = {
  manage: 'Créer et gérer les dossiers',
  none: 'Aucun dossier pour l’instant.',
  name: 'Nom du nouveau dossier',
  nameOf: (name: string) => `Nom de ${name}`,
  parent: 'Dans',
  top: 'À la racine de la boîte',
  create: 'Créer le dossier',
  save: 'Enregistrer',
  edit: (name: string) => `Modifier ${name}`,
  remove: (name: string) => `Supprimer ${name}`,
  removed: (name: string) => `Le dossier ${name} est dans la corbeille.`,
  broughtBack: (name: string) => `Le dossier ${name} est revenu.`,
  removeTitle: (name: string) => `Supprimer définitivement le dossier ${name}\u202f?`,
  removeText:
    'Ses messages et les dossiers qu’il contient disparaissent. Ils ne pourront pas être récupérés.',
  removeAct: 'Supprimer définitivement',
  goneForGood: (name: string) => `Le dossier ${name} est supprimé définitivement.`,
  rulesLeft: (rules: readonly string[], folder: string) =>
    plural('fr', rules.length, {
      one: `La règle «\u00a0${rules.join('')}\u00a0» range encore des messages dans ${folder} et le recréera.`,
      other: `Ces règles rangent encore des messages dans ${folder} et le recréeront\u00a0: ${rules.join(', ')}.`,
    }),
  rulesUnknown: (folder: string) =>
    `Les règles de la boîte n’ont pas répondu\u00a0: vérifiez celles qui rangent dans ${folder}.`,
  taken: 'Un dossier porte déjà ce nom à cet endroit.',
  wrongName:
    'Ce nom ne convient pas à un dossier. Évitez / \\ * et\u202f%, un premier caractère ~ . # ou &, et plus de huit niveaux.',
  failed: {
    save: 'L’enregistrement n’a pas abouti.',
    remove: 'La suppression n’a pas abouti.',
    bringBack: 'Le dossier n’a pas pu revenir\u00a0: il est dans la corbeille.',
    empty: 'Le dossier n’a pas pu être vidé.',
  },
  empty: { trash: 'Vider la corbeille', junk: 'Vider les indésirables' },
  emptyTitle: { trash: 'Vider la corbeille\u202f?', junk: 'Vider les indésirables\u202f?' },
  emptyText: 'Tout ce que ce dossier contient disparaît et ne pourra pas être récupéré.',
  emptied: (count: number) =>
    plural('fr', count, {
      zero: 'Le dossier est vide.',
      one: '1 message supprimé définitivement.',
      other: `${count} messages supprimés définitivement.`,
    }),
  forGoodTitle: (count: number) =>
    plural('fr', count, {
      one: 'Supprimer définitivement cette conversation\u202f?',
      other: `Supprimer définitivement ${count} conversations\u202f?`,
    }),
  forGoodText: (count: number) =>
    plural('fr', count, {
      one: 'Elle est déjà dans la corbeille. Une fois supprimée, elle ne pourra pas être récupérée.',
      other: 'Elles sont déjà dans la corbeille. Une fois supprimées, elles ne pourront pas être récupérées.',
    }),
  deleted: (count: number) =>
    plural('fr', count, {
      one: 'Conversation supprimée définitivement.',
      other: `${count} conversations supprimées définitivement.`,
    }),
  room: {
    filling: (used: string, limit: string) => `Cette boîte contient ${used} sur ${limit}.`,
    nearlyFull: (used: string, limit: string) =>
      `Cette boîte est presque pleine\u00a0: ${used} sur ${limit}. Supprimez de gros messages, ou demandez plus de place à l’assistance.`,
    full: (limit: string) =>
      `Cette boîte est pleine\u00a0: ${limit}. Elle ne reçoit plus de messages. Supprimez-en, ou demandez plus de place à l’assistance.`,
    largest: 'Voir les plus gros messages',
    /** Of the search, as it is typed: what is asked, and how much. */
    query: ['plus-grand', '5mo'],
  },
}
