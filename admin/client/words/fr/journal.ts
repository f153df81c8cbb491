// The audit log, in French.

import { plural } from '#ui/format/plural.ts'
import { propertyWords } from '../../../contract/audit-words.ts'

export const journal = {
  title: 'Journal',
  lead: 'Qui a fait quoi. Aucun administrateur ne peut lire les messages remis. Chaque ligne est enchaînée à la précédente : une ligne retirée ou changée se voit.',
  search: 'Boîte, personne ou commune',
  action: 'Action',
  period: 'Période',
  days: (count: number) =>
    plural('fr', count, {
      one: 'Depuis 24 heures',
      other: count === 365 ? 'Depuis un an' : `Depuis ${count} jours`,
    }),
  what: 'Action',
  onWhat: 'Sur quoi',
  who: 'Qui',
  commune: 'Commune',
  department: 'Département',
  from: 'D’où',
  when: 'Quand',
  nowhere: 'la machine elle-même',
  actor: {
    key: (name: string) => `clé d’API « ${name} »`,
    machine: (name: string) => (name.startsWith('vaguemestre ') ? `commande « ${name} »` : name),
    process: (name: string) => `service « ${name} »`,
  },
  none: 'Aucune ligne',
  noneText: 'Le journal garde douze mois.',
  noDetail: 'Cette action ne change rien : il n’y a pas d’avant ni d’après.',
  beforeAfter: 'Avant et après',
  property: 'Quoi',
  before: 'Avant',
  after: 'Après',
  nothing: 'rien',
  properties: propertyWords,
}
