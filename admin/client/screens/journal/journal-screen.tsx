// Who changed what.

import { PageHeading } from '#ui/page/page-heading.tsx'
import { useWords } from '../../words/words.tsx'

export function JournalScreen() {
  const words = useWords()
  return <PageHeading title={words.frame.screens.journal} site={words.common.site} />
}
