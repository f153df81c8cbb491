import { expect, test } from 'vitest'
import { justificationIn, longestJustification } from '#core/policies/leak-justification.ts'

const read = (value: string) =>
  justificationIn(Buffer.from(`Subject: x\r\nX-Vaguemestre-Justification: ${value}\r\n\r\n`))

test.each([
  ['Demande de la CPAM du 3 mars', 'Demande de la CPAM du 3 mars'],
  ['=?utf-8?q?Paie_de_f=C3=A9vrier?=', 'Paie de février'],
  ['Paie\r\n de mars', 'Paie de mars'],
  ['Paie \u202ede\u0007 mars', 'Paie de mars'],
  ['Article L2121-12, dossier 2026-118', 'Article L2121-12, dossier 2026-118'],
])('%j → %j', (value, text) => {
  expect(read(value)).toBe(text)
})

test.each(['', ' ', '...', '1234', 'ok', '=?utf-8?q??='])('%j → says nothing', (value) => {
  expect(read(value)).toBeNull()
})

test('no such field → null', () => {
  expect(justificationIn(Buffer.from('Subject: x\r\n\r\n'))).toBeNull()
})

test('digits that could be the value → hidden', () => {
  expect(read('Le NIR 1 85 05 78 006 084 91 et 4970-1012-3456-7890 du 12/03/2026')).toMatch(
    /^Le NIR [• ]+ et [•-]+ du 12\/03\/2026$/,
  )
})

test('as long as a letter → cut', () => {
  expect(read('a'.repeat(5000))).toHaveLength(longestJustification + 1)
})
