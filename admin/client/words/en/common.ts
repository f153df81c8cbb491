// Words that every screen may need, in English.

import type {
  common as french,
  permissions as frenchPermissions,
  roles as frenchRoles,
} from '../fr/common.ts'

export const common: typeof french = {
  product: 'Vaguemestre',
  site: 'Vaguemestre, administration',
  someoneWhoGrants: (names) =>
    names.length === 0
      ? 'An administrator of the département'
      : `${new Intl.ListFormat('en', { type: 'disjunction' }).format(names)}, of the département,`,
  department: (name) => `Département: ${name}`,
  add: 'Add',
  change: 'Change',
  delete: 'Delete',
  save: 'Save',
  cancel: 'Cancel',
  close: 'Close',
  continue: 'Continue',
  back: 'Back',
  print: 'Print',
  download: 'Download',
  yes: 'yes',
  no: 'no',
  never: 'never',
  nobody: 'nobody',
  saved: 'Saved.',
  countOf: (shown, all) => `${shown} of ${all}`,
}

export const roles: typeof frenchRoles = {
  administrator: 'Administration',
  support: 'Support',
  auditor: 'Reading',
  manager: 'Manager of a commune',
  member: 'Member',
}

export const rolesAre: typeof frenchRoles = {
  administrator: 'May do everything but read mail.',
  support: 'Helps communes, with no access to mail nor passwords.',
  auditor: 'Sees everything, changes nothing.',
  manager: 'Looks after the mailboxes and people of one commune.',
  member: 'Uses their mailboxes and looks after their own account.',
}

export const permissions: typeof frenchPermissions = {
  'read:commune': 'See communes',
  'create:commune': 'Create a commune',
  'change:commune': 'Change a commune',
  'suspend:commune': 'Suspend a commune',
  'read:domain': 'See domains',
  'change:domain': 'Change domains',
  'read:mailbox': 'See mailboxes',
  'change:mailbox': 'Change mailboxes',
  'suspend:mailbox': 'Suspend a mailbox',
  'change:quota': 'Change quotas',
  'read:person': 'See people',
  'change:person': 'Change people',
  'activate:person': 'Give an activation code',
  'reset:factor': 'Take away a lost second factor',
  'read:access': 'See accesses',
  'change:access': 'Change accesses',
  'read:address': 'See aliases, lists and forwards',
  'change:address': 'Change aliases, lists and forwards',
  'allow:external-forward': 'Allow a forward to the outside',
  'read:policy': 'See filtering settings',
  'change:policy': 'Change filtering settings',
  'read:held': 'See the quarantine',
  'preview:held': 'Read the preview of a held message',
  'decide:held': 'Decide about a held message',
  'read:trace': 'Follow messages',
  'read:queue': 'See the outgoing queue',
  'change:queue': 'Hold, retry or delete a delivery',
  'pause:destination': 'Pause a destination',
  'read:deliverability': 'See deliverability',
  'change:suppressed-address': 'Restore a suppressed address',
  'read:sign-in': 'See sign-ins',
  'read:security': 'See the security log',
  'release:block': 'Release a block',
  'change:trusted-network': 'Change trusted networks',
  'read:app-password': 'See app passwords',
  'revoke:app-password': 'Revoke an app password',
  'read:audit': 'See the log',
  'read:status': 'See the state of the service',
  'read:team': 'See the team',
  'change:team': 'Change the team and its roles',
  'welcome:commune': 'Welcome communes',
  'change:template': 'Change templates',
  'read:api-key': 'See API keys',
  'change:api-key': 'Change API keys',
}
