// The search of messages, in French.

import { plural } from '#ui/format/plural.ts'

export const trace = {
  title: 'Où est mon courrier ?',
  lead: 'Une adresse entière, ou la référence d’un message. Jamais un objet ni un texte : le service ne les garde pas.',
  search: 'Adresse de l’expéditeur ou de la boîte, référence',
  period: 'Depuis',
  days: (count: number) => plural('fr', count, { one: 'Depuis 24 heures', other: `Depuis ${count} jours` }),
  outcome: 'Issue',
  results: 'Messages, les plus récents d’abord',
  from: 'De',
  to: 'Pour',
  by: (given: readonly string[]) => `par ${given.join(', ')}`,
  became: 'Ce qu’il est devenu',
  why: 'Pourquoi',
  when: 'Quand',
  rowName: (from: string, to: string) => `De ${from} pour ${to}`,
  wholeAddress: 'Écrivez une adresse entière',
  wholeAddressText:
    'Par exemple mairie@exemple.fr, ou la référence d’un message : vingt-six lettres et chiffres. Les objets et les textes ne se cherchent pas.',
  none: 'Aucun message',
  noneFor: (text: string) => `Aucun message pour « ${text} »`,
  noneText:
    'Vérifiez l’adresse, lettre par lettre, ou allongez la période. Ce qui n’est pas ici n’est pas arrivé jusqu’à nous.',
  message: 'Message',
  messageFrom: (from: string) => `Message de ${from}`,
  crumb: 'Suivi des messages',
  receivedAt: (when: string) => `Reçu le ${when}`,
  recipients: 'Destinataires',
  decide: 'Décider',
  reference: 'Référence',
}
