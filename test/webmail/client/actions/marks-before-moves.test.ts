import { expect, test } from 'vitest'
import { marksBeforeMoves } from '#webmail/client/actions/marks-before-moves.ts'

test.each([
  ['done', (marked: PromiseWithResolvers<string>) => marked.resolve('marked')],
  ['refused', (marked: PromiseWithResolvers<string>) => marked.reject(new Error('gone'))],
])('filed while a mark is on its way → begun once the mark is %s', async (_, end) => {
  const marks = marksBeforeMoves()
  const order: string[] = []
  const marked = Promise.withResolvers<string>()
  const marking = marks.mark(() => {
    order.push('mark')
    return marked.promise
  })
  const filed = marks.file(async () => order.push('file'))
  await Promise.resolve()
  expect(order).toEqual(['mark'])
  end(marked)
  await Promise.allSettled([marking, filed])
  expect(order).toEqual(['mark', 'file'])
})

test('two marks on their way → neither waits for the other, what is filed waits for both', async () => {
  const marks = marksBeforeMoves()
  const order: string[] = []
  const [one, other] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const marking = [one, other].map(({ promise }, at) =>
    marks.mark(() => {
      order.push(`mark ${at}`)
      return promise
    }),
  )
  const filed = marks.file(async () => order.push('file'))
  other.resolve()
  await marking[1]
  expect(order).toEqual(['mark 0', 'mark 1'])
  one.resolve()
  await filed
  expect(order).toEqual(['mark 0', 'mark 1', 'file'])
})
