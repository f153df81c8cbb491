// The devices that open a mailbox with a password of their own; cutting one ends what it has open at once.

import { Smartphone } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Moment } from '#ui/display/moment.tsx'
import { Section } from '#ui/page/section.tsx'
import type { TableColumn } from '#ui/table/data-table.tsx'
import type { AdminAnswer } from '../../contract/all.ts'
import { addressOf } from '../api.ts'
import { ConfirmChange } from '../form/confirm-change.tsx'
import { useListing } from '../queries.ts'
import { useSession } from '../session.tsx'
import { ExportLink } from '../table/export-link.tsx'
import { ListingTable } from '../table/listing-table.tsx'
import { useWords } from '../words/words.tsx'
import type { MailboxView } from './mailbox-view.ts'

type Device = AdminAnswer<'GET /app-passwords'>['rows'][number]

export function MailboxDevices({ mailbox }: { readonly mailbox: MailboxView }) {
  const words = useWords()
  const { may } = useSession()
  const say = words.mailboxes.devices
  const query = { mailbox: mailbox.id }
  const listing = useListing('GET /app-passwords', { query })
  const [cutting, setCutting] = useState<Device | null>(null)
  const columns: readonly TableColumn<Device>[] = [
    {
      id: 'label',
      label: say.columns.label,
      fixed: true,
      cell: ({ label }) => (
        <span className="row-name">
          <Smartphone aria-hidden className="small" />
          <b>{label}</b>
        </span>
      ),
    },
    { id: 'person', label: say.columns.person, cell: ({ person }) => person.name },
    {
      id: 'opens',
      label: say.columns.opens,
      cell: ({ imap, smtp }) => (
        <span className="quiet">
          {imap && smtp ? say.opens.both : imap ? say.opens.imap : say.opens.smtp}
        </span>
      ),
    },
    { id: 'lastUsedAt', label: say.columns.lastUsedAt, cell: ({ lastUsedAt }) => <Moment at={lastUsedAt} /> },
    ...(may('revoke:app-password')
      ? [
          {
            id: 'cut',
            label: say.columns.access,
            align: 'end' as const,
            acts: true,
            cell: (device: Device) => (
              <Button
                size="small"
                look="danger"
                aria-label={say.cutTitle(device.label)}
                onPress={() => setCutting(device)}
              >
                {say.cut}
              </Button>
            ),
          },
        ]
      : []),
  ]
  return (
    <Section
      title={say.title}
      actions={
        listing.rows.length > 0 && (
          <ExportLink size="small" href={addressOf('GET /app-passwords/export', { query })} />
        )
      }
    >
      <ListingTable
        label={say.title}
        listing={listing}
        columns={columns}
        idOf={({ id }) => id}
        nameOf={({ label }) => label}
        empty={<p className="quiet mailbox-empty">{say.empty}</p>}
      />
      {cutting !== null && <CutDevice device={cutting} onClose={() => setCutting(null)} />}
    </Section>
  )
}

function CutDevice({ device, onClose }: { readonly device: Device; readonly onClose: () => void }) {
  const say = useWords().mailboxes.devices
  return (
    <ConfirmChange
      danger
      route="DELETE /app-passwords/{id}"
      input={{ params: { id: device.id } }}
      stale={['/app-passwords']}
      title={say.cutTitle(device.label)}
      action={say.cut}
      done={say.done(device.label)}
      onClose={onClose}
    >
      <p>{say.cutText}</p>
    </ConfirmChange>
  )
}
