import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { OwedAnswers } from '../../../bench/webmail/owed-answers.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

const pass = (milliseconds: number) => vi.advanceTimersByTime(milliseconds)

test('an answer in pieces, with a line that looks like one → owed from the command to its last line', () => {
  const answers = new OwedAnswers()
  const one = answers.connection()
  pass(5)
  one.asked('A1 UID FETCH 1 BODY[]\r\n')
  pass(10)
  one.heard('* 1 FETCH (BODY[] {9}\r\nB1 OK x\r\n)\r\nA1')
  pass(3)
  one.heard(' OK done\r\n')
  pass(100)
  expect(answers.milliseconds).toBe(13)
})

test('two connections at once → the time counts once; what has no answer yet counts until now', () => {
  const answers = new OwedAnswers()
  const [one, other] = [answers.connection(), answers.connection()]
  one.asked('A1 NOOP\r\n')
  pass(4)
  other.asked('A1 SEARCH ALL\r\n')
  one.heard('A1 OK\r\n')
  pass(4)
  expect(answers.milliseconds).toBe(8)
  other.closed()
  pass(50)
  expect(answers.milliseconds).toBe(8)
})

test('IDLE, DONE, LOGOUT → nothing is owed', () => {
  const answers = new OwedAnswers()
  const one = answers.connection()
  for (const command of ['A1 IDLE\r\n', 'DONE\r\n', 'A2 LOGOUT\r\n']) one.asked(command)
  pass(50)
  expect(answers.milliseconds).toBe(0)
})
