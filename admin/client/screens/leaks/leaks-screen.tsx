// What the Département decides about leaks, for every commune that chose nothing else.

import { PageHeading } from '#ui/page/page-heading.tsx'
import { LeakPrevention } from '../../leaks/leak-prevention.tsx'
import { useWords } from '../../words/words.tsx'

export function LeaksScreen() {
  const { leaks, common } = useWords()
  return (
    <>
      <PageHeading title={leaks.screen.title} site={common.site}>
        {leaks.screen.lead}
      </PageHeading>
      <LeakPrevention commune={null} />
    </>
  )
}
