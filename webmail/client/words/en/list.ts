// The list of conversations and what is done to them, in English.

import { plural } from '#ui/format/plural.ts'
import type { list as french } from '../fr/list.ts'

export const list: typeof french = {
  search: (address) => `Search in ${address}`,
  searchShort: 'Search in this mailbox',
  counts: (unread, total) => `${unread} unread of ${total}`,
  total: (count, shown) =>
    plural('en', count, { zero: 'empty', one: '1 conversation', other: `${shown} conversations` }),
  messages: (count, shown) =>
    plural('en', count, { zero: 'empty', one: '1 message', other: `${shown} messages` }),
  filter: 'Filter',
  filters: { unread: 'Unread', flagged: 'Starred', attachments: 'Attachments' },
  days: { today: 'Today', yesterday: 'Yesterday', thisWeek: 'This week', lastWeek: 'Last week' },
  me: 'me',
  nobody: 'No sender',
  noSubject: 'No subject',
  draft: 'Draft',
  row: {
    unread: 'Unread',
    draft: 'Draft',
    flagged: 'starred',
    attachments: 'attachment',
    answered: 'answered',
    label: (label) => `label ${label}`,
    folder: (folder) => `in ${folder}`,
    messages: (count) => `${count} messages`,
  },
  loading: 'Conversation being loaded',
  select: (row) => `Select ${row}`,
  selected: (count) => `${count} selected`,
  unselect: 'Unselect all',
  wholeFolder: 'This whole folder?',
  wholeFound: 'All results?',
  selectFound: (count) => `Select the ${count} results`,
  selectAll: (count) => `Select the ${count} of this folder`,
  atMost: (count) => `Select the newest ${count}`,
  selecting: 'Selecting…',
  tooFar: (count) => `A selection holds up to ${count} messages. Select fewer at a time.`,
  actionsOnSelection: 'Actions on the selection',
  actionsOnConversation: 'Actions on the conversation',
  actions: {
    archive: 'Archive',
    delete: 'Delete',
    read: 'Mark as read',
    unread: 'Mark as unread',
    flag: 'Star',
    unflag: 'Remove the star',
    junk: 'Junk',
    'not-junk': 'Not junk',
    move: 'Move',
    more: 'More actions',
  },
  done: {
    archive: (count) =>
      plural('en', count, { one: 'Conversation archived.', other: `${count} conversations archived.` }),
    delete: (count) =>
      plural('en', count, {
        one: 'Conversation moved to the bin.',
        other: `${count} conversations moved to the bin.`,
      }),
    junk: (count) =>
      plural('en', count, {
        one: 'Conversation filed as junk.',
        other: `${count} conversations filed as junk.`,
      }),
    'not-junk': (count) =>
      plural('en', count, {
        one: 'Conversation put back into the inbox.',
        other: `${count} conversations put back into the inbox.`,
      }),
    move: (count, folder) =>
      plural('en', count, {
        one: `Conversation moved to ${folder}.`,
        other: `${count} conversations moved to ${folder}.`,
      }),
  },
  undo: 'Undo',
  undone: 'Undone.',
  missing: (count) =>
    plural('en', count, {
      one: '1 message was gone already.',
      other: `${count} messages were gone already.`,
    }),
  failed: {
    archive: 'Archiving did not work.',
    delete: 'Deleting did not work.',
    read: 'Marking did not work.',
    unread: 'Marking did not work.',
    flag: 'The star did not change.',
    unflag: 'The star did not change.',
    junk: 'Filing did not work.',
    'not-junk': 'Filing did not work.',
    move: 'Moving did not work.',
    label: 'Labelling failed.',
    unlabel: 'Taking the label off failed.',
    undo: 'Undoing did not work.',
  },
  because: (what, why) => `${what} ${why}.`,
  moveTo: 'Move to',
  empty: {
    inbox: 'All is read. Have a good day.',
    folder: 'This folder is empty.',
    filtered: 'No conversation with this filter.',
    unfilter: 'Show all',
    search: (words, address) => `No message for “${words}” in ${address}`,
    searchHint: 'Take a word away, or search otherwise.',
    clear: 'Clear the search',
  },
}
