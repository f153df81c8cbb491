// Names that a message from outside must not borrow: the mayor's, the deputies', the secretary's.

import { Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Section } from '#ui/page/section.tsx'
import type { TableColumn } from '#ui/table/data-table.tsx'
import { addressOf } from '../api.ts'
import { ConfirmChange } from '../form/confirm-change.tsx'
import { useListing } from '../queries.ts'
import { useSession } from '../session.tsx'
import { ExportLink } from '../table/export-link.tsx'
import { ListingTable } from '../table/listing-table.tsx'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import { NameDialog } from './name-dialog.tsx'
import { type Name, nameChanges } from './protected-name.ts'

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
        <>
          <ExportLink size="small" href={addressOf('GET /protected-names/export', { query: { commune } })} />
          {changing && (
            <Button size="small" onPress={() => setOpened('add')}>
              <Plus aria-hidden className="small" />
              {say.add}
            </Button>
          )}
        </>
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
