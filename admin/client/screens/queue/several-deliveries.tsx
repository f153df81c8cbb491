// What can be decided about the deliveries that were ticked: verbs, each of which opens a preview first.

import type { LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { SelectionBar } from '#ui/table/selection-bar.tsx'
import { useWords } from '../../words/words.tsx'
import { DecideSeveral } from './decide-several.tsx'
import type { QueueRow } from './queue-view.ts'
import { decisionsAmongOthers, type SeveralDecision, severalDecisions } from './use-decisions.ts'

interface SeveralDeliveriesProps {
  readonly rows: readonly QueueRow[]
  /** Whether whoever decides may do what is the département's alone. */
  readonly all: boolean
  readonly icons: Readonly<Record<SeveralDecision, LucideIcon>>
  readonly nameOf: (row: QueueRow) => string
  readonly onClear: () => void
}

export function SeveralDeliveries({ rows, all, icons, nameOf, onClear }: SeveralDeliveriesProps) {
  const words = useWords().queue
  const [deciding, setDeciding] = useState<SeveralDecision | null>(null)
  const offered = severalDecisions.filter((each) =>
    rows.some((row) => decisionsAmongOthers(row, all).includes(each)),
  )
  return (
    <>
      {rows.length > 0 && (
        <SelectionBar text={words.several.selected(rows.length)} onClear={onClear}>
          {offered.map((each) => {
            const Icon = icons[each]
            return (
              <Button
                key={each}
                look={each === 'delete' ? 'danger' : 'secondary'}
                onPress={() => setDeciding(each)}
              >
                <Icon aria-hidden className="small" />
                {words[each]}
              </Button>
            )
          })}
        </SelectionBar>
      )}
      {deciding !== null && (
        <DecideSeveral
          decision={deciding}
          rows={rows}
          all={all}
          nameOf={nameOf}
          onClose={(outcome) => {
            setDeciding(null)
            if (outcome === 'decided') onClear()
          }}
        />
      )}
    </>
  )
}
