// Who may open a mailbox, as what and until when; a secretary of another commune may be among them.

import { Pencil, UserPlus, UserX } from 'lucide-react'
import { useState } from 'react'
import { PersonMark } from '#ui/cachet/cachet.tsx'
import { Button } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { Section } from '#ui/page/section.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { DataTable, type TableColumn } from '#ui/table/data-table.tsx'
import { addressOf } from '../api.ts'
import { Failure } from '../failure.tsx'
import { ConfirmChange } from '../form/confirm-change.tsx'
import { useAnswer } from '../queries.ts'
import { useSession } from '../session.tsx'
import { ExportLink } from '../table/export-link.tsx'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import { AccessDialog } from './access-dialog.tsx'
import { type AccessRow, type MailboxView, mailboxChanges } from './mailbox-view.ts'

type Opened = { readonly dialog: 'change' | 'cut'; readonly access: AccessRow } | 'add' | null

export function MailboxAccess({ mailbox }: { readonly mailbox: MailboxView }) {
  const words = useWords()
  const format = useFormat()
  const { may } = useSession()
  const say = words.mailboxes.access
  const { data, error, refetch } = useAnswer('GET /mailboxes/{mailbox}/access', {
    params: { mailbox: mailbox.id },
  })
  const [opened, setOpened] = useState<Opened>(null)
  const changing = may('change:access')
  const close = (): void => setOpened(null)
  return (
    <Section
      title={say.title}
      actions={
        <>
          <ExportLink
            size="small"
            href={addressOf('GET /mailboxes/{mailbox}/access/export', { params: { mailbox: mailbox.id } })}
          />
          {changing && (
            <Button size="small" onPress={() => setOpened('add')}>
              <UserPlus aria-hidden className="small" />
              {say.add}
            </Button>
          )}
        </>
      }
    >
      {data === undefined ? (
        error === null ? (
          <Skeleton rows={3} />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <DataTable
          roomy
          label={say.title}
          columns={accessColumns(words, format.day)}
          items={data.rows}
          idOf={({ person, role }) => `${person.id}-${role}`}
          nameOf={({ person }) => person.name}
          empty={<p className="quiet mailbox-empty">{say.empty}</p>}
          {...(changing
            ? {
                actionsOf: (access: AccessRow) =>
                  access.role === 'owner'
                    ? []
                    : [
                        {
                          id: 'change',
                          label: say.change,
                          icon: Pencil,
                          run: () => setOpened({ dialog: 'change' as const, access }),
                        },
                        {
                          id: 'cut',
                          label: say.cut,
                          icon: UserX,
                          danger: true,
                          run: () => setOpened({ dialog: 'cut' as const, access }),
                        },
                      ],
              }
            : {})}
        />
      )}
      {opened === 'add' && <AccessDialog mailbox={mailbox} access={null} onClose={close} />}
      {opened !== null && opened !== 'add' && opened.dialog === 'change' && (
        <AccessDialog mailbox={mailbox} access={opened.access} onClose={close} />
      )}
      {opened !== null && opened !== 'add' && opened.dialog === 'cut' && (
        <CutAccess mailbox={mailbox} access={opened.access} onClose={close} />
      )}
    </Section>
  )
}

function accessColumns(words: Words, day: (instant: string) => string): readonly TableColumn<AccessRow>[] {
  const { columns, roles, states } = words.mailboxes.access
  return [
    {
      id: 'person',
      label: columns.person,
      fixed: true,
      cell: ({ person }) => (
        <span className="row-name">
          <PersonMark name={person.name} />
          <span className="row-name-two">
            <b>{person.name}</b>
            <small>{person.email}</small>
          </span>
        </span>
      ),
    },
    { id: 'role', label: columns.role, cell: ({ role }) => roles[role] },
    {
      id: 'until',
      label: columns.until,
      cell: ({ until }) => (
        <span className="quiet">{until === null ? words.directory.noLimit : day(until)}</span>
      ),
    },
    {
      id: 'state',
      label: columns.state,
      cell: ({ state, person }) => (
        <span className={state === 'current' ? undefined : 'late'}>
          {person.suspended ? words.persons.activated.suspended : states[state]}
        </span>
      ),
    },
  ]
}

interface CutAccessProps {
  readonly mailbox: MailboxView
  readonly access: AccessRow
  readonly onClose: () => void
}

function CutAccess({ mailbox, access, onClose }: CutAccessProps) {
  const say = useWords().mailboxes.access
  const { person } = access
  return (
    <ConfirmChange
      danger
      route="DELETE /mailboxes/{mailbox}/access/{person}"
      input={{ params: { mailbox: mailbox.id, person: person.id } }}
      stale={[...mailboxChanges, '/app-passwords']}
      title={say.cutTitle(person.name)}
      action={say.cut}
      done={say.done(person.name)}
      onClose={onClose}
    >
      <p>{say.cutText}</p>
    </ConfirmChange>
  )
}
