// Where it all goes: how much waits for each destination, what is wrong there, and the pause that holds for every commune.

import { CirclePause } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Segments } from '#ui/control/segments.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { EmptyState } from '#ui/page/states.tsx'
import { FilterBar } from '#ui/table/filter-bar.tsx'
import { isFiltered, noFilter } from '#ui/table/url-filters.ts'
import { useUrlFilters } from '#ui/table/use-url-filters.ts'
import { addressOf } from '../../api.ts'
import { ConfirmChange } from '../../form/confirm-change.tsx'
import { useListing } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { ExportLink } from '../../table/export-link.tsx'
import { ListingTable } from '../../table/listing-table.tsx'
import { NoMatches } from '../../table/no-matches.tsx'
import { useWords } from '../../words/words.tsx'
import { destinationColumns } from './destination-columns.tsx'
import { PauseDialog } from './pause-dialog.tsx'
import { type DestinationView, staleQueue } from './queue-view.ts'

type Opened =
  | { readonly dialog: 'pause'; readonly destination: string | null }
  | { readonly dialog: 'resume'; readonly row: DestinationView }
  | null

export function Destinations() {
  const words = useWords()
  const { destinations: say } = words.queue
  const format = useFormat()
  const allowed = useSession().may('pause:destination')
  const [filters, change] = useUrlFilters(['q', 'arretees'])
  const query = {
    ...(filters.q === null ? {} : { search: filters.q }),
    ...(filters.arretees === null ? {} : { stopped: 'true' as const }),
  }
  const list = useListing('GET /destinations', { query })
  const [opened, setOpened] = useState<Opened>(null)
  const columns = useMemo(() => {
    const onChange = (row: DestinationView): void =>
      setOpened(
        row.paused === null ? { dialog: 'pause', destination: row.destination } : { dialog: 'resume', row },
      )
    return destinationColumns({ words, format, onChange: allowed ? onChange : null })
  }, [words, format, allowed])
  const close = (): void => setOpened(null)
  return (
    <>
      <FilterBar
        placeholder={say.search}
        text={filters.q}
        onText={(q) => change({ q })}
        chips={
          <Segments
            label={say.which}
            value={filters.arretees}
            onChange={(arretees) => change({ arretees })}
            segments={[
              { value: null, label: say.all },
              { value: 'oui', label: say.stopped },
            ]}
          />
        }
        end={
          <>
            <ExportLink href={addressOf('GET /destinations/export', { query })} />
            {allowed && (
              <Button onPress={() => setOpened({ dialog: 'pause', destination: null })}>
                <CirclePause aria-hidden className="small" />
                {say.pauseOther}
              </Button>
            )}
          </>
        }
      />
      <ListingTable
        label={say.label}
        listing={list}
        columns={columns}
        idOf={({ destination }) => destination}
        nameOf={({ destination }) => words.queue.place(destination)}
        roomy
        empty={
          isFiltered(filters) ? (
            <NoMatches onClear={() => change(noFilter(filters))} />
          ) : (
            <EmptyState title={say.none}>
              <p>{say.noneText}</p>
            </EmptyState>
          )
        }
      />
      {opened?.dialog === 'pause' && <PauseDialog destination={opened.destination} onClose={close} />}
      {opened?.dialog === 'resume' && (
        <ConfirmChange
          route="DELETE /destinations/{destination}/pause"
          input={{ params: { destination: opened.row.destination } }}
          stale={staleQueue}
          title={say.resumeTitle(opened.row.destination)}
          action={say.resume}
          done={say.resumed(opened.row.destination)}
          onClose={close}
        >
          <p>{say.resumeText(opened.row.waiting)}</p>
        </ConfirmChange>
      )}
    </>
  )
}
