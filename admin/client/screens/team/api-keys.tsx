// Keys of programs: what each may do, where, until when; shown once when made, revoked at once.

import { KeyRound, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { EmptyState, Skeleton } from '#ui/page/states.tsx'
import { DataTable } from '#ui/table/data-table.tsx'
import { addressOf } from '../../api.ts'
import { Failure } from '../../failure.tsx'
import { FormProblem } from '../../form/form-problem.tsx'
import { useAnswer, useChange } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { ExportLink } from '../../table/export-link.tsx'
import { useWords } from '../../words/words.tsx'
import { type ApiKey, apiKeyColumns } from './api-key-columns.tsx'
import { NewKey } from './new-key.tsx'

export function ApiKeys() {
  const { team: words } = useWords()
  const format = useFormat()
  const changing = useSession().may('change:api-key')
  const keys = useAnswer('GET /api-keys', {})
  const revoke = useChange('DELETE /api-keys/{key}', ['/api-keys', '/audit'])
  const [adding, setAdding] = useState(false)
  const [asked, setAsked] = useState<ApiKey | null>(null)
  const columns = useMemo(
    () => apiKeyColumns({ words, day: format.day, onRevoke: changing ? setAsked : null }),
    [words, format, changing],
  )
  if (keys.data === undefined)
    return keys.error === null ? (
      <Skeleton rows={4} onRetry={() => void keys.refetch()} />
    ) : (
      <Failure error={keys.error} onRetry={() => void keys.refetch()} />
    )
  return (
    <>
      <div className="tools">
        <div className="tools-end">
          <ExportLink href={addressOf('GET /api-keys/export')} />
          {changing && (
            <Button look="primary" onPress={() => setAdding(true)}>
              <Plus aria-hidden className="small" />
              {words.newKey}
            </Button>
          )}
        </div>
      </div>
      <DataTable
        label={words.tabs.cles}
        columns={columns}
        items={keys.data.rows}
        idOf={(row) => row.id}
        nameOf={(row) => row.name}
        roomy
        empty={
          <EmptyState icon={KeyRound} title={words.noKey}>
            <p>{words.noKeyText}</p>
          </EmptyState>
        }
      />
      {adding && <NewKey onClose={() => setAdding(false)} />}
      <AlertDialog
        title={words.revokeTitle(asked?.name ?? '')}
        action={words.revoke}
        danger
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        onConfirm={async () =>
          await revoke
            .mutateAsync({ params: { key: asked?.id ?? '' } })
            .then(() => sayDone({ text: words.revoked }))
            .catch(() => false)
        }
      >
        <p>{words.revokeText}</p>
        <FormProblem error={revoke.error} />
      </AlertDialog>
    </>
  )
}
