// Held mail in three panes: the list, one message with the two decisions, and the journey of that message. On a phone one
// pane at a time. Address and filters are the state: /quarantaine/<id>?dangereux=oui

import { useParams } from 'wouter'
import { PageTitle } from '#ui/page/page-title.tsx'
import { useUrlFilters } from '#ui/table/use-url-filters.ts'
import { useWords } from '../../words/words.tsx'
import { HeldJourney } from './held-journey.tsx'
import { type HeldFilters, HeldList, useHeldCount } from './held-list.tsx'
import { HeldMessage } from './held-message.tsx'
import './held.css'

export const filterNames = ['q', 'danger', 'commune', 'motif'] as const

export function HeldScreen() {
  const words = useWords()
  const { '*': chosen = '' } = useParams<{ '*'?: string }>()
  const [filters, change] = useUrlFilters(filterNames)
  return (
    <div className={`held-panes${chosen === '' ? '' : ' held-chosen'}`}>
      <PageTitle title={words.frame.screens.held} site={words.common.site} />
      <HeldList chosen={chosen} filters={filters} onFilter={change} />
      {chosen === '' ? (
        <NothingChosen filters={filters} />
      ) : (
        <>
          <HeldMessage key={chosen} queueId={chosen} />
          <HeldJourney queueId={chosen} />
        </>
      )}
    </div>
  )
}

/** Asks to choose a message where there is one. */
function NothingChosen({ filters }: { readonly filters: HeldFilters }) {
  const words = useWords().held
  return (
    <section className="held-nothing" aria-label={words.message}>
      {useHeldCount(filters) !== 0 && <p>{words.choose}</p>}
    </section>
  )
}
