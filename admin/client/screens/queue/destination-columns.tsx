// The columns of the table of destinations.

import { Link } from 'react-aria-components'
import { Button } from '#ui/control/button.tsx'
import { Moment } from '#ui/display/moment.tsx'
import { StateLabel } from '#ui/display/state-label.tsx'
import type { useFormat } from '#ui/format/use-format.ts'
import type { TableColumn } from '#ui/table/data-table.tsx'
import type { Words } from '../../words/fr.ts'
import type { DestinationView } from './queue-view.ts'

interface Beside {
  readonly words: Words
  readonly format: ReturnType<typeof useFormat>
  /** Null for whoever may not pause one. */
  readonly onChange: ((row: DestinationView) => void) | null
}

export function destinationColumns({
  words,
  format,
  onChange,
}: Beside): readonly TableColumn<DestinationView>[] {
  const { queue } = words
  const say = queue.destinations
  return [
    {
      id: 'destination',
      label: queue.destination,
      fixed: true,
      cell: ({ destination, waiting, held }) =>
        waiting + held === 0 ? (
          <b>{queue.place(destination)}</b>
        ) : (
          <span className="row-name">
            <Link href={`/file-attente?vers=${encodeURIComponent(destination)}`}>
              {queue.place(destination)}
            </Link>
          </span>
        ),
    },
    { id: 'waiting', label: say.waiting, align: 'end', cell: ({ waiting }) => format.number(waiting) },
    { id: 'held', label: say.held, align: 'end', cell: ({ held }) => format.number(held) },
    {
      id: 'oldest',
      label: say.oldest,
      cell: ({ oldestAt }) => (oldestAt === null ? null : <Moment at={oldestAt} />),
    },
    {
      id: 'state',
      label: say.state,
      cell: (row) => <DestinationState row={row} words={words} format={format} />,
    },
    ...(onChange === null
      ? []
      : [
          {
            id: 'pause',
            label: say.action,
            align: 'end' as const,
            acts: true,
            cell: (row: DestinationView) => (
              <Button size="small" onPress={() => onChange(row)}>
                {row.paused === null ? say.pause : say.resume}
              </Button>
            ),
          },
        ]),
  ]
}

type DestinationStateProps = Omit<Beside, 'onChange'> & { readonly row: DestinationView }

function DestinationState({ row: { paused, trouble }, words, format }: DestinationStateProps) {
  const say = words.queue.destinations
  if (paused !== null)
    return (
      <>
        <StateLabel kind="warn">{say.paused}</StateLabel>
        <small className="queue-under">
          {paused.until === null ? say.untilResumed : say.until(format.full(paused.until))}
          {'. '}
          {say.pausedBy(paused.reason)}
        </small>
      </>
    )
  if (trouble === null) return <StateLabel kind="ok">{say.well}</StateLabel>
  return (
    <>
      <StateLabel kind="bad">{say.trouble}</StateLabel>
      <small className="queue-under">
        {words.replyKinds[trouble.kind] ?? trouble.kind}
        {trouble.restsUntil !== null &&
          new Date(trouble.restsUntil) > new Date() &&
          `. ${say.restsUntil(format.time(trouble.restsUntil))}`}
      </small>
    </>
  )
}
