import { expect, test } from 'vitest'
import { SentRecipients } from '#webmail/api/imap/sent-recipients.ts'
import { certainly, mailboxUnderTest } from './mailbox-under-test.ts'

const { append, connections, visit, doveadm } = await mailboxUnderTest()
const day = (of: number): Date => new Date(Date.UTC(2026, 0, of))
const sent = (to: string, at: Date) => append('Sent', { to, date: at, subject: 'x' })
const foundBy = async (known: SentRecipients, typed: string): Promise<readonly string[]> =>
  certainly(await known.find(connections, visit, typed)).map(({ name, address }) =>
    `${name} ${address}`.trim(),
  )

test('nothing sent yet → nobody', async () => {
  expect(await foundBy(new SentRecipients(), 'marie')).toEqual([])
})

test('the same address with and without a name → once, by its name, where it was written to last', async () => {
  const known = new SentRecipients()
  await sent('Marie Un <marie@a.test>', day(1))
  await sent('Marie Deux <marie2@a.test>', day(2))
  await sent('MARIE@a.test', day(3))
  expect(await foundBy(known, 'marie')).toEqual(['Marie Un marie@a.test', 'Marie Deux marie2@a.test'])
  await sent('Marie Trois <marie3@a.test>', day(4))
  expect((await foundBy(known, 'mari'))[0]).toBe('Marie Trois marie3@a.test')
})

test('a message imported later that is older → where its day puts it', async () => {
  const known = new SentRecipients()
  await sent('Nadia Une <n1@a.test>', day(10))
  expect(await foundBy(known, 'nadia')).toEqual(['Nadia Une n1@a.test'])
  await sent('Nadia Vieille <n2@a.test>', day(5))
  expect(await foundBy(known, 'nadia')).toEqual(['Nadia Une n1@a.test', 'Nadia Vieille n2@a.test'])
})

test('who was written to before all that is remembered → found by the search', async () => {
  const known = new SentRecipients({ mostRecent: 1 })
  await sent('Octave <octave@a.test>', day(1))
  await sent('Last <last@a.test>', day(20))
  expect(await foundBy(known, 'octa')).toEqual(['Octave octave@a.test'])
})

test('a folder made anew → nobody of the one before', async () => {
  const known = new SentRecipients()
  await sent('Paul <paul@a.test>', day(21))
  expect(await foundBy(known, 'paul')).toEqual(['Paul paul@a.test'])
  await doveadm('mailbox', 'delete', '-u', visit.mailbox, 'Sent')
  await doveadm('mailbox', 'create', '-u', visit.mailbox, 'Sent')
  expect(await foundBy(known, 'paul')).toEqual([])
  await sent('Pauline <pauline@a.test>', day(22))
  expect(await foundBy(known, 'paul')).toEqual(['Pauline pauline@a.test'])
})
