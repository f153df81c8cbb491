// Rows of a list, as short as a test needs them.

import type { ConversationRow } from '#webmail/client/boxes.ts'

export const rowOf = (uid: number, more: Partial<ConversationRow> = {}): ConversationRow => ({
  folder: 'INBOX',
  uid,
  uids: [uid],
  people: [{ name: 'Marie Durand', address: 'marie.durand@exemple.fr', me: false }],
  subject: 'Devis toiture',
  excerpt: 'Bonjour',
  at: '2026-11-23T13:12:00Z',
  count: 1,
  unread: 0,
  flagged: false,
  answered: false,
  attachments: false,
  draft: false,
  labels: [],
  ...more,
})

export const listOf = (rows: readonly (ConversationRow | undefined)[]) => ({
  total: rows.length,
  rowAt: (index: number) => rows[index],
})
