// The list: a message once for each domain that it goes to, with what its server last said and when it is tried again.

import { BadgeCheck, Hand, type LucideIcon, RotateCw, SendHorizontal, Trash2 } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { Segments } from '#ui/control/segments.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { AlertDialog } from '#ui/overlay/dialog.tsx'
import type { MenuAction } from '#ui/overlay/menu-action.ts'
import { EmptyState } from '#ui/page/states.tsx'
import { ColumnChoice, useColumns } from '#ui/table/column-choice.tsx'
import { FilterBar, FilterChip } from '#ui/table/filter-bar.tsx'
import { SavedFilters } from '#ui/table/saved-filters.tsx'
import { noFilter } from '#ui/table/url-filters.ts'
import { useUrlFilters } from '#ui/table/use-url-filters.ts'
import { addressOf } from '../../api.ts'
import { FormProblem } from '../../form/form-problem.tsx'
import { useAnswer, useListing } from '../../queries.ts'
import { useReplySentences } from '../../reply-sentences.ts'
import { useSession } from '../../session.tsx'
import { ExportLink } from '../../table/export-link.tsx'
import { ListingTable } from '../../table/listing-table.tsx'
import { NoMatches } from '../../table/no-matches.tsx'
import { usePolling } from '../../use-polling.ts'
import { useWords } from '../../words/words.tsx'
import { deliveryColumns } from './delivery-columns.tsx'
import { type QueueRow, rowKey } from './queue-view.ts'
import { SeveralDeliveries } from './several-deliveries.tsx'
import { type Decision, decisionsFor, isOfDepartment, useDecisions } from './use-decisions.ts'

const icons: Readonly<Record<Decision, LucideIcon>> = {
  retry: RotateCw,
  hold: Hand,
  release: SendHorizontal,
  approve: BadgeCheck,
  delete: Trash2,
}

const statesOf = {
  approuver: { heldFor: 'approval' },
  retenus: { state: 'held' },
  attente: { state: 'waiting' },
} as const
const isState = (value: string | null): value is keyof typeof statesOf => value !== null && value in statesOf

export function Deliveries() {
  const words = useWords()
  const { queue } = words
  const search = useSearch()
  const { may, commune } = useSession()
  const [filters, change] = useUrlFilters(['q', 'etat', 'vers', 'commune'])
  const narrowed = useMemo(
    () => ({
      ...(filters.q === null ? {} : { search: filters.q }),
      ...(filters.vers === null ? {} : { destination: filters.vers }),
      ...(filters.commune === null ? {} : { commune: filters.commune }),
    }),
    [filters],
  )
  const query = { ...narrowed, ...(isState(filters.etat) ? statesOf[filters.etat] : {}) }
  const list = useListing('GET /queue', { query })
  const counts = useAnswer('GET /queue/count', { query: narrowed })
  usePolling(
    list.rows.some(({ trying }) => trying),
    () => {
      list.retry()
      void counts.refetch()
    },
  )
  const sentences = useReplySentences()
  const several = commune.kind === 'department'
  const everything = may('release:block')
  const manager = may('change:queue') && !everything
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const all = useMemo(
    () => deliveryColumns({ words, sentences, several, manager }),
    [words, sentences, several, manager],
  )
  const { shown, choose } = useColumns('queue', all)
  const { actionsOf, dialog, error } = useRowDecisions()
  return (
    <>
      <FilterBar
        placeholder={queue.search}
        text={filters.q}
        onText={(q) => change({ q })}
        chips={
          <>
            <States counts={counts.data} state={filters.etat} onState={(etat) => change({ etat })} />
            {filters.vers !== null && (
              <FilterChip
                label={queue.destination}
                value={filters.vers}
                onChange={(vers) => change({ vers })}
                options={[{ value: filters.vers, label: queue.toward(filters.vers) }]}
              />
            )}
            <SavedFilters table="queue" path="/file-attente" search={search} />
          </>
        }
        end={
          <>
            <ExportLink href={addressOf('GET /queue/export', { query })} />
            <ColumnChoice columns={all} shown={shown} onChange={choose} />
          </>
        }
      />
      <FormProblem error={error} />
      <ListingTable
        label={queue.results}
        listing={list}
        columns={shown}
        idOf={rowKey}
        nameOf={(row) => nameOf(row, queue)}
        roomy
        {...(may('change:queue') ? { actionsOf, selected, onSelect: setSelected } : {})}
        empty={
          filters.q !== null || filters.vers !== null || filters.commune !== null ? (
            <NoMatches onClear={() => change(noFilter(filters))} />
          ) : (
            <Nothing state={filters.etat} />
          )
        }
      />
      {dialog}
      <SeveralDeliveries
        rows={list.rows.filter((row) => selected.has(rowKey(row)))}
        all={everything}
        icons={icons}
        nameOf={(row) => nameOf(row, queue)}
        onClear={() => setSelected(new Set())}
      />
    </>
  )
}

const nameOf = (
  { reversePath, recipients, recipientCount }: QueueRow,
  words: ReturnType<typeof useWords>['queue'],
): string => words.rowName(reversePath || words.report, words.toWhom(recipients, recipientCount))

interface StatesProps {
  readonly counts: Readonly<Record<'count' | 'waiting' | 'held' | 'approval', number>> | undefined
  readonly state: string | null
  readonly onState: (state: string | null) => void
}

function States({ counts, state, onState }: StatesProps) {
  const words = useWords().queue
  const format = useFormat()
  const parts = [
    { value: null, label: words.all, count: counts?.count },
    { value: 'approuver', label: words.toApprove, count: counts?.approval },
    { value: 'retenus', label: words.held, count: counts?.held },
    { value: 'attente', label: words.waiting, count: counts?.waiting },
  ]
  return (
    <Segments
      label={words.filter}
      value={state}
      onChange={onState}
      segments={parts.map(({ count, ...part }) => ({
        ...part,
        count: count === undefined ? undefined : format.number(count),
      }))}
    />
  )
}

function Nothing({ state }: { readonly state: string | null }) {
  const words = useWords().queue
  const title =
    state === 'approuver' ? words.noneToApprove : state === 'retenus' ? words.noneHeld : words.none
  return (
    <EmptyState title={title}>
      <p>{words.noneText}</p>
    </EmptyState>
  )
}

/** The menu of a row. What leak prevention holds is decided about where one sees why. */
function useRowDecisions() {
  const words = useWords().queue
  const [, navigate] = useLocation()
  const { may } = useSession()
  const all = may('release:block')
  const { decide, error } = useDecisions()
  const [asked, setAsked] = useState<QueueRow | null>(null)
  const actionsOf = useCallback(
    (row: QueueRow): readonly MenuAction[] =>
      decisionsFor(row)
        .filter((each) => all || !isOfDepartment(each, row, row.sendingStopped))
        .map((decision) => ({
          id: decision,
          label: decision === 'approve' ? words.lookAndDecide : words[decision],
          icon: icons[decision],
          danger: decision === 'delete',
          run: () => {
            if (decision === 'approve') navigate(`/file-attente/${row.queueId}`)
            else if (decision === 'delete') setAsked(row)
            else void decide(decision, row)
          },
        })),
    [words, decide, navigate, all],
  )
  const dialog = (
    <AlertDialog
      title={words.deleteTitle}
      action={words.delete}
      danger
      isOpen={asked !== null}
      onClose={() => setAsked(null)}
      onConfirm={async () => {
        // What went wrong is said above the table.
        if (asked !== null) await decide('delete', asked)
      }}
    >
      <p>{words.deleteText(asked?.recipientCount ?? 1, asked?.destination ?? '')}</p>
    </AlertDialog>
  )
  return { actionsOf, dialog, error }
}
