// Adds somebody to the team: name, address, role; then the code of their first access, shown this once.

import { useState } from 'react'
import { TextField } from '#ui/control/text-field.tsx'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { fieldProblem } from '../../failure.tsx'
import { DialogForm } from '../../form/dialog-form.tsx'
import { IssuedCode } from '../../issued-code/issued-code.tsx'
import { useChange } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'
import type { TeamRole } from './member.ts'
import { RoleChoice } from './role-choice.tsx'

export function AddMember({ onClose }: { readonly onClose: () => void }) {
  const all = useWords()
  const { team: words, common } = all
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<TeamRole>('auditor')
  const add = useChange('POST /team', ['/team', '/audit'])
  if (add.data !== undefined)
    return (
      <Dialog title={words.added(add.data.member.name)} isOpen onClose={onClose} stays>
        <IssuedCode issued={add.data.activation} onClose={onClose} />
      </Dialog>
    )
  return (
    <Dialog title={words.add} isOpen onClose={onClose} stays>
      <DialogForm
        action={common.add}
        error={add.error}
        isPending={add.isPending}
        onSubmit={() => {
          add.mutate({ body: { name, email, role } })
        }}
        onClose={onClose}
      >
        <TextField
          label={words.name}
          value={name}
          onChange={setName}
          error={fieldProblem(add.error, 'name', all)}
          isRequired
          autoFocus
        />
        <TextField
          label={words.email}
          hint={words.emailHint}
          type="email"
          value={email}
          onChange={setEmail}
          error={fieldProblem(add.error, 'email', all)}
          isRequired
        />
        <RoleChoice value={role} onChange={setRole} />
        <p className="quiet">{words.factorAsked}</p>
      </DialogForm>
    </Dialog>
  )
}
