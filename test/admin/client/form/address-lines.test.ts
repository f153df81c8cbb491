import { expect, test } from 'vitest'
import { readLines } from '#admin/client/form/address-lines.ts'

test('addresses pasted with commas, semicolons and blank lines → each once, in order', () => {
  expect(readLines(' a@x.fr, b@x.fr;\n\n c@x.fr\na@x.fr ')).toEqual(['a@x.fr', 'b@x.fr', 'c@x.fr'])
})

test('an empty text → none', () => {
  expect(readLines(' \n ')).toEqual([])
})
