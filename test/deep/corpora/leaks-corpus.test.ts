import { expect, test } from 'vitest'
import { leakCorpus } from '../../../bench/dlp/corpus/corpus.ts'
import { falseKinds, figures, judged } from '../../../bench/dlp/judged.ts'
import { randomNumbers } from '../../../bench/dlp/random-numbers.ts'

test('the corpus → ordinary mail accused by no detector in more than 2 %, leaks seen as the documentation says', async () => {
  const { ordinary, leaky } = leakCorpus(20_261_126, { ordinary: 1_000, each: 2, heldOut: false })
  const [harmless, harmful] = [await judged(ordinary), await judged(leaky)]
  const all = figures(harmless, harmful)
  for (const { kind, ordinary: share, recall } of all) {
    expect(share, kind).toBeLessThanOrEqual(0.02)
    // Civil status has more wordings than anybody lists; docs/leak-prevention.md says which are missed.
    const least = kind === 'civil-status' ? 0.8 : 0.9
    if (!Number.isNaN(recall)) expect(recall, kind).toBeGreaterThanOrEqual(least)
  }
  const accused = harmless.filter((one) => falseKinds(one).length > 0)
  expect(accused.length / harmless.length).toBeLessThanOrEqual(0.04)
})

test('random numbers → fewer than one in fifty pass in any spelling that ordinary mail has', () => {
  for (const { name, kind, share } of randomNumbers(7, 20_000))
    if (!name.includes('begin with 4')) expect(share, `${name} as ${kind}`).toBeLessThan(0.02)
})
