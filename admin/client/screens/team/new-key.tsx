// A new key: its name, how far it sees, what it may do and until when; then the key itself, shown this once.

import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Checkbox } from '#ui/control/checkbox.tsx'
import { ComboBox } from '#ui/control/combo-box.tsx'
import { CopyButton } from '#ui/control/copy-button.tsx'
import { Select } from '#ui/control/select.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { DialogActions } from '#ui/overlay/dialog-actions.tsx'
import type { AdminInput, Permission } from '../../../contract/all.ts'
import { fieldProblem } from '../../failure.tsx'
import { DialogForm } from '../../form/dialog-form.tsx'
import { useChange, useListing } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/words.tsx'

type Grantable = AdminInput<'POST /api-keys'>['body']['permissions'][number]

/** What no key may do, whoever made it; the server holds the same list and refuses the rest. */
const never: readonly Permission[] = ['change:team', 'reset:factor', 'activate:person', 'change:api-key']
const durations = ['30', '90', '180', '365'] as const

export function NewKey({ onClose }: { readonly onClose: () => void }) {
  const all = useWords()
  const words = all.team
  const [name, setName] = useState('')
  const [commune, setCommune] = useState<string | null>(null)
  const [days, setDays] = useState<(typeof durations)[number]>('90')
  const [granted, setGranted] = useState<ReadonlySet<Permission>>(new Set())
  const add = useChange('POST /api-keys', ['/api-keys', '/audit'])
  if (add.data !== undefined) return <Shown name={add.data.name} shownKey={add.data.key} onClose={onClose} />
  return (
    <Dialog title={words.newKey} width="wide" isOpen onClose={onClose} stays>
      <DialogForm
        action={words.makeKey}
        error={add.error}
        isPending={add.isPending}
        isDisabled={granted.size === 0}
        onSubmit={() => {
          add.mutate({
            body: { name, commune, permissions: [...granted] as Grantable[], expiresInDays: Number(days) },
          })
        }}
        onClose={onClose}
      >
        <TextField
          label={words.keyName}
          hint={words.keyNameHint}
          value={name}
          onChange={setName}
          error={fieldProblem(add.error, 'name', all)}
          isRequired
          autoFocus
        />
        <div className="key-pair">
          <CommuneChoice value={commune} onChange={setCommune} />
          <Select
            label={words.keyFor}
            value={days}
            onChange={setDays}
            options={durations.map((value) => ({ value, label: words.forDays(Number(value)) }))}
          />
        </div>
        <Rights granted={granted} onChange={setGranted} />
      </DialogForm>
    </Dialog>
  )
}

interface CommuneChoiceProps {
  readonly value: string | null
  readonly onChange: (commune: string | null) => void
}

function CommuneChoice({ value, onChange }: CommuneChoiceProps) {
  const { team: words } = useWords()
  const [text, setText] = useState('')
  const found = useListing('GET /communes', {
    query: { ...(text === '' ? {} : { search: text }), limit: 20 },
  })
  return (
    <ComboBox
      label={words.keyScope}
      hint={words.keyScopeHint}
      placeholder={words.everyCommune}
      text={text}
      onText={setText}
      value={value}
      onChange={onChange}
      options={found.rows.map((row) => ({ value: row.id, label: row.name }))}
      empty={words.noCommune}
    />
  )
}

interface RightsProps {
  readonly granted: ReadonlySet<Permission>
  readonly onChange: (granted: ReadonlySet<Permission>) => void
}

/** Only what whoever makes it may do themselves. */
function Rights({ granted, onChange }: RightsProps) {
  const { team: words, permissions } = useWords()
  const own = useSession().permissions.filter((permission) => !never.includes(permission))
  return (
    <fieldset className="key-rights">
      <legend className="field-label">{words.keyRights}</legend>
      {own.map((permission) => (
        <Checkbox
          key={permission}
          isSelected={granted.has(permission)}
          onChange={(chosen) =>
            onChange(
              new Set(chosen ? [...granted, permission] : [...granted].filter((each) => each !== permission)),
            )
          }
        >
          {permissions[permission]}
        </Checkbox>
      ))}
    </fieldset>
  )
}

interface ShownProps {
  readonly name: string
  readonly shownKey: string
  readonly onClose: () => void
}

function Shown({ name, shownKey, onClose }: ShownProps) {
  const { team: words } = useWords()
  return (
    <Dialog title={words.keyMade(name)} isOpen onClose={onClose} stays>
      <div className="form">
        <Banner kind="warn">{words.keyOnce}</Banner>
        <p className="key-shown">
          <code>{shownKey}</code>
          <CopyButton text={shownKey} label={words.copyKey} />
        </p>
        <DialogActions>
          <Button look="primary" onPress={onClose}>
            {words.keyKept}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  )
}
