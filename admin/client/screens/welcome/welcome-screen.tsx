// Welcoming communes, step by step.

import { PageHeading } from '#ui/page/page-heading.tsx'
import { useWords } from '../../words/words.tsx'

export function WelcomeScreen() {
  const words = useWords()
  return <PageHeading title={words.frame.screens.welcome} site={words.common.site} />
}
