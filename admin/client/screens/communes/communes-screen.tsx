// The communes of the département, and each one of them.

import { PageHeading } from '#ui/page/page-heading.tsx'
import { useWords } from '../../words/words.tsx'

export function CommunesScreen() {
  const words = useWords()
  return <PageHeading title={words.frame.screens.communes} site={words.common.site} />
}
