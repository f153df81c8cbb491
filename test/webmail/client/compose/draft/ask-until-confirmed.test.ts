import { expect, test } from 'vitest'
import { askUntilConfirmed, restsMs } from '#webmail/client/compose/draft/ask-until-confirmed.ts'

/** Answers in turn; whatever is an error is thrown. */
function asking(answers: readonly unknown[]) {
  const rests: number[] = []
  let unsure = 0
  let at = 0
  const answer = askUntilConfirmed(
    async () => {
      const next = answers[Math.min(at++, answers.length - 1)]
      if (next instanceof Error) throw next
      return next
    },
    {
      isUnsure: (error) => error instanceof Error && error.message === 'lost',
      onUnsure: () => unsure++,
      rest: async (ms) => void rests.push(ms),
    },
  )
  return { answer, seen: () => ({ rests, unsure, times: at }) }
}

const lost = new Error('lost')

test('an answer at once → that, and nobody was unsure', async () => {
  const { answer, seen } = asking(['sent'])
  expect(await answer).toBe('sent')
  expect(seen()).toEqual({ rests: [], unsure: 0, times: 1 })
})

test('two answers lost → asked a third time, each time after a longer rest', async () => {
  const { answer, seen } = asking([lost, lost, 'sent'])
  expect(await answer).toBe('sent')
  expect(seen()).toEqual({ rests: [1_000, 2_000], unsure: 2, times: 3 })
})

test('an answer lost, then one that says no → no, and nothing is asked any more', async () => {
  const { answer, seen } = asking([lost, new Error('refused')])
  await expect(answer).rejects.toThrow('refused')
  expect(seen().times).toBe(2)
})

test('no answer ever → asked so many times, then said that nobody knows', async () => {
  const { answer, seen } = asking([lost])
  await expect(answer).rejects.toThrow('lost')
  expect(seen()).toMatchObject({ rests: [...restsMs], times: restsMs.length + 1 })
})
