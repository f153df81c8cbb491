import { expect, test } from 'vitest'
import { historyEntry } from '#webmail/client/compose/history-entry.ts'

/** A browser: a step back goes to what was before when it was asked for, and is made when `settle` lets it. */
function browser() {
  let states: unknown[] = [{ page: 'list' }]
  let at = 0
  let asked: number[] = []
  const steps = {
    get state() {
      return states[at]
    },
    pushState(state: unknown) {
      states = [...states.slice(0, at + 1), state]
      at += 1
    },
    back: () => void asked.push(at - 1),
  }
  const entry = historyEntry(steps)
  return {
    ...{ steps, entry },
    settle() {
      for (const target of asked) {
        at = target
        entry.stepped()
      }
      asked = []
    },
  }
}

test('« Retour » → the window closes, once', () => {
  const { steps, entry, settle } = browser()
  let closed = 0
  const end = entry.begin('a', () => {
    closed += 1
    end()
  })
  expect(steps.state).toEqual({ page: 'list', writing: 'a' })
  steps.back()
  settle()
  steps.back()
  settle()
  expect(closed).toBe(1)
})

test('closed otherwise → its entry is taken back, and « Retour » has nothing to close', () => {
  const { steps, entry, settle } = browser()
  const end = entry.begin('a', () => expect.fail('closed twice'))
  end()
  settle()
  expect(steps.state).toEqual({ page: 'list' })
})

test.each([
  ['another window in its place', 'b'],
  ['the same on a wider page and back', 'a'],
])('%s before the browser has gone back → it stays open, and « Retour » closes it', (_, next) => {
  const { steps, entry, settle } = browser()
  const closed: string[] = []
  const end = entry.begin('a', () => closed.push('first'))
  end()
  entry.begin(next, () => closed.push('second'))
  settle()
  expect(closed).toEqual([])
  expect(steps.state).toMatchObject({ writing: next })
  steps.back()
  settle()
  expect(closed).toEqual(['second'])
})

test('another page is gone to, and the window with it made small → nobody is led back', () => {
  const { steps, entry, settle } = browser()
  const end = entry.begin('a', () => expect.fail('closed'))
  steps.pushState({ page: 'answer' })
  end()
  settle()
  expect(steps.state).toEqual({ page: 'answer' })
})
