// Networks that are never blocked, such as the line of a mairie where many people share one address.

import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Moment } from '#ui/display/moment.tsx'
import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { EmptyState, Skeleton } from '#ui/page/states.tsx'
import { DataTable, type TableColumn } from '#ui/table/data-table.tsx'
import type { AdminAnswer } from '../../../contract/all.ts'
import { addressOf } from '../../api.ts'
import { Failure, fieldProblem } from '../../failure.tsx'
import { FormDialog } from '../../form/form-dialog.tsx'
import { FormProblem } from '../../form/form-problem.tsx'
import { useAnswer, useChange } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { ExportLink } from '../../table/export-link.tsx'
import { useWords } from '../../words/words.tsx'

type Network = AdminAnswer<'GET /trusted-networks'>['rows'][number]

export function TrustedNetworks() {
  const { security: words } = useWords()
  const allowed = useSession().may('change:trusted-network')
  const networks = useAnswer('GET /trusted-networks', {})
  const remove = useChange('DELETE /trusted-networks/{id}', ['/trusted-networks', '/audit'])
  const [adding, setAdding] = useState(false)
  const [asked, setAsked] = useState<Network | null>(null)
  const columns = useMemo((): readonly TableColumn<Network>[] => {
    return [
      { id: 'network', label: words.network, fixed: true, cell: (row) => <b>{row.network}</b> },
      { id: 'note', label: words.note, cell: (row) => <span className="quiet">{row.note}</span> },
      { id: 'since', label: words.since, cell: (row) => <Moment at={row.createdAt} /> },
      ...(allowed
        ? [
            {
              id: 'remove',
              label: words.action,
              align: 'end' as const,
              acts: true,
              cell: (row: Network) => (
                <Button size="small" onPress={() => setAsked(row)}>
                  {words.remove}
                </Button>
              ),
            },
          ]
        : []),
    ]
  }, [words, allowed])
  if (networks.data === undefined)
    return networks.error === null ? (
      <Skeleton rows={4} onRetry={() => void networks.refetch()} />
    ) : (
      <Failure error={networks.error} onRetry={() => void networks.refetch()} />
    )
  return (
    <>
      <div className="tools">
        <div className="tools-end">
          <ExportLink href={addressOf('GET /trusted-networks/export')} />
          {allowed && (
            <Button look="primary" onPress={() => setAdding(true)}>
              <Plus aria-hidden className="small" />
              {words.addNetwork}
            </Button>
          )}
        </div>
      </div>
      <FormProblem error={remove.error} />
      <DataTable
        label={words.tabs.reseaux}
        columns={columns}
        items={networks.data.rows}
        idOf={(row) => row.id}
        nameOf={(row) => row.network}
        empty={
          <EmptyState title={words.noNetwork}>
            <p>{words.noNetworkText}</p>
          </EmptyState>
        }
      />
      {adding && <AddDialog onClose={() => setAdding(false)} />}
      <AlertDialog
        title={words.removeTitle(asked?.network ?? '')}
        action={words.remove}
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        onConfirm={() => remove.mutateAsync({ params: { id: asked?.id ?? '' } }).catch(() => undefined)}
      >
        <p>{words.removeText}</p>
      </AlertDialog>
    </>
  )
}

function AddDialog({ onClose }: { readonly onClose: () => void }) {
  const all = useWords()
  const { security: words, common } = all
  const [network, setNetwork] = useState('')
  const [note, setNote] = useState('')
  const add = useChange('POST /trusted-networks', ['/trusted-networks', '/audit'])
  const wrong = fieldProblem(add.error, 'network', all)
  return (
    <FormDialog
      title={words.addNetwork}
      action={common.add}
      error={wrong === null ? add.error : null}
      isPending={add.isPending}
      onSubmit={() => {
        add.mutate(
          { body: { network: network.trim(), note } },
          {
            onSuccess: () => {
              sayDone({ text: words.added })
              onClose()
            },
          },
        )
      }}
      onClose={onClose}
    >
      <TextField
        label={words.network}
        hint={words.networkHint}
        value={network}
        onChange={setNetwork}
        error={wrong === null ? null : words.networkWrong}
        isRequired
        autoFocus
      />
      <TextField label={words.note} hint={words.noteHint} value={note} onChange={setNote} />
    </FormDialog>
  )
}
