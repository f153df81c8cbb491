// Batches that were begun: how far each came, and the way back into it.

import { DoorOpen, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Link } from 'react-aria-components'
import { useLocation } from 'wouter'
import { Button } from '#ui/control/button.tsx'
import { Moment } from '#ui/display/moment.tsx'
import { StateLabel } from '#ui/display/state-label.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { PageHeading } from '#ui/page/page-heading.tsx'
import { EmptyState, Skeleton } from '#ui/page/states.tsx'
import { DataTable, type TableColumn } from '#ui/table/data-table.tsx'
import type { AdminAnswer } from '../../../contract/all.ts'
import { Failure } from '../../failure.tsx'
import { FormProblem } from '../../form/form-problem.tsx'
import { useChange, useListing } from '../../queries.ts'
import type { Words } from '../../words/fr.ts'
import { useWords } from '../../words/words.tsx'
import { staleBatch } from './batch.ts'
import { addressOfStep } from './steps.ts'

type Row = AdminAnswer<'GET /welcomes'>['rows'][number]

export function BatchList() {
  const words = useWords()
  const { welcome, common } = words
  const [, navigate] = useLocation()
  const list = useListing('GET /welcomes', { query: {} })
  const add = useChange('POST /welcomes', staleBatch)
  const forget = useChange('DELETE /welcomes/{welcome}', staleBatch)
  const [asked, setAsked] = useState<Row | null>(null)
  const format = useFormat()
  const columns = useMemo(() => columnsOf(words), [words])
  const prepare = (): void =>
    add.mutate(
      { body: { name: welcome.batchName(format.date(new Date().toISOString())) } },
      { onSuccess: ({ id }) => navigate(addressOfStep(id, 'choose')) },
    )
  const button = (
    <Button look="primary" isPending={add.isPending} onPress={prepare}>
      <Plus aria-hidden className="small" />
      {welcome.prepare}
    </Button>
  )
  const empty = list.state === 'shown' && list.rows.length === 0
  return (
    <>
      <PageHeading title={welcome.title} site={common.site} {...(empty ? {} : { actions: button })}>
        {welcome.lead}
      </PageHeading>
      <FormProblem error={add.error ?? forget.error} />
      {list.state === 'loading' && <Skeleton rows={6} onRetry={list.retry} />}
      {list.state === 'failed' && <Failure error={list.error} onRetry={list.retry} />}
      {empty && (
        <EmptyState icon={DoorOpen} title={welcome.none} actions={button}>
          <p>{welcome.noneText}</p>
        </EmptyState>
      )}
      {list.state === 'shown' && !empty && (
        <DataTable
          label={welcome.batches}
          columns={columns}
          items={list.rows}
          idOf={(row) => row.id}
          nameOf={(row) => row.name}
          onMore={list.onMore}
          loadingMore={list.loadingMore}
          actionsOf={(row) => [
            {
              id: 'forget',
              label: welcome.forget,
              danger: true,
              closed: row.created > 0 ? welcome.forgetCreated : null,
              run: () => setAsked(row),
            },
          ]}
          empty={null}
        />
      )}
      <AlertDialog
        title={welcome.forgetTitle(asked?.name ?? '')}
        action={welcome.forget}
        danger
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        onConfirm={() => forget.mutateAsync({ params: { welcome: asked?.id ?? '' } }).catch(() => undefined)}
      >
        <p>{welcome.forgetText}</p>
      </AlertDialog>
    </>
  )
}

function columnsOf({ welcome }: Words): readonly TableColumn<Row>[] {
  return [
    {
      id: 'name',
      label: welcome.batch,
      fixed: true,
      cell: (row) => (
        <span className="row-name">
          <Link href={addressOfStep(row.id, row.finishedAt === null ? row.step : 'create')}>{row.name}</Link>
        </span>
      ),
    },
    { id: 'communes', label: welcome.communes, align: 'end', cell: (row) => row.communes },
    {
      id: 'state',
      label: welcome.state,
      cell: (row) =>
        row.finishedAt !== null ? (
          <StateLabel kind="ok">{welcome.finished}</StateLabel>
        ) : row.failed > 0 ? (
          <StateLabel kind="bad">{welcome.someFailed(row.failed)}</StateLabel>
        ) : (
          <StateLabel kind="info">{welcome.atStep(welcome.steps[row.step])}</StateLabel>
        ),
    },
    {
      id: 'by',
      label: welcome.by,
      cell: (row) => <span className="quiet">{row.createdBy ?? welcome.somebody}</span>,
    },
    { id: 'at', label: welcome.changed, cell: (row) => <Moment at={row.updatedAt} /> },
  ]
}
