// How each process and daemon is.

import { PageHeading } from '#ui/page/page-heading.tsx'
import { useWords } from '../../words/words.tsx'

export function StatusScreen() {
  const words = useWords()
  return <PageHeading title={words.frame.screens.status} site={words.common.site} />
}
