// Searching, and all boxes as one, in French.

import { plural } from '#ui/format/plural.ts'

export const search = {
  every: 'Toutes mes boîtes',
  inEveryField: 'Rechercher dans toutes mes boîtes',
  options: 'Options de recherche',
  recent: 'Recherches récentes',
  forget: 'Effacer les recherches récentes',
  fields: {
    from: 'De',
    to: 'À',
    subject: 'Objet',
    contains: 'Contient',
    after: 'À partir du',
    before: 'Avant le',
    attachment: 'Avec une pièce jointe',
    unread: 'Non lus seulement',
  },
  scope: 'Chercher dans',
  scopes: { folder: 'Ce dossier', box: 'Toute la boîte', every: 'Toutes mes boîtes' },
  submit: 'Rechercher',
  reset: 'Vider le formulaire',
  found: (count: number, shown: string) =>
    plural('fr', count, { zero: 'aucun message', one: '1 message', other: `${shown} messages` }),
  moreThan: (count: string) => `les ${count} plus récents`,
  tryElsewhere: 'Retirez le dossier de la recherche pour chercher partout.',
  inBox: 'Chercher dans toute la boîte',
  inEvery: 'Chercher dans toutes mes boîtes',
  withoutFilter: (filter: string) => `Chercher sans le filtre « ${filter} »`,
  missing: (boxes: string) => `Pas de réponse de ${boxes} : des messages manquent dans cette liste.`,
  boxesOf: 'Mes boîtes',
}
