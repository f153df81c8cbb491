// A mailbox and what belongs to it, as the API answers; and what a change of one makes stale.

import type { AdminAnswer } from '../../contract/all.ts'

export type MailboxRow = AdminAnswer<'GET /mailboxes'>['rows'][number]
export type MailboxView = AdminAnswer<'GET /mailboxes/{mailbox}'>
export type AccessRow = AdminAnswer<'GET /mailboxes/{mailbox}/access'>['rows'][number]
export type Forwards = AdminAnswer<'GET /mailboxes/{mailbox}/forwards'>

export const mailboxChanges = [
  '/mailboxes',
  '/communes',
  '/to-do',
  '/figures',
  '/persons',
  '/domains',
] as const
