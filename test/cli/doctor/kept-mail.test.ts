import { expect, test } from 'vitest'
import { keptMailFindings } from '#cli/doctor/kept-mail.ts'

const none = { messages: 0, bytes: 0 }

test.each([
  ['nothing kept', { waiting: none, held: none }, ['good none', 'good none']],
  [
    'mail that waits',
    { waiting: { messages: 2, bytes: 3 * 1_048_576 }, held: none },
    ['good none', 'good 2 messages, 3.0 MB'],
  ],
  [
    'mail that is held',
    { waiting: none, held: { messages: 1, bytes: 524_288 } },
    ['warning 1 message, 0.5 MB', 'good none'],
  ],
  [
    'held mail just below four fifths of what may be held',
    { waiting: none, held: { messages: 9, bytes: 7.9 * 1_048_576 } },
    ['warning 9 messages, 7.9 MB', 'good none'],
  ],
  [
    'held mail of four fifths of what may be held',
    { waiting: none, held: { messages: 9, bytes: 8 * 1_048_576 } },
    ['warning 9 messages, 8.0 MB, 80 % of what may be held', 'good none'],
  ],
  ['no database', null, ['warning unknown: the database does not answer']],
])('%s → %j', (_what, kept, expected) => {
  expect(keptMailFindings(kept, 10).map(({ state, found }) => `${state} ${found}`)).toEqual(expected)
})
