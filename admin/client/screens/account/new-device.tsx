// A new app password: which mailbox, which device, what it may do; then the password, once, with what to type beside it.

import { useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Button } from '#ui/control/button.tsx'
import { Checkbox } from '#ui/control/checkbox.tsx'
import { CopyButton } from '#ui/control/copy-button.tsx'
import { Select } from '#ui/control/select.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import { Facts } from '#ui/page/section.tsx'
import type { AdminAnswer } from '../../../contract/all.ts'
import { fieldProblem } from '../../failure.tsx'
import { DialogForm } from '../../form/dialog-form.tsx'
import { useAnswer, useChange } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'

type Mailbox = AdminAnswer<'GET /self/mailboxes'>['rows'][number]
type Made = AdminAnswer<'POST /self/app-passwords'>

export interface NewDeviceProps {
  readonly mailboxes: readonly Mailbox[]
  readonly onClose: () => void
}

export function NewDevice({ mailboxes, onClose }: NewDeviceProps) {
  const text = useWords().account.devices
  const [made, setMade] = useState<Made | null>(null)
  return (
    <Dialog title={made === null ? text.add : text.shown} isOpen onClose={onClose} stays>
      {made === null ? (
        <DeviceForm mailboxes={mailboxes} onMade={setMade} onClose={onClose} />
      ) : (
        <ShownOnce made={made} onClose={onClose} />
      )}
    </Dialog>
  )
}

interface DeviceFormProps extends NewDeviceProps {
  readonly onMade: (made: Made) => void
}

function DeviceForm({ mailboxes, onMade, onClose }: DeviceFormProps) {
  const words = useWords()
  const text = words.account.devices
  const [chosen, setChosen] = useState(mailboxes[0]?.id ?? '')
  const [label, setLabel] = useState('')
  const [imap, setImap] = useState(true)
  const [smtp, setSmtp] = useState(true)
  const [password, setPassword] = useState('')
  const create = useChange('POST /self/app-passwords', ['/self/app-passwords'])
  const mailbox = mailboxes.find(({ id }) => id === chosen)
  const may = { imap: mailbox?.imap === true, smtp: mailbox?.smtp === true }
  const submit = (): void => {
    create.mutate(
      { body: { mailbox: chosen, label, imap: imap && may.imap, smtp: smtp && may.smtp, password } },
      { onSuccess: onMade },
    )
  }
  const wrongLabel = fieldProblem(create.error, 'label', words)
  const wrongPassword = create.error instanceof ProblemError && create.error.fields.has('password')
  return (
    <DialogForm
      action={text.create}
      error={wrongLabel === null && !wrongPassword ? create.error : null}
      isPending={create.isPending}
      isDisabled={label.trim() === '' || password === '' || !((imap && may.imap) || (smtp && may.smtp))}
      onSubmit={submit}
      onClose={onClose}
    >
      <Select
        label={text.mailbox}
        value={chosen}
        onChange={setChosen}
        options={mailboxes.map(({ id, address, name }) => ({ value: id, label: address, hint: name }))}
      />
      <TextField
        label={text.label}
        placeholder={text.labelExample}
        value={label}
        onChange={setLabel}
        error={wrongLabel}
      />
      <Checkbox isSelected={imap && may.imap} isDisabled={!may.imap} onChange={setImap}>
        {text.imap}
      </Checkbox>
      <Checkbox isSelected={smtp && may.smtp} isDisabled={!may.smtp} onChange={setSmtp}>
        {text.smtp}
      </Checkbox>
      <TextField
        label={words.account.factors.confirm}
        hint={text.confirmHint}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={wrongPassword ? words.account.password.wrong : null}
      />
    </DialogForm>
  )
}

function ShownOnce({ made, onClose }: { readonly made: Made; readonly onClose: () => void }) {
  const text = useWords().account.devices
  const { data: servers } = useAnswer('GET /self/mail-servers', {})
  return (
    <>
      <p className="dialog-text">{text.shownText}</p>
      <div className="shown-password">
        <code>{made.password}</code>
        <CopyButton text={made.password} />
      </div>
      <h3>{text.settings}</h3>
      <Facts
        facts={[
          [text.login, made.mailbox.address],
          [text.password, text.passwordIs],
          ...(servers !== undefined && made.imap
            ? [[text.incoming, text.server(servers.host, servers.imapsPort)] as const]
            : []),
          ...(servers !== undefined && made.smtp
            ? [[text.outgoing, text.server(servers.host, servers.submissionsPort)] as const]
            : []),
        ]}
      />
      <DialogActions>
        <Button look="primary" onPress={onClose}>
          {text.done}
        </Button>
      </DialogActions>
    </>
  )
}
