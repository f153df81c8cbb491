import { expect, test } from 'vitest'
import { lostWords } from '#webmail/client/compose/draft/save-and-sign-out.ts'

const words = { unsaved: 'not saved.', queued: 'waits for the network.' }

test.each([
  [{ waits: false, isSaved: true }, null],
  [{ waits: false, isSaved: false }, 'not saved.'],
  [{ waits: true, isSaved: true }, 'waits for the network.'],
  [{ waits: true, isSaved: false }, 'waits for the network. not saved.'],
])('signing out with %o → %s', (lost, text) => {
  expect(lostWords(lost, words)).toBe(text)
})
