// Who looks after the département's service.

import { PageHeading } from '#ui/page/page-heading.tsx'
import { useWords } from '../../words/words.tsx'

export function TeamScreen() {
  const words = useWords()
  return <PageHeading title={words.frame.screens.team} site={words.common.site} />
}
