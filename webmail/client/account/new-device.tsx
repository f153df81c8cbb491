// A password for one more device: which box and which device; then the password, once, with what to copy beside it.

import { type FormEvent, useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Button } from '#ui/control/button.tsx'
import { CopyButton } from '#ui/control/copy-button.tsx'
import { Select } from '#ui/control/select.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import type { WebmailAnswer } from '../../contract/all.ts'
import { problemWords } from '../failure.tsx'
import { useAllWords } from '../words/later-part.tsx'
import { DeviceSettings } from './device-settings.tsx'
import { useChange } from './use-change.ts'

type OwnBox = WebmailAnswer<'GET /self/mailboxes'>['rows'][number]
type Made = WebmailAnswer<'POST /self/app-passwords'>

export interface NewDeviceProps {
  readonly boxes: readonly OwnBox[]
  readonly onClose: () => void
}

export function NewDevice({ boxes, onClose }: NewDeviceProps) {
  const text = useAllWords().account.phone
  const [made, setMade] = useState<Made | null>(null)
  return (
    <Dialog title={made === null ? text.add : text.shown} isOpen onClose={onClose} width="wide" stays>
      {made === null ? (
        <DeviceForm boxes={boxes} onMade={setMade} onClose={onClose} />
      ) : (
        <ShownOnce made={made} onClose={onClose} />
      )}
    </Dialog>
  )
}

interface DeviceFormProps extends NewDeviceProps {
  readonly onMade: (made: Made) => void
}

function DeviceForm({ boxes, onMade, onClose }: DeviceFormProps) {
  const words = useAllWords()
  const text = words.account.phone
  const [chosen, setChosen] = useState(boxes[0]?.id ?? '')
  const [label, setLabel] = useState('')
  const [password, setPassword] = useState('')
  const create = useChange('POST /self/app-passwords', ['/self/app-passwords'])
  const box = boxes.find(({ id }) => id === chosen)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (box === undefined) return
    const { id: mailbox, imap, smtp } = box
    create.mutate({ body: { mailbox, label, imap, smtp, password } }, { onSuccess: onMade })
  }
  const wrongPassword = create.error instanceof ProblemError && create.error.fields.has('password')
  return (
    <form className="form" onSubmit={submit}>
      <Select
        label={text.box}
        value={chosen}
        onChange={setChosen}
        options={boxes.map(({ id, address, name }) => ({ value: id, label: address, hint: name }))}
      />
      <TextField label={text.label} placeholder={text.labelExample} value={label} onChange={setLabel} />
      <TextField
        label={words.account.confirm}
        hint={text.confirmHint}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={wrongPassword ? words.account.wrongPassword : null}
      />
      {create.error !== null && !wrongPassword && (
        <Banner kind="bad" urgent>
          {problemWords(create.error, words).text}
        </Banner>
      )}
      <DialogActions>
        <Button onPress={onClose}>{words.ui.cancel}</Button>
        <Button
          type="submit"
          look="primary"
          isPending={create.isPending}
          isDisabled={label.trim() === '' || password === ''}
        >
          {text.create}
        </Button>
      </DialogActions>
    </form>
  )
}

function ShownOnce({ made, onClose }: { readonly made: Made; readonly onClose: () => void }) {
  const text = useAllWords().account.phone
  return (
    <>
      <p className="dialog-text">{text.shownText}</p>
      <div className="shown-password">
        <code>{made.password}</code>
        <CopyButton text={made.password} />
      </div>
      <h3>{text.settings}</h3>
      <DeviceSettings login={made.mailbox.address} imap={made.imap} smtp={made.smtp} />
      <DialogActions>
        <Button look="primary" onPress={onClose}>
          {text.done}
        </Button>
      </DialogActions>
    </>
  )
}
