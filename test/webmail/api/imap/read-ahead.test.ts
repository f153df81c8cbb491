// What is read once a person asks for nothing any more, on a real Dovecot.

import { expect, test } from 'vitest'
import { ok } from '#core/result.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { knownMail, listConversations } from '#webmail/api/imap/conversation-list.ts'
import { certainly, mailboxUnderTest } from './mailbox-under-test.ts'

const { connections, visit, append, doveadm } = await mailboxUnderTest()
const day = (number: number) => new Date(Date.UTC(2026, 0, number, 12))
const page = { folder: 'INBOX', offset: 0, limit: 1, filter: 'all', conversations: true } as const

await append('INBOX', { id: 'ancien@a', date: day(1) })
await append('INBOX', { id: 'recent@a', date: day(200) })
for (let number = 0; number < 120; number += 1)
  await append('Sent', { id: `s${number}@m`, references: '<ancien@a>', date: day(40 + number) })
// More than what is called a small folder.
for (let number = 0; number < 200; number += 1) await append('Sent', { id: `t${number}@m`, date: day(900) })

const sent = { mailbox: visit.mailbox, folder: 'Sent' }
const window = { since: day(190), until: day(200) }
/** Days are searched with one aside: those from the 69th on. */
const around = 120 - (69 - 40)

/** How many of the answers to the old message are known. */
const answersKnown = async (known: ReturnType<typeof knownMail>) =>
  certainly(
    await connections.read(visit, async (client) =>
      ok((await known.references.of(client, sent, window))?.answersTo('<ancien@a>').length ?? 0),
    ),
  )

test('a page that was answered, then nothing → what lies around it in Sent is read', async () => {
  const known = knownMail()
  certainly(await listConversations({ connections, known }, visit, page))
  expect(await answersKnown(known)).toBe(0)
  await eventually('what lies 120 days around the page to be known', async () =>
    (await answersKnown(known)) === around ? true : null,
  )
})

test.each([
  ['closed by us', async () => connections.closeOf(visit.person)],
  ['ended by Dovecot, as when access ends', async () => void (await doveadm('kick', visit.mailbox))],
])('the connection was %s meanwhile → none is opened for it', async (_, end) => {
  const known = knownMail()
  certainly(await listConversations({ connections, known }, visit, page))
  await end()
  await eventually('the end to be noticed', async () => {
    const read = await connections.readWhereOpen(visit, async () => ok(true))
    return read.ok ? null : read.error.kind === 'gone'
  })
  // Dovecot hears of an end a moment later; one that was opened for it would stay.
  await eventually('Dovecot to have no session of it', async () =>
    (await doveadm('who', '-1')).includes(visit.mailbox) ? null : true,
  )
})

test('a piece that could not be read → read with the next ones', async () => {
  const known = knownMail()
  await answersKnown(known)
  certainly(
    await connections.read(visit, async (client) => {
      await known.references.readAhead(client, visit.mailbox)
      // The library's types do not show it.
      Object.assign(client, { exec: () => Promise.reject(new Error('broke off')) })
      await expect(known.references.readAhead(client, visit.mailbox)).rejects.toThrow('broke off')
      Reflect.deleteProperty(client, 'exec')
      while (await known.references.readAhead(client, visit.mailbox));
      return ok(null)
    }),
  )
  expect(await answersKnown(known)).toBe(around)
})

test('one piece after the other → false once nothing is left, and nothing twice', async () => {
  const known = knownMail()
  await answersKnown(known)
  const pieces: number[] = []
  certainly(
    await connections.read(visit, async (client) => {
      for (let more = true; more; ) {
        more = await known.references.readAhead(client, visit.mailbox)
        pieces.push((await known.references.of(client, sent, window))?.answersTo('<ancien@a>').length ?? 0)
      }
      return ok(null)
    }),
  )
  expect(pieces[0]).toBe(50)
  expect(pieces.at(-1)).toBe(around)
})
