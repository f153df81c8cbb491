// The words of the search language, French and English, with and without accents. The first of each is the one that is written
// back. Pure.

import type { State, TextField } from './query.ts'

export type Key =
  | TextField
  | 'has'
  | 'label'
  | 'folder'
  | 'is'
  | 'before'
  | 'after'
  | 'older'
  | 'younger'
  | 'larger'
  | 'smaller'

export const keyWords: Readonly<Record<Key, readonly string[]>> = {
  from: ['de', 'from'],
  to: ['à', 'to'],
  cc: ['cc', 'copie'],
  subject: ['objet', 'subject', 'sujet'],
  bcc: ['cci', 'bcc'],
  filename: ['fichier', 'filename'],
  has: ['avec', 'has'],
  label: ['libellé', 'label', 'étiquette'],
  folder: ['dans', 'in'],
  is: ['est', 'is'],
  before: ['avant', 'before', 'older'],
  after: ['après', 'after', 'newer', 'depuis'],
  older: ['plus-de', 'older_than'],
  younger: ['moins-de', 'newer_than'],
  larger: ['plus-grand', 'larger', 'size'],
  smaller: ['plus-petit', 'smaller'],
}

export const attachmentWords = ['pj', 'attachment', 'pièce-jointe', 'fichier']

export const stateWords: Readonly<Record<State, readonly string[]>> = {
  unread: ['non-lu', 'unread'],
  read: ['lu', 'read'],
  starred: ['suivi', 'starred', 'flagged'],
  answered: ['répondu', 'answered', 'replied'],
  draft: ['brouillon', 'draft'],
}

/** What stands for whoever searches: `à:moi`. */
export const selfWords = ['moi', 'me']

export const folderWords = {
  inbox: ['réception', 'boîte de réception', 'inbox'],
  snoozed: ['en-attente', 'en attente', 'attente', 'snoozed'],
  sent: ['envoyés', 'sent'],
  drafts: ['brouillons', 'drafts'],
  archive: ['archives', 'archive'],
  junk: ['indésirables', 'spam', 'junk'],
  trash: ['corbeille', 'trash'],
} as const

/** In place of a folder: all of them, junk and trash too. */
export const anywhereWords = ['partout', 'anywhere']

/** Of an age: `7j`, `2s`, `3m`, `1a`. */
export const ageUnits: Readonly<Record<string, number>> = {
  ...{ j: 1, d: 1, s: 7, w: 7, m: 30, a: 365, y: 365 },
}

export const orWords = ['OR', 'OU']

/** In which a kilo is 1,000: a person thinks of `5 Mo`. */
export const units: Readonly<Record<string, number>> = {
  ...{ '': 1, k: 1_000, ko: 1_000, kb: 1_000, m: 1_000_000, mo: 1_000_000, mb: 1_000_000 },
  ...{ o: 1, b: 1, g: 1_000_000_000, go: 1_000_000_000, gb: 1_000_000_000 },
}

/** Lower case without accents: `Libellé` and `libelle` are one. */
export const plain = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Which of them a word is. */
export function meantBy<Name extends string>(
  word: string,
  names: Readonly<Record<Name, readonly string[]>>,
): Name | null {
  const given = plain(word)
  for (const name in names) if (names[name].some((each) => plain(each) === given)) return name
  return null
}
