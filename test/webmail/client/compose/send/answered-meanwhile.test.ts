import { expect, test } from 'vitest'
import { ProblemError } from '#ui/api/problem-error.ts'
import { blankContent } from '#webmail/client/compose/draft/draft.ts'
import { answerMeanwhile, whereToRead, withSeen } from '#webmail/client/compose/send/answered-meanwhile.ts'

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

type Place = typeof original
const waited: Place = { folder: 'Drafts', uid: 9 }
const copy = { folder: 'Sent', uid: 4 }

test.each([
  ['it waits still', { place: waited, there: [waited, original], sent: null }, waited],
  ['it has left, and what it answers was archived', { place: waited, there: [], sent: copy }, copy],
  ['nobody knew where, and it was filed meanwhile', { place: null, there: [original], sent: copy }, copy],
  ['it was thrown away', { place: waited, there: [original], sent: null }, original],
  ['it is nowhere', { place: waited, there: [], sent: null }, null],
] satisfies [string, { place: Place | null; there: Place[]; sent: Place | null }, Place | null][])(
  '%s → read where it is',
  async (_, { place, there, sent }, expected) => {
    const ports = {
      isThere: async (each: Place) => there.some((one) => one === each),
      sentCopy: async () => sent,
    }
    expect(await whereToRead({ place }, content, ports)).toEqual(expected)
  },
)

test('nobody can say whether it is there → no other place is taken for it', async () => {
  const isThere = () => Promise.reject(new ProblemError('try-later'))
  const asked = whereToRead({ place: waited }, content, { isThere, sentCopy: async () => copy })
  await expect(asked).rejects.toMatchObject({ code: 'try-later' })
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
