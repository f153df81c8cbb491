// Sign-ins, alerts, blocks and app passwords.

import { PageHeading } from '#ui/page/page-heading.tsx'
import { useWords } from '../../words/words.tsx'

export function SecurityScreen() {
  const words = useWords()
  return <PageHeading title={words.frame.screens.security} site={words.common.site} />
}
