// A table that its filters leave empty, and where there are several of them the way to take all off.

import { Button } from '#ui/control/button.tsx'
import { EmptyState } from '#ui/page/states.tsx'
import { useWords } from '../words/words.tsx'

export function NoMatches({ onClear }: { readonly onClear?: () => void }) {
  const { nothing, nothingText, clearFilters } = useWords().directory
  return (
    <EmptyState
      title={nothing}
      {...(onClear === undefined ? {} : { actions: <Button onPress={onClear}>{clearFilters}</Button> })}
    >
      <p>{nothingText}</p>
    </EmptyState>
  )
}
