import { expect, test } from 'vitest'
import { sortedFiles } from '#webmail/client/compose/attachments/use-attachments.ts'
import { mostAttachedBytes } from '#webmail/contract/draft-limits.ts'
import { mostSharedBytes, offeredAsLinkBytes } from '#webmail/contract/shared-file-limits.ts'

/** Nobody reads its octets here. */
function fileOf(name: string, size: number): File {
  const file = new File([], name)
  Object.defineProperty(file, 'size', { value: size })
  return file
}

test('files light and heavy → attached while there is room; the heavy one may go along, what has no room may not', () => {
  const light = fileOf('Avis.pdf', 1_000)
  const heavy = fileOf('Plan.pdf', offeredAsLinkBytes + 1)
  const large = fileOf('Film.mp4', mostAttachedBytes)
  const sorted = sortedFiles([light, heavy, large], 500, offeredAsLinkBytes)
  expect(sorted).toEqual({
    come: [light],
    heavy: [
      { file: heavy, attachable: true },
      { file: large, attachable: false },
    ],
    never: null,
  })
})

test('attached anyway, with no room beside the others → not attached; with room → attached', () => {
  const heavy = fileOf('Plan.pdf', offeredAsLinkBytes + 1)
  expect(sortedFiles([heavy], mostAttachedBytes - offeredAsLinkBytes, mostAttachedBytes).come).toEqual([])
  expect(sortedFiles([heavy], 0, mostAttachedBytes).come).toEqual([heavy])
})

test('larger than a link gives out → neither attached nor offered', () => {
  const huge = fileOf('Film.mp4', mostSharedBytes + 1)
  expect(sortedFiles([huge], 0, offeredAsLinkBytes)).toEqual({ come: [], heavy: [], never: huge })
})
