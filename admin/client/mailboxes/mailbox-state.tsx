// The state of a mailbox in a word.

import { type StateKind, StateLabel } from '#ui/display/state-label.tsx'
import { useWords } from '../words/words.tsx'
import type { MailboxRow } from './mailbox-view.ts'

const looks: Readonly<Record<MailboxRow['state'], StateKind>> = {
  active: 'ok',
  'not-ready': 'wait',
  'sending-stopped': 'bad',
  full: 'bad',
  suspended: 'warn',
  expired: 'warn',
}

export function MailboxState({ state }: { readonly state: MailboxRow['state'] }) {
  const words = useWords().mailboxes.states
  return <StateLabel kind={looks[state]}>{words[state]}</StateLabel>
}
