// Held mail, and what becomes of it.

import { PageHeading } from '#ui/page/page-heading.tsx'
import { useWords } from '../../words/words.tsx'

export function HeldScreen() {
  const words = useWords()
  return <PageHeading title={words.frame.screens.held} site={words.common.site} />
}
