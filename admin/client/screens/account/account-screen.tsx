// One's own account.

import { PageHeading } from '#ui/page/page-heading.tsx'
import { useWords } from '../../words/words.tsx'

export function AccountScreen() {
  const words = useWords()
  return <PageHeading title={words.frame.screens.account} site={words.common.site} />
}
