import { expect, test } from 'vitest'
import { readTraceQuery, sinceOf } from '#admin/client/screens/trace/trace-query.ts'

test.each([
  ['01m89y7es2nzgkfae7afb2jf0n', { queueId: '01M89Y7ES2NZGKFAE7AFB2JF0N' }],
  ['mairie@saulieu.test', { address: 'mairie@saulieu.test' }],
  ['<>', { address: '<>' }],
  ['ma', 'partial'],
  ['facture', 'partial'],
  ['mairie@', 'partial'],
  ['maire de saulieu@saulieu.test', 'partial'],
  [null, {}],
])('%s → %j', (text, question) => {
  expect(readTraceQuery(text)).toEqual(question)
})

test('a period → the same instant during one hour', () => {
  expect(sinceOf('1', new Date('2026-11-25T17:44:03Z'))).toBe('2026-11-24T17:00:00.000Z')
  expect(sinceOf('1', new Date('2026-11-25T17:01:00Z'))).toBe('2026-11-24T17:00:00.000Z')
  expect(sinceOf('jamais', new Date('2026-11-25T17:44:03Z'))).toBeNull()
})
