// The columns of the table of device passwords.

import { Button } from '#ui/control/button.tsx'
import { Moment } from '#ui/display/moment.tsx'
import type { TableColumn } from '#ui/table/data-table.tsx'
import type { AdminAnswer } from '../../../contract/all.ts'
import type { Words } from '../../words/fr.ts'

export type AppPasswordRow = AdminAnswer<'GET /app-passwords'>['rows'][number]

/** `onCut` is null for whoever may not cut one off. */
export function appPasswordColumns(
  words: Words['security'],
  onCut: ((row: AppPasswordRow) => void) | null,
): readonly TableColumn<AppPasswordRow>[] {
  return [
    {
      id: 'device',
      label: words.device,
      fixed: true,
      cell: (row) => (
        <>
          <b>{row.label}</b>
          <small className="security-under">{row.person.name}</small>
        </>
      ),
    },
    { id: 'mailbox', label: words.mailbox, cell: (row) => row.mailbox.address },
    { id: 'opens', label: words.opens, cell: (row) => words.opening(row.imap, row.smtp) },
    {
      id: 'commune',
      label: words.commune,
      cell: (row) => <span className="quiet">{row.commune.name}</span>,
    },
    { id: 'used', label: words.lastUse, cell: (row) => <Moment at={row.lastUsedAt} /> },
    ...(onCut !== null
      ? [
          {
            id: 'revoke',
            label: words.action,
            align: 'end' as const,
            acts: true,
            cell: (row: AppPasswordRow) => (
              <Button size="small" onPress={() => onCut(row)}>
                {words.cut}
              </Button>
            ),
          },
        ]
      : []),
  ]
}
