import { describe, expect, test } from 'vitest'
import { words as english } from '#admin/client/words/en.ts'
import { words as french } from '#admin/client/words/fr.ts'
import { toDoKinds } from '#admin/contract/dashboard.ts'

const said = {
  size: (bytes: number) => `${bytes}`,
  share: (share: number) => `${share * 100} %`,
  day: (instant: string) => instant.slice(0, 10),
  role: (role: string) => role,
}
const fields = {
  kind: 'password-guessing',
  times: 3,
  failures: 12,
  networks: 2,
  usedBytes: 9,
  allowedBytes: 10,
  share: 0.9,
  messages: 2,
  dangerous: 1,
  role: 'manager',
  communes: 1,
  until: '2026-12-01T00:00:00.000Z',
  person: 'Claire',
  target: 'a@b.fr',
}

describe.each([
  ['French', french],
  ['English', english],
])('in %s', (_, { toDo }) => {
  test.each(toDoKinds)('%s → a fact, one sentence with a full stop, and a verb', (kind) => {
    const words = toDo.kinds[kind]
    expect(words?.fact(fields, said)).toMatch(/\S/)
    expect(words?.text('mairie@x.fr', fields, said)).toMatch(/\.$/)
    expect(words?.action).toMatch(/\S/)
  })
})

test('one dangerous message among two held → said in the singular', () => {
  expect(french.toDo.kinds['held-waiting']?.text('', fields, said)).toContain('dont 1 dangereux.')
})
