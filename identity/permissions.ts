// What each role may do. The département's roles see every commune; a manager sees its own; a member only its own account,
// which needs no permission. Support never sees mail and never makes a password; an auditor changes nothing.

import { type Permission, permissions, type Role } from '#core/contract.ts'

const reading: readonly Permission[] = permissions.filter((name) => name.startsWith('read:'))

const ofManager: readonly Permission[] = [
  'read:commune',
  'read:domain',
  'read:mailbox',
  'change:mailbox',
  'suspend:mailbox',
  'read:person',
  'change:person',
  'activate:person',
  'read:access',
  'change:access',
  'read:address',
  'change:address',
  'read:policy',
  'change:policy',
  'read:held',
  'preview:held',
  'decide:held',
  'read:trace',
  'read:queue',
  'change:queue',
  'read:sign-in',
  'read:app-password',
  'revoke:app-password',
  'read:audit',
]

const ofSupport: readonly Permission[] = [
  ...reading,
  'change:mailbox',
  'change:access',
  'change:address',
  'change:queue',
  'release:block',
  'revoke:app-password',
]

const granted: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  administrator: new Set(permissions),
  support: new Set(ofSupport),
  auditor: new Set(reading),
  manager: new Set(ofManager),
  member: new Set(),
}

export const permissionsOf = (role: Role): ReadonlySet<Permission> => granted[role]

/** The département's own: none of them opens the mail of a commune. */
export const isOfTeam = (role: Role): boolean =>
  role === 'administrator' || role === 'support' || role === 'auditor'

/** Whether whoever has these permissions can do all that the role can: nobody opens an account that is worth more. */
export const coversRole = (permissions: ReadonlySet<Permission>, role: Role): boolean =>
  [...permissionsOf(role)].every((each) => permissions.has(each))

/** Whoever may change anything for others proves more than a password. */
export const needsSecondFactor = (role: Role): boolean => role !== 'member'
