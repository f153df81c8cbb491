// A role of the team, each with what it may do under its name.

import { Choice } from '#ui/control/choice.tsx'
import { useWords } from '../../words/words.tsx'
import type { TeamRole } from './member.ts'

const teamRoles: readonly TeamRole[] = ['auditor', 'support', 'administrator']

export interface RoleChoiceProps {
  readonly value: TeamRole
  readonly onChange: (role: TeamRole) => void
}

export function RoleChoice({ value, onChange }: RoleChoiceProps) {
  const { team, roles, rolesAre } = useWords()
  return (
    <Choice
      label={team.role}
      value={value}
      onChange={onChange}
      options={teamRoles.map((role) => ({ value: role, label: roles[role], hint: rolesAre[role] }))}
    />
  )
}
