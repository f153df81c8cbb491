// App passwords: one for each device, shown once, cut off at once.

import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Moment } from '#ui/display/moment.tsx'
import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { Section } from '#ui/page/section.tsx'
import { EmptyState, Skeleton } from '#ui/page/states.tsx'
import { DataTable, type TableColumn } from '#ui/table/data-table.tsx'
import type { AdminAnswer } from '../../../contract/all.ts'
import { Failure, problemWords } from '../../failure.tsx'
import { useAnswer, useChange } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'
import { NewDevice } from './new-device.tsx'

type Device = AdminAnswer<'GET /self/app-passwords'>['rows'][number]

export function Devices() {
  const words = useWords()
  const text = words.account.devices
  const [adding, setAdding] = useState(false)
  const [cut, setCut] = useState<Device | null>(null)
  const devices = useAnswer('GET /self/app-passwords', {})
  const mailboxes = useAnswer('GET /self/mailboxes', {})
  const revoke = useChange('DELETE /self/app-passwords/{id}', ['/self/app-passwords'])
  const columns = useColumnsOfDevices()
  if (devices.isError) return <Failure error={devices.error} onRetry={() => void devices.refetch()} />
  if (devices.data === undefined || mailboxes.data === undefined) return <Skeleton rows={4} />
  const usable = mailboxes.data.rows.filter(({ imap, smtp }) => imap || smtp)
  return (
    <Section
      title={text.title}
      actions={
        usable.length > 0 && (
          <Button look="primary" onPress={() => setAdding(true)}>
            <Plus aria-hidden />
            {text.add}
          </Button>
        )
      }
    >
      <p className="section-lead">{usable.length === 0 ? text.noMailbox : text.text}</p>
      <DataTable
        label={text.title}
        columns={columns}
        items={devices.data.rows}
        idOf={(device) => device.id}
        nameOf={(device) => device.label}
        actionsOf={(device) => [{ id: 'cut', label: text.cut, danger: true, run: () => setCut(device) }]}
        empty={
          <EmptyState title={text.none}>
            <p>{text.noneText}</p>
          </EmptyState>
        }
      />
      {adding && <NewDevice mailboxes={usable} onClose={() => setAdding(false)} />}
      <AlertDialog
        title={text.cutTitle(cut?.label ?? '')}
        action={text.cut}
        danger
        isOpen={cut !== null}
        onClose={() => setCut(null)}
        onConfirm={async () => {
          if (cut === null) return
          try {
            await revoke.mutateAsync({ params: { id: cut.id } })
            sayDone({ text: text.cutDone })
          } catch (error) {
            sayDone({ text: problemWords(error, words).text })
          }
        }}
      >
        {text.cutText}
      </AlertDialog>
    </Section>
  )
}

function useColumnsOfDevices(): readonly TableColumn<Device>[] {
  const text = useWords().account.devices
  return useMemo(
    () => [
      { id: 'device', label: text.device, cell: (device) => <b>{device.label}</b> },
      { id: 'mailbox', label: text.mailbox, cell: (device) => device.mailbox.address },
      {
        id: 'opens',
        label: text.opens,
        cell: ({ imap, smtp }) => (imap && smtp ? text.both : imap ? text.imapOnly : text.smtpOnly),
      },
      { id: 'last-use', label: text.lastUse, cell: (device) => <Moment at={device.lastUsedAt} /> },
      { id: 'created', label: text.created, cell: (device) => <Moment at={device.createdAt} /> },
    ],
    [text],
  )
}
