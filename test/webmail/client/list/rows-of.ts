// Rows of a list, as short as a test needs them.

import { type ConversationRow, rowKey } from '#webmail/client/boxes.ts'

/** Of the box that rows are in unless said otherwise. */
export const rowBox = '0199a000-0000-7000-8000-000000000001' as ConversationRow['box']

/** The key of such a row. */
export const keyOf = (uid: number, folder = 'INBOX'): string => rowKey({ box: rowBox, folder, uid })

export const rowOf = (uid: number, more: Partial<ConversationRow> = {}): ConversationRow => ({
  box: rowBox,
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
