// The state of a mailbox in a word.

import { type StateKind, StateLabel } from '#ui/shown/state-label.tsx'
import type { AdminAnswer } from '../../contract/all.ts'
import { useWords } from '../words/words.tsx'

export type MailboxRow = AdminAnswer<'GET /mailboxes'>['rows'][number]
export type MailboxView = AdminAnswer<'GET /mailboxes/{mailbox}'>

const looks: Readonly<Record<MailboxRow['state'], StateKind>> = {
  active: 'ok',
  'not-ready': 'wait',
  full: 'bad',
  suspended: 'warn',
  expired: 'warn',
}

export function MailboxState({ state }: { readonly state: MailboxRow['state'] }) {
  const words = useWords().mailboxes.states
  return <StateLabel kind={looks[state]}>{words[state]}</StateLabel>
}

export const mailboxChanges = ['/mailboxes', '/communes', '/to-do', '/figures', '/persons', '/domains']
