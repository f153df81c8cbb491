// Everybody of the team: role, second factor, last sign-in; and what may be done with their access.

import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { PersonMark } from '#ui/cachet/cachet.tsx'
import { Button } from '#ui/control/button.tsx'
import { Moment } from '#ui/display/moment.tsx'
import { StateLabel } from '#ui/display/state-label.tsx'
import type { MenuAction } from '#ui/overlay/menu-action.ts'
import { Skeleton } from '#ui/page/states.tsx'
import { DataTable, type TableColumn } from '#ui/table/data-table.tsx'
import { addressOf } from '../../api.ts'
import { Failure } from '../../failure.tsx'
import { useAnswer } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { ExportLink } from '../../table/export-link.tsx'
import type { Words } from '../../words/fr.ts'
import { useWords } from '../../words/words.tsx'
import { AddMember } from './add-member.tsx'
import type { AskedOfMember, Member } from './member.ts'
import { MemberActions } from './member-actions.tsx'

export function Members() {
  const words = useWords()
  const { may, person } = useSession()
  const team = useAnswer('GET /team', {})
  const [adding, setAdding] = useState(false)
  const [asked, setAsked] = useState<AskedOfMember | null>(null)
  const columns = useMemo(() => columnsOf(words), [words])
  if (team.data === undefined)
    return team.error === null ? (
      <Skeleton rows={4} onRetry={() => void team.refetch()} />
    ) : (
      <Failure error={team.error} onRetry={() => void team.refetch()} />
    )
  const changing = may('change:team')
  const actionsOf = (member: Member): readonly MenuAction[] => {
    const ask = (what: AskedOfMember['what']) => () => setAsked({ what, member })
    const self = member.id === person.id ? words.team.notYourself : null
    return [
      { id: 'role', label: words.team.changeRole, run: ask('role'), closed: self },
      ...(may('activate:person')
        ? [
            {
              id: 'code',
              label: member.activated ? words.team.newPasswordCode : words.team.newCode,
              run: ask('code'),
              closed: self,
            },
          ]
        : []),
      ...(may('reset:factor')
        ? [
            {
              id: 'factor',
              label: words.team.lostFactor,
              run: ask('factor'),
              closed: member.secondFactor ? self : words.team.hasNoFactor,
            },
          ]
        : []),
      member.suspendedAt === null
        ? { id: 'suspend', label: words.team.suspend, run: ask('suspend'), closed: self }
        : { id: 'resume', label: words.team.resume, run: ask('resume') },
      { id: 'remove', label: words.team.remove, danger: true, run: ask('remove'), closed: self },
    ]
  }
  return (
    <>
      <div className="tools">
        <div className="tools-end">
          <ExportLink href={addressOf('GET /team/export')} />
          {changing && (
            <Button look="primary" onPress={() => setAdding(true)}>
              <Plus aria-hidden className="small" />
              {words.team.add}
            </Button>
          )}
        </div>
      </div>
      <DataTable
        label={words.team.tabs['']}
        columns={columns}
        items={team.data.rows}
        idOf={(row) => row.id}
        nameOf={(row) => row.name}
        roomy
        empty={null}
        {...(changing ? { actionsOf } : {})}
      />
      {adding && <AddMember onClose={() => setAdding(false)} />}
      {asked !== null && <MemberActions asked={asked} onClose={() => setAsked(null)} />}
    </>
  )
}

function columnsOf({ team, roles, rolesAre }: Words): readonly TableColumn<Member>[] {
  return [
    {
      id: 'name',
      label: team.name,
      fixed: true,
      cell: (row) => (
        <span className="row-name">
          <PersonMark name={row.name} />
          <span>
            <b>{row.name}</b>
            <small className="team-under">{row.email}</small>
          </span>
        </span>
      ),
    },
    {
      id: 'role',
      label: team.role,
      cell: (row) => (
        <>
          {roles[row.role]}
          <small className="team-under">{rolesAre[row.role]}</small>
        </>
      ),
    },
    {
      id: 'state',
      label: team.state,
      cell: (row) =>
        row.suspendedAt !== null ? (
          <StateLabel kind="bad">{team.suspended}</StateLabel>
        ) : !row.activated ? (
          <StateLabel kind="info">{team.notActivated}</StateLabel>
        ) : row.secondFactor ? (
          <StateLabel kind="ok">{team.active}</StateLabel>
        ) : (
          <StateLabel kind="warn">{team.noFactor}</StateLabel>
        ),
    },
    { id: 'last', label: team.lastSignIn, cell: (row) => <Moment at={row.lastSignInAt} /> },
  ]
}
