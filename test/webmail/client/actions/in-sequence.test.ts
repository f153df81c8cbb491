import { expect, test } from 'vitest'
import { inSequence, trySequence } from '#webmail/client/actions/in-sequence.ts'

test('nothing is done in one place → done in the others all the same', async () => {
  const took: string[] = []
  await inSequence(
    ['Drafts', 'INBOX', 'Sent'],
    async (place) => (place === 'Drafts' ? null : place.length),
    (place, done) => took.push(`${place} ${done}`),
  )
  expect(took).toEqual(['INBOX 5', 'Sent 4'])
})

test('one fails → the others are tried, and the failure is told', async () => {
  const tried: string[] = []
  const undone = trySequence(['INBOX', 'Sent', 'Drafts'], async (place) => {
    tried.push(place)
    if (place !== 'Drafts') throw new Error(place)
  })
  await expect(undone).rejects.toThrow('INBOX')
  expect(tried).toEqual(['INBOX', 'Sent', 'Drafts'])
})
