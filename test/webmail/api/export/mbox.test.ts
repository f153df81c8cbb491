import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MboxQuoting, separator } from '#webmail/api/export/mbox.ts'
import { readMbox } from './read-mbox.ts'

const quoted = (...pieces: readonly string[]): string => {
  const quoting = new MboxQuoting()
  const written = pieces.map((piece) => quoting.add(Buffer.from(piece, 'latin1')))
  return Buffer.concat([...written, quoting.end()]).toString('latin1')
}

test.each([
  [['Subject: a\r\n\r\nFrom here\r\n'], 'Subject: a\n\n>From here\n\n'],
  [['\r\n>From x\r\n>>From y\r\nFromage\r\n From z\r\n'], '\n>>From x\n>>>From y\nFromage\n From z\n\n'],
  [['a\r\n', 'Fr', 'om', ' b\r', '\nFrom c'], 'a\n>From b\n>From c\n\n'],
  [['From the first line'], '>From the first line\n\n'],
  [['aFrom ', 'b'], 'aFrom b\n\n'],
  [['a\r', 'From b\r\n'], 'a\rFrom b\n\n'],
  [['\xe9\r\n'], '\xe9\n\n'],
  [[''], '\n'],
])('%j → %j', (pieces, expected) => {
  expect(quoted(...pieces)).toBe(expected)
})

test('any message in any pieces, between others → each octet back', () => {
  const line = fc.oneof(
    fc.constantFrom('From ', '>From ', '>>From a', 'From', 'Fro', '>', '', 'From a b', 'x\ry', '.'),
    fc.string({ unit: 'binary', maxLength: 20 }),
  )
  const message = fc
    .array(line, { minLength: 1, maxLength: 12 })
    .map((lines) =>
      lines.map((each) => `${Buffer.from(each).toString('latin1').replaceAll('\n', ' ')}\r\n`).join(''),
    )
  fc.assert(
    fc.property(fc.array(message, { maxLength: 4 }), fc.integer({ min: 1, max: 9 }), (messages, size) => {
      const written = messages.map((each) => {
        const pieces = each.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
        return `${separator(new Date(0), new Uint8Array())}${quoted(...pieces)}`
      })
      const read = readMbox(Buffer.from(written.join(''), 'latin1'))
      expect(read.map((each) => each.toString('latin1'))).toEqual(messages)
    }),
    { numRuns: 1_000 },
  )
})

test('the line before a message → who sent it and when it came, in UTC', () => {
  const received = new Date('2026-03-04T09:05:07Z')
  const line = (fields: string) => separator(received, Buffer.from(fields)).toString()
  expect(line('Return-Path: <a@b.test>\r\nFrom: c@d.test\r\n')).toBe(
    'From a@b.test Wed Mar  4 09:05:07 2026\n',
  )
  expect(line('From: c@d.test\r\n\r\nReturn-Path: <a@b.test>\r\n')).toBe(
    'From MAILER-DAEMON Wed Mar  4 09:05:07 2026\n',
  )
  expect(line('Return-Path: <a b\r\n>')).toContain('MAILER-DAEMON')
})
