import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { heldOut, independent, tunedOn } from '#test/fixtures/fraud-corpus/corpus.ts'
import { accusations, judgedCorpus, share, worstCases } from '#test/support/gateway/judged-corpus.ts'

const { ordinary, attacks } = judgedCorpus()
const unmet = judgedCorpus(undefined, heldOut)
const near = judgedCorpus(undefined, independent)
const isWrong = ({ wrong }: { readonly wrong: boolean }) => wrong
const families = (judged: typeof ordinary) =>
  worstCases(judged, 20)
    .map(({ message }) => message.family)
    .join('\n')

describe('the corpus', () => {
  test('at least 1,000 ordinary messages and 200 attacks', () => {
    expect(ordinary.length).toBeGreaterThanOrEqual(1000)
    expect(attacks.length).toBeGreaterThanOrEqual(200)
  })

  test('at least 200 ordinary letters, none of them more than 2 % of all', () => {
    const letters = tunedOn.ordinary.flatMap(({ text }) => text)
    const copies = tunedOn.ordinary.map(({ count, text }) => count / text.length)
    const total = tunedOn.ordinary.reduce((sum, { count }) => sum + count, 0)
    expect(new Set(letters).size).toBeGreaterThanOrEqual(200)
    expect(Math.max(...copies) / total).toBeLessThanOrEqual(0.02)
  })

  test('texts that the detectors never met → not one of them among the others', () => {
    const met = new Set([...tunedOn.ordinary, ...tunedOn.attacks].flatMap(({ text }) => text))
    const unseen = [heldOut, independent].flatMap(({ ordinary, attacks }) => [...ordinary, ...attacks])
    const shared = unseen.flatMap(({ text }) => text.filter((letter) => met.has(letter)))
    expect(shared).toEqual([])
  })

  test('takes no word from the detectors', async () => {
    const folder = new URL('../../../../fixtures/fraud-corpus/', import.meta.url).pathname
    const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'))
    const imports = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))
    expect(files.length).toBeGreaterThan(10)
    expect(imports.join('\n')).not.toMatch(/from '[^']*(?:mail|daemons|suspicions)\//)
  })
})

describe('ordinary mail', () => {
  test('at most 2 % of it accused of anything', () => {
    expect(share(ordinary, isWrong), families(ordinary)).toBeLessThanOrEqual(0.02)
  })

  test.each(accusations)('at most 1 %% of it accused by the mark %s', (mark) => {
    expect(share(ordinary, ({ marks }) => marks.includes(mark))).toBeLessThanOrEqual(0.01)
  })

  test('texts that the detectors never met → at most 2 % accused', () => {
    expect(share(unmet.ordinary, isWrong), families(unmet.ordinary)).toBeLessThanOrEqual(0.02)
  })
})

describe('honest letters about money, as near to fraud as they come', () => {
  test('at most 10 % of them accused', () => {
    expect(share(near.ordinary, isWrong), families(near.ordinary)).toBeLessThanOrEqual(0.1)
  })
})

describe('attacks', () => {
  test('at least 95 % seen for what they are', () => {
    expect(share(attacks, isWrong), families(attacks)).toBeLessThanOrEqual(0.05)
  })

  test('another seed → no worse: nothing was fitted to these very messages', () => {
    const other = judgedCorpus(7)
    expect(share(other.ordinary, isWrong), families(other.ordinary)).toBeLessThanOrEqual(0.02)
    expect(share(other.attacks, isWrong), families(other.attacks)).toBeLessThanOrEqual(0.05)
  })

  test('free wording about money that the detectors never met → at least 75 % seen', () => {
    const aboutMoney = unmet.attacks.filter(({ message }) =>
      message.expected.some((mark) => mark === 'bank-details-change' || mark === 'payment-pressure'),
    )
    expect(share(aboutMoney, isWrong), families(aboutMoney)).toBeLessThanOrEqual(0.25)
    expect(share(near.attacks, isWrong), families(near.attacks)).toBeLessThanOrEqual(0.25)
  })

  test('names and domains that the detectors never met → at least 95 % seen', () => {
    const borrowed = unmet.attacks.filter(({ message }) =>
      message.expected.some((mark) => mark === 'borrowed-name' || mark === 'look-alike-domain'),
    )
    const lies = borrowed.filter(({ message }) => message.expected.length === 1)
    expect(share(lies, isWrong), families(lies)).toBeLessThanOrEqual(0.05)
  })

  test('all attacks that the detectors never met → at least 80 % seen', () => {
    expect(share(unmet.attacks, isWrong), families(unmet.attacks)).toBeLessThanOrEqual(0.2)
  })
})
