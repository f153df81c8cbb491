// Mailboxes, aliases, lists and forwards.

import { PageHeading } from '#ui/page/page-heading.tsx'
import { useWords } from '../../words/words.tsx'

export function MailboxesScreen() {
  const words = useWords()
  return <PageHeading title={words.frame.screens.mailboxes} site={words.common.site} />
}
