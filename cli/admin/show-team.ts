// The team, and a code of first access, as a person at a terminal reads them.

import { singleLine } from '#core/message/single-line.ts'
import type { NamedPerson } from '#db/stores/persons/find-person.ts'
import type { TeamMember } from '#db/stores/persons/team.ts'
import type { IssuedCode } from '#identity/issue-activation-code.ts'
import { table } from '../terminal.ts'

export const showTeam = (team: readonly TeamMember[]): string =>
  table([
    ['ADDRESS', 'NAME', 'ROLE', 'SECOND FACTOR', 'STATE'],
    ...team.map((member) => [
      singleLine(member.email),
      singleLine(member.name),
      member.role,
      member.secondFactor ? 'yes' : 'no',
      stateOf(member),
    ]),
  ])

function stateOf({ suspendedAt, activated }: TeamMember): string {
  if (suspendedAt !== null) return 'suspended'
  return activated ? 'active' : 'has not come in yet'
}

/** `origin`: of the panel. */
export const showIssuedCode = (
  { name, email, suspendedAt }: Pick<NamedPerson, 'name' | 'email' | 'suspendedAt'>,
  { code, expiresAt }: IssuedCode,
  origin: string,
): string =>
  [
    `${singleLine(name)} <${singleLine(email)}>: password and second factors are taken away, sessions ended.`,
    `They begin again at ${origin}/activation#${code}`,
    `Code: ${code}, until ${expiresAt.toISOString().slice(0, 10)}`,
    ...(suspendedAt === null ? [] : ['The person is suspended: the code opens nothing until that ends.']),
  ].join('\n')
