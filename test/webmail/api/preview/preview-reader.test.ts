import { expect, test } from 'vitest'
import { ok } from '#core/result.ts'
import { PreviewReader } from '#webmail/api/preview/preview-reader.ts'
import { archive, docx, paragraph } from './files.ts'

const file =
  (content: Buffer, name = 'x.docx') =>
  async () =>
    ok({ name, content })
const letter = docx(paragraph('Bonjour'))

test('a document → read in a thread', async () => {
  await using reader = new PreviewReader()
  expect(await reader.read('claire', file(letter))).toMatchObject({
    ok: true,
    value: { pieces: [{ text: 'Bonjour' }] },
  })
})

test('more time than there is → late, and the next is read', async () => {
  await using hurried = new PreviewReader({ milliseconds: 1 })
  expect(await hurried.read('claire', file(letter))).toEqual(ok({ kind: 'none', why: 'late' }))
  expect(await hurried.read('claire', file(letter))).toEqual(ok({ kind: 'none', why: 'late' }))
})

test('more memory than a thread has → none, and the process goes on', async () => {
  // It is about memory: a busy machine may take its time.
  await using reader = new PreviewReader({ megabytes: 24, milliseconds: 60_000 })
  await using roomy = new PreviewReader({ milliseconds: 60_000 })
  const rows = `<row>${'<c><v>1</v></c>'.repeat(30)}</row>`.repeat(50_000)
  const heavy = archive({
    'xl/workbook.xml': '<workbook/>',
    'xl/sharedStrings.xml': `<sst>${'<si><t>abcdefghij</t></si>'.repeat(900_000)}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet>${rows}</worksheet>`,
  })
  expect(await reader.read('claire', file(heavy, 'x.xlsx'))).toEqual(ok({ kind: 'none', why: 'broken' }))
  expect(await reader.read('claire', file(letter))).toMatchObject({ value: { kind: 'pieces' } })
  expect(await roomy.read('claire', file(heavy, 'x.xlsx'))).toMatchObject({ value: { kind: 'pieces' } })
}, 90_000)

test('four files of one person at once → fetched one after the other', async () => {
  await using reader = new PreviewReader()
  let [now, most] = [0, 0]
  const fetched = async () => {
    now += 1
    most = Math.max(most, now)
    await new Promise(setImmediate)
    now -= 1
    return ok({ name: 'x.txt', content: Buffer.from('a') })
  }
  await Promise.all(Array.from({ length: 4 }, () => reader.read('claire', fetched)))
  expect(most).toBe(1)
})
