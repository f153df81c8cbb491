// Names that a message from outside must not borrow: the mayor's, the deputies', the secretary's.

import { Pencil, Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Dialog, DialogActions } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { Section } from '#ui/page/section.tsx'
import { Banner } from '#ui/shown/banner.tsx'
import type { TableColumn } from '#ui/table/data-table.tsx'
import type { AdminAnswer } from '../../contract/all.ts'
import { ProblemError } from '../api.ts'
import { ConfirmChange } from '../confirm-change.tsx'
import { fieldProblem } from '../failure.tsx'
import { FormProblem } from '../form-problem.tsx'
import { readLines, writeLines } from '../lines.ts'
import { ListingTable } from '../listing-table.tsx'
import { useChange, useListing } from '../queries.ts'
import { useSession } from '../session.tsx'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'

type Name = AdminAnswer<'GET /protected-names'>['rows'][number]

const nameChanges = ['/protected-names'] as const

type Opened = { readonly dialog: 'change' | 'remove'; readonly name: Name } | 'add' | null

export function ProtectedNames({ commune }: { readonly commune: string }) {
  const words = useWords()
  const { may } = useSession()
  const say = words.policies.names
  const listing = useListing('GET /protected-names', { query: { commune } })
  const [opened, setOpened] = useState<Opened>(null)
  const changing = may('change:policy')
  const close = (): void => setOpened(null)
  return (
    <Section
      title={say.title}
      actions={
        changing && (
          <Button size="small" onPress={() => setOpened('add')}>
            <Plus aria-hidden className="small" />
            {say.add}
          </Button>
        )
      }
    >
      <p className="quiet policy-text">{say.text}</p>
      <ListingTable
        label={say.title}
        listing={listing}
        columns={nameColumns(words)}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
        empty={<p className="quiet policy-text">{say.empty}</p>}
        {...(changing
          ? {
              actionsOf: (name: Name) =>
                name.commune.kind === 'department'
                  ? []
                  : [
                      {
                        id: 'change',
                        label: say.change,
                        icon: Pencil,
                        run: () => setOpened({ dialog: 'change' as const, name }),
                      },
                      {
                        id: 'remove',
                        label: say.remove,
                        danger: true,
                        run: () => setOpened({ dialog: 'remove' as const, name }),
                      },
                    ],
            }
          : {})}
      />
      {opened === 'add' && <NameDialog commune={commune} name={null} onClose={close} />}
      {opened !== null && opened !== 'add' && opened.dialog === 'change' && (
        <NameDialog commune={commune} name={opened.name} onClose={close} />
      )}
      {opened !== null && opened !== 'add' && opened.dialog === 'remove' && (
        <RemoveName name={opened.name} onClose={close} />
      )}
    </Section>
  )
}

function nameColumns(words: Words): readonly TableColumn<Name>[] {
  const { columns, department, nowhere } = words.policies.names
  return [
    { id: 'name', label: columns.name, fixed: true, cell: ({ name }) => <b>{name}</b> },
    {
      id: 'knownAddresses',
      label: columns.knownAddresses,
      cell: ({ knownAddresses }) => (
        <span className="quiet">{knownAddresses.length === 0 ? nowhere : knownAddresses.join(', ')}</span>
      ),
    },
    {
      id: 'from',
      label: columns.from,
      cell: ({ commune }) => (
        <span className="quiet">{commune.kind === 'department' ? department : commune.name}</span>
      ),
    },
  ]
}

interface NameDialogProps {
  readonly commune: string
  readonly name: Name | null
  readonly onClose: () => void
}

function NameDialog({ commune, name: given, onClose }: NameDialogProps) {
  const words = useWords()
  const say = words.policies.names.dialog
  const add = useChange('POST /protected-names', nameChanges)
  const save = useChange('PATCH /protected-names/{name}', nameChanges)
  const [version, setVersion] = useState(given?.version ?? '')
  const [name, setName] = useState(given?.name ?? '')
  const [known, setKnown] = useState(writeLines(given?.knownAddresses ?? []))
  const error = add.error ?? save.error
  const code = error instanceof ProblemError ? error.code : null
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const knownAddresses = readLines(known)
    try {
      if (given === null) await add.mutateAsync({ body: { commune, name, knownAddresses } })
      else await save.mutateAsync({ params: { name: given.id }, body: { version, name, knownAddresses } })
      sayDone({ text: given === null ? say.added(name) : say.saved(name) })
      onClose()
    } catch (problem) {
      const now = problem instanceof ProblemError ? problem.current : null
      if (typeof now === 'object' && now !== null && 'version' in now && typeof now.version === 'string')
        setVersion(now.version)
    }
  }
  return (
    <Dialog
      title={given === null ? say.addTitle : say.changeTitle(given.name)}
      isOpen
      onClose={onClose}
      stays
    >
      <form className="form" onSubmit={(event) => void submit(event)}>
        <TextField
          label={say.name}
          isRequired
          autoFocus
          value={name}
          onChange={setName}
          error={code === 'already-exists' ? say.exists : fieldProblem(error, 'name', words)}
        />
        <TextField
          label={say.known}
          hint={say.knownHint}
          lines={3}
          value={known}
          onChange={setKnown}
          error={fieldProblem(error, 'knownAddresses', words)}
        />
        {code === 'changed-meanwhile' ? (
          <Banner kind="warn" urgent>
            {say.changed}
          </Banner>
        ) : (
          code !== 'already-exists' && <FormProblem error={error} />
        )}
        <DialogActions>
          <Button onPress={onClose}>{words.common.cancel}</Button>
          <Button type="submit" look="primary" isPending={add.isPending || save.isPending}>
            {given === null ? say.submit : words.common.save}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

function RemoveName({ name, onClose }: { readonly name: Name; readonly onClose: () => void }) {
  const say = useWords().policies.names
  return (
    <ConfirmChange
      danger
      route="DELETE /protected-names/{name}"
      input={{ params: { name: name.id } }}
      stale={nameChanges}
      title={say.removeTitle(name.name)}
      action={say.remove}
      done={say.removed(name.name)}
      onClose={onClose}
    >
      <p>{say.removeText}</p>
    </ConfirmChange>
  )
}
