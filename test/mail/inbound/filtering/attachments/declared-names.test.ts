import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markOfName } from '#core/message/file-extension.ts'
import { declaredNames } from '#mail/inbound/filtering/attachments/declared-names.ts'

test.each([
  ['attachment; filename="a.vbs"', 'a.vbs'],
  ['attachment; FILENAME = a b.vbs ; size=3', 'a b.vbs'],
  ['application/x; name="a.txt"; name="a.vbs"', 'a.vbs'],
  ["attachment; filename*=utf-8'fr'a%2Evbs", 'a.vbs'],
  ["attachment; filename*=iso-8859-1''%E9t%E9.vbs", '\ufffdt\ufffd.vbs'],
  ['attachment; filename*1=".vbs"; filename*0="a"', 'a.vbs'],
  ["attachment; filename*0*=utf-8''a%2e; filename*1=vbs", 'a.vbs'],
  ['attachment; filename="=?utf-8?B?YS52YnM=?="', 'a.vbs'],
  ['attachment; filename="=?utf-8?Q?a=2E?=\r\n =?utf-8?Q?vbs?="', 'a.vbs'],
  ['attachment; filename="C:\\temp\\a.vbs"', 'C:\\temp\\a.vbs'],
  ['attachment; filename="a\\.vbs"', 'a.vbs'],
  ["attachment; filename*=utf-8''a.vbs%00.txt", 'a.vbs'],
  ['attachment; filename="a.vbs', 'a.vbs'],
])('%j → %j among them', (field, name) => {
  expect(declaredNames([field])).toContain(name)
})

test('fields that name nothing → no name', () => {
  expect(declaredNames(['attachment', 'text/plain; charset=utf-8', 'attachment; filename=""'])).toEqual([])
})

const sign = fc.constantFrom(
  ...['"', "'", '*', '=', ';', '%', '\\', '?', '\r\n ', ' ', '.', '0', '1', '=?utf-8?Q?', '?=', '%2E', 'vbs'],
  ...['filename', 'name*0*=', 'é', '\u202e', '\0'],
)

test('any signs in any order → names, and an answer for each', () => {
  const field = fc.array(sign, { maxLength: 60 }).map((signs) => signs.join(''))
  fc.assert(
    fc.property(fc.array(field, { maxLength: 4 }), (fields) => {
      for (const name of declaredNames(fields)) markOfName(name)
    }),
    { numRuns: 500 },
  )
})

/** Quoting and percent signs are ways of writing: a name says the same in each of them. */
test('any name, however it is written → that name among them', () => {
  const written = (name: string): readonly string[] => [
    `attachment; filename="${name}"`,
    `attachment; filename*=utf-8''${[...Buffer.from(name)].map((octet) => `%${octet.toString(16).padStart(2, '0')}`).join('')}`,
    `attachment; filename="=?utf-8?B?${Buffer.from(name).toString('base64')}?="`,
    `attachment; filename*0="${name.slice(0, 3)}"; filename*1="${name.slice(3)}"`,
  ]
  const name = fc
    .string({ unit: fc.constantFrom('a', 'é', ' ', '-', '.', '1'), minLength: 1, maxLength: 30 })
    .map((text) => `x${text}.vbs`)
  fc.assert(
    fc.property(name, (given) => {
      for (const field of written(given)) expect(declaredNames([field])).toContain(given)
    }),
  )
})

test.each(['\\', ' ', '=?utf-8?Q?', '?= =?', 'name', 'name=', '%2', "'", '*0', '\r\n ', '. '])(
  '16 kB of %j → read in one pass',
  (piece) => {
    const field = `attachment; filename="a.txt${piece.repeat(16_384 / piece.length)}x.vbs"`
    expect(declaredNames([field]).some((name) => markOfName(name) === 'script')).toBe(true)
  },
)
