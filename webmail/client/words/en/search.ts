// Searching, and all boxes as one, in English.

import { plural } from '#ui/format/plural.ts'
import type { search as french } from '../fr/search.ts'

export const search: typeof french = {
  every: 'All my mailboxes',
  inEveryField: 'Search in all my mailboxes',
  options: 'Search options',
  recent: 'Recent searches',
  forget: 'Clear recent searches',
  fields: {
    from: 'From',
    to: 'To',
    subject: 'Subject',
    contains: 'Contains',
    after: 'From day',
    before: 'Before',
    attachment: 'With an attachment',
    unread: 'Unread only',
  },
  scope: 'Search in',
  scopes: { folder: 'This folder', box: 'The whole mailbox', every: 'All my mailboxes' },
  submit: 'Search',
  reset: 'Clear the form',
  found: (count, shown) =>
    plural('en', count, { zero: 'no message', one: '1 message', other: `${shown} messages` }),
  moreThan: (count) => `the ${count} newest`,
  tryElsewhere: 'Take the folder out of the search to look everywhere.',
  inBox: 'Search the whole mailbox',
  inEvery: 'Search all my mailboxes',
  withoutFilter: (filter) => `Search without the filter “${filter}”`,
  missing: (boxes) => `No answer from ${boxes}: its messages are missing from this list.`,
  boxesOf: 'My mailboxes',
}
