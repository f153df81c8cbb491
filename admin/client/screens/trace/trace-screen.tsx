// Where a message is, in words.

import { PageHeading } from '#ui/page/page-heading.tsx'
import { useWords } from '../../words/words.tsx'

export function TraceScreen() {
  const words = useWords()
  return <PageHeading title={words.frame.screens.trace} site={words.common.site} />
}
