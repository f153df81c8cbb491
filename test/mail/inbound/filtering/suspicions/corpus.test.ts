import { expect, test } from 'vitest'
import { judgedCorpus, share, worstCases } from '#test/support/judged-corpus.ts'

const { ordinary, attacks } = judgedCorpus()
const isWrong = ({ wrong }: { readonly wrong: boolean }) => wrong
const families = (judged: typeof ordinary) => worstCases(judged, 20).map(({ message }) => message.family)

test('the corpus → at least 1,000 ordinary messages and 200 attacks', () => {
  expect(ordinary.length).toBeGreaterThanOrEqual(1000)
  expect(attacks.length).toBeGreaterThanOrEqual(200)
})

test('ordinary mail → at most 2 % of it accused of anything', () => {
  expect(share(ordinary, isWrong), families(ordinary).join('\n')).toBeLessThanOrEqual(0.02)
})

test('attacks → at least 95 % seen for what they are', () => {
  expect(share(attacks, isWrong), families(attacks).join('\n')).toBeLessThanOrEqual(0.05)
})

test('another seed → no worse: nothing was fitted to these very messages', () => {
  const other = judgedCorpus(7)
  expect(share(other.ordinary, isWrong), families(other.ordinary).join('\n')).toBeLessThanOrEqual(0.02)
  expect(share(other.attacks, isWrong), families(other.attacks).join('\n')).toBeLessThanOrEqual(0.05)
})
