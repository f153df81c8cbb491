// Folders made, called otherwise and deleted, and what is emptied for good, in English.

import { plural } from '#ui/format/plural.ts'
import type { folders as french } from '../fr/folders.ts'

export const folders: typeof french = {
  manage: 'Create and manage folders',
  none: 'No folder yet.',
  name: 'Name of the new folder',
  nameOf: (name) => `Name of ${name}`,
  parent: 'In',
  top: 'At the top of the mailbox',
  create: 'Create the folder',
  save: 'Save',
  edit: (name) => `Change ${name}`,
  remove: (name) => `Delete ${name}`,
  removed: (name) => `The folder ${name} is in the trash.`,
  broughtBack: (name) => `The folder ${name} is back.`,
  removeTitle: (name) => `Delete the folder ${name} for good?`,
  removeText: 'Its messages and the folders in it go away. They cannot be brought back.',
  removeAct: 'Delete for good',
  goneForGood: (name) => `The folder ${name} is deleted for good.`,
  rulesLeft: (rules: readonly string[], folder: string) =>
    plural('en', rules.length, {
      one: `The rule “${rules.join('')}” still files messages into ${folder} and will make it again.`,
      other: `These rules still file messages into ${folder} and will make it again: ${rules.join(', ')}.`,
    }),
  rulesUnknown: (folder) => `The rules of the box did not answer: check those that file into ${folder}.`,
  taken: 'A folder has this name there already.',
  wrongName:
    'A folder cannot have this name. Leave out / \\ % and *, a first character ~ . # or &, and more than eight levels.',
  failed: {
    save: 'It could not be saved.',
    remove: 'It could not be deleted.',
    bringBack: 'The folder could not come back: it is in the trash.',
    empty: 'The folder could not be emptied.',
  },
  empty: { trash: 'Empty the trash', junk: 'Empty the spam folder' },
  emptyTitle: { trash: 'Empty the trash?', junk: 'Empty the spam folder?' },
  emptyText: 'Everything in this folder goes away and cannot be brought back.',
  emptied: (count) =>
    plural('en', count, {
      zero: 'The folder is empty.',
      one: '1 message deleted for good.',
      other: `${count} messages deleted for good.`,
    }),
  forGoodTitle: (count) =>
    plural('en', count, {
      one: 'Delete this conversation for good?',
      other: `Delete ${count} conversations for good?`,
    }),
  forGoodText: (count) =>
    plural('en', count, {
      one: 'It is in the trash already. Once deleted, it cannot be brought back.',
      other: 'They are in the trash already. Once deleted, they cannot be brought back.',
    }),
  deleted: (count) =>
    plural('en', count, {
      one: 'Conversation deleted for good.',
      other: `${count} conversations deleted for good.`,
    }),
  room: {
    filling: (used, limit) => `This mailbox holds ${used} of ${limit}.`,
    nearlyFull: (used, limit) =>
      `This mailbox is nearly full: ${used} of ${limit}. Delete large messages, or ask your helpdesk for more room.`,
    full: (limit) =>
      `This mailbox is full: ${limit}. It receives no more messages. Delete some, or ask your helpdesk for more room.`,
    largest: 'See the largest messages',
    /** Of the search, as it is typed: what is asked, and how much. */
    query: ['larger', '5mb'],
  },
}
