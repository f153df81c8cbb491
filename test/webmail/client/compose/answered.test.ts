import { expect, test } from 'vitest'
import { ProblemError } from '#ui/api/problem-error.ts'
import { answerMeanwhile, placesOf, withSeen } from '#webmail/client/compose/answered.ts'
import { blankContent } from '#webmail/client/compose/draft.ts'

const answer = {
  ...{ messageId: '<marc@mairie-saulieu.test>', person: 'Marc Lemoine', at: '2026-03-02T09:41:00.000Z' },
  ...{ leavesAt: null, place: null },
}
const original = { folder: 'INBOX', uid: 3 }
const content = {
  ...blankContent('mairie@mairie-saulieu.test'),
  about: { kind: 'reply' as const, place: original, quoted: true },
}

test('a refusal because a colleague has answered → what they answered; any other, and one without it → nothing', () => {
  expect(answerMeanwhile(new ProblemError('already-answered', { current: answer }))).toEqual(answer)
  expect(answerMeanwhile(new ProblemError('already-answered'))).toBeNull()
  expect(answerMeanwhile(new ProblemError('already-answered', { current: { at: 1 } }))).toBeNull()
  expect(answerMeanwhile(new ProblemError('changed-meanwhile', { current: answer }))).toBeNull()
  expect(answerMeanwhile(new Error('x'))).toBeNull()
})

test('where it may be read → its own place first, then the conversation that it answers', () => {
  const place = { folder: 'Sent', uid: 9 }
  expect(placesOf({ place }, content)).toEqual([place, original])
  expect(placesOf(answer, content)).toEqual([original])
  expect(placesOf(answer, { about: null })).toEqual([])
})

test('messages in sight as an answer is begun → the newest counts; none, or a new message → as the server has it', () => {
  const messages = ['2026-03-02T09:00:00.000Z', '2026-03-02T11:00:00.000Z', '2026-03-02T10:00:00.000Z']
  const seen = withSeen(
    content,
    messages.map((at) => ({ at })),
  )
  expect(seen.about?.seen).toBe('2026-03-02T11:00:00.000Z')
  expect(withSeen(content, [])).toEqual(content)
  const fresh = blankContent('mairie@mairie-saulieu.test')
  expect(withSeen(fresh, [{ at: answer.at }])).toEqual(fresh)
})
