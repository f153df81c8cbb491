// The columns of the table of keys of programs.

import { Button } from '#ui/control/button.tsx'
import { Moment } from '#ui/display/moment.tsx'
import { type StateKind, StateLabel } from '#ui/display/state-label.tsx'
import type { useFormat } from '#ui/format/use-format.ts'
import type { TableColumn } from '#ui/table/data-table.tsx'
import type { AdminAnswer } from '../../../contract/all.ts'
import type { Words } from '../../words/fr.ts'

export type ApiKey = AdminAnswer<'GET /api-keys'>['rows'][number]

const kinds: Readonly<Record<ApiKey['state'], StateKind>> = { active: 'ok', expired: 'wait', revoked: 'bad' }

interface Shown {
  readonly words: Words['team']
  readonly day: ReturnType<typeof useFormat>['day']
  /** Null for whoever may not revoke one. */
  readonly onRevoke: ((key: ApiKey) => void) | null
}

export function apiKeyColumns({ words, day, onRevoke }: Shown): readonly TableColumn<ApiKey>[] {
  return [
    {
      id: 'name',
      label: words.keyName,
      fixed: true,
      cell: (row) => (
        <>
          <b>{row.name}</b>
          <small className="team-under">
            <code>vmk_{row.selector}…</code>
          </small>
        </>
      ),
    },
    {
      id: 'scope',
      label: words.keyScope,
      cell: (row) => (row.commune.kind === 'department' ? words.everyCommune : row.commune.name),
    },
    { id: 'permissions', label: words.keyRights, cell: (row) => words.rights(row.permissions.length) },
    {
      id: 'state',
      label: words.state,
      cell: (row) => <StateLabel kind={kinds[row.state]}>{words.keyStates[row.state]}</StateLabel>,
    },
    { id: 'expires', label: words.keyExpires, cell: (row) => day(row.expiresAt) },
    { id: 'used', label: words.keyUsed, cell: (row) => <Moment at={row.lastUsedAt} /> },
    {
      id: 'by',
      label: words.keyBy,
      cell: (row) => <span className="quiet">{row.createdBy ?? words.somebody}</span>,
    },
    ...(onRevoke !== null
      ? [
          {
            id: 'revoke',
            label: words.action,
            align: 'end' as const,
            acts: true,
            cell: (row: ApiKey) =>
              row.state === 'active' && (
                <Button size="small" onPress={() => onRevoke(row)}>
                  {words.revoke}
                </Button>
              ),
          },
        ]
      : []),
  ]
}
