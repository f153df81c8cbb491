// The devices that read and send one's mail, each with a password of its own.

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Moment } from '#ui/display/moment.tsx'
import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { Section } from '#ui/page/section.tsx'
import { EmptyState, Skeleton } from '#ui/page/states.tsx'
import type { WebmailAnswer } from '../../contract/all.ts'
import { Failure, problemWords } from '../failure.tsx'
import { useAnswer } from '../queries.ts'
import { useAllWords } from '../words/later-part.tsx'
import { NewDevice } from './new-device.tsx'
import { useChange } from './use-change.ts'

type Device = WebmailAnswer<'GET /self/app-passwords'>['rows'][number]

export function Devices() {
  const words = useAllWords()
  const text = words.account.phone
  const [adding, setAdding] = useState(false)
  const [cut, setCut] = useState<Device | null>(null)
  const devices = useAnswer('GET /self/app-passwords', {})
  const boxes = useAnswer('GET /self/mailboxes', {})
  const revoke = useChange('DELETE /self/app-passwords/{id}', ['/self/app-passwords'])
  if (devices.isError) return <Failure error={devices.error} onRetry={() => void devices.refetch()} />
  if (boxes.isError) return <Failure error={boxes.error} onRetry={() => void boxes.refetch()} />
  if (devices.data === undefined || boxes.data === undefined) return <Skeleton rows={4} />
  const usable = boxes.data.rows.filter(({ imap, smtp }) => imap || smtp)
  const confirm = async (): Promise<void> => {
    if (cut === null) return
    try {
      await revoke.mutateAsync({ params: { id: cut.id } })
      sayDone({ text: text.cutDone })
    } catch (error) {
      sayDone({ text: problemWords(error, words).text })
    }
  }
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
      <p className="account-lead">{usable.length === 0 ? text.noBox : text.text}</p>
      {devices.data.rows.length === 0 && (
        <EmptyState title={text.none}>
          <p>{text.noneText}</p>
        </EmptyState>
      )}
      <ul>
        {devices.data.rows.map((device) => (
          <DeviceRow key={device.id} device={device} onCut={() => setCut(device)} />
        ))}
      </ul>
      {adding && <NewDevice boxes={usable} onClose={() => setAdding(false)} />}
      <AlertDialog
        title={text.cutTitle(cut?.label ?? '')}
        action={text.cut}
        danger
        isOpen={cut !== null}
        onClose={() => setCut(null)}
        onConfirm={confirm}
      >
        {text.cutText}
      </AlertDialog>
    </Section>
  )
}

function DeviceRow({ device, onCut }: { readonly device: Device; readonly onCut: () => void }) {
  const text = useAllWords().account.phone
  const { label, mailbox, imap, smtp, lastUsedAt, createdAt } = device
  return (
    <li className="account-row">
      <div>
        <b>{label}</b>
        <p>
          {mailbox.address}, {text.opens[imap && smtp ? 'both' : imap ? 'imap' : 'smtp']}
          <br />
          {text.lastUse} <Moment at={lastUsedAt} />, {text.added} <Moment at={createdAt} />
        </p>
      </div>
      <Button size="small" aria-label={text.cutOf(label)} onPress={onCut}>
        {text.cut}
      </Button>
    </li>
  )
}
