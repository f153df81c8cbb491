// Templates of mailboxes for new communes, in English.

import type { templates as french } from '../fr/templates.ts'

export const templates: typeof french = {
  title: 'Mailbox templates',
  lead: 'What a new commune gets. To change a template changes nothing for communes that are here already.',
  empty: 'No template',
  emptyText: 'It takes one to welcome a commune.',
  add: 'Add a template',
  change: 'Change',
  changeTitle: (name) => `Template ${name}`,
  delete: 'Delete',
  deleteTitle: (name) => `Delete the template ${name}?`,
  deleteText:
    'Communes that are here already keep their mailboxes. Those being prepared with it have to choose another one.',
  deleteLast: 'This is the only template. Add another one first.',
  added: (name) => `The template ${name} is added.`,
  saved: (name) => `The template ${name} is saved.`,
  deleted: (name) => `The template ${name} is deleted.`,
  exists: 'Another template has this name.',
  name: 'Name',
  nameHint: 'To know it again when you welcome communes: Small town hall, Main town…',
  usualOne: 'Offered first',
  mailboxes: 'Mailboxes',
  beginning: { shared: 'Mairie', manager: 'Responsable' },
  addMailbox: 'Add a mailbox',
  removeMailbox: (number) => `Take mailbox ${number} out`,
  entry: (number) => `Mailbox ${number}`,
  kind: 'Kind',
  localPart: 'Before the at sign',
  ownName: 'Named after the person',
  label: 'What people call it',
  quota: 'Quota (GB)',
  usual: 'usual',
  mistakes: {
    'whole-address': 'Write only what stands before the @.',
    letters: 'Letters without accents, digits, dots and dashes.',
    twice: 'This mailbox is in the template already.',
  },
  notSize: 'A number, such as 2 or 0.5.',
  tooMuch: (gigabytes) => `At most ${gigabytes} GB.`,
}
