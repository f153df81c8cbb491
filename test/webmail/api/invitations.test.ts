import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { mairie } from '#test/support/database/commune.ts'
import { openBoxClient } from '#test/support/webmail/box-client.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { invitationView } from '#webmail/contract/invitation.ts'
import type { CalendarGiven } from './invitation/calendars.ts'
import { invitationMessage } from './invitation/invited.ts'

const webmail = await webmailUnderTest()
const { made, owner } = webmail
const claire = await webmail.signIn()
const box = `/boxes/${made.mairie}`

beforeEach(() => owner.pool.query('truncate outbox'))

async function deliver(given: CalendarGiven = {}, more: Parameters<typeof invitationMessage>[1] = {}) {
  await using client = await openBoxClient(webmail, mairie)
  const appended = await client.append('INBOX', invitationMessage(given, more))
  if (!appended || appended.uid === undefined) throw new Error('not appended')
  return appended.uid
}

const answered = z.object({ invitation: invitationView.nullable() })
const shown = async (uid: number) =>
  answered.parse(await (await claire.ask(`GET ${box}/invitation?folder=INBOX&uid=${uid}`)).json()).invitation
const answer = async (uid: number, given: string, who = claire): Promise<unknown> =>
  (await who.ask(`POST ${box}/invitation-answers`, { place: { folder: 'INBOX', uid }, answer: given })).json()
const outgoing = async () => {
  const { rows } = await owner.pool.query<{ recipients: string[]; reverse_path: string; content: Buffer }>(
    'select recipients, reverse_path, content from outbox order by send_at',
  )
  return rows.map(({ content, ...row }) => ({ ...row, content: content.toString() }))
}
/** Of an answer, decoded and unfolded. */
const calendarIn = (content: string): string => {
  const [, encoded = ''] = /Content-Type: application\/ics[\s\S]*?\r\n\r\n([\w+/=\r\n]+)/.exec(content) ?? []
  return Buffer.from(encoded, 'base64').toString().replaceAll(/\r\n /g, '')
}

test('a message with an invitation → what it says, whom it asks, and that it may be answered', async () => {
  expect(await shown(await deliver({ uid: 'a@x' }))).toMatchObject({
    ...{ part: '2', method: 'request', state: 'current', isUpdate: false, answer: null, mayAnswer: true },
    ...{ summary: 'Conseil communautaire', where: 'Salle du conseil, Saulieu', invited: mairie },
    start: { kind: 'instant', at: '2026-11-30T08:00:00.000Z' },
    organiser: { name: 'Marie Durand', address: 'marie@prefecture.test' },
    attendees: [{ address: mairie, attendance: 'needs-action', me: true }],
  })
})

test('accepted → a message to the organiser from the address that was invited, with its calendar; and remembered', async () => {
  const uid = await deliver({ uid: 'b@x', sequence: 1 })
  expect(await answer(uid, 'accepted')).toEqual({ answer: 'accepted' })
  const [sent] = await outgoing()
  expect(sent).toMatchObject({ recipients: ['marie@prefecture.test'], reverse_path: mairie })
  expect(sent?.content).toMatch(/^Content-Type: text\/calendar; charset=utf-8; method=REPLY/m)
  expect(sent?.content).toMatch(/^From: .*<mairie@mairie-saulieu.test>/m)
  expect(sent?.content).toMatch(/^In-Reply-To: <.*@prefecture.test>/m)
  expect(calendarIn(sent?.content ?? '')).toMatch(
    /METHOD:REPLY[\s\S]*UID:b@x\r\nSEQUENCE:1[\s\S]*ATTENDEE;.*PARTSTAT=ACCEPTED:mailto:mairie@mairie-saulieu.test\r\n/,
  )
  expect(await shown(uid)).toMatchObject({ answer: 'accepted', mayAnswer: true, isUpdate: true })
})

test('the same once more → sent once; another answer → sent, and that one remembered', async () => {
  const uid = await deliver({ uid: 'c@x' })
  await answer(uid, 'accepted')
  await answer(uid, 'accepted')
  expect(await outgoing()).toHaveLength(1)
  await answer(uid, 'declined')
  const [, second] = await outgoing()
  expect(calendarIn(second?.content ?? '')).toContain('PARTSTAT=DECLINED')
  expect(await shown(uid)).toMatchObject({ answer: 'declined' })
})

test('two who answer at once → one answer leaves, and both are told the same', async () => {
  const uid = await deliver({ uid: 'two@x' })
  const both = await Promise.all([answer(uid, 'accepted'), answer(uid, 'accepted')])
  expect(both).toEqual([{ answer: 'accepted' }, { answer: 'accepted' }])
  expect(await outgoing()).toHaveLength(1)
})

test('a newer one of the same organiser → the old one is out of date and not answered any more; called off → cancelled', async () => {
  const uid = await deliver({ uid: 'd@x' })
  const newer = await deliver({ uid: 'd@x', sequence: 1, start: 'DTSTART:20261201T090000Z' })
  expect(await shown(uid)).toMatchObject({ state: 'updated', mayAnswer: false })
  expect(await shown(newer)).toMatchObject({ state: 'current', isUpdate: true, mayAnswer: true })
  const gone = await deliver({ uid: 'd@x', sequence: 2, method: 'CANCEL' })
  expect(await shown(newer)).toMatchObject({ state: 'cancelled', mayAnswer: false })
  expect(await shown(gone)).toMatchObject({ method: 'cancel', mayAnswer: false })
})

test.each([
  ['somebody else', 'x@evil.test'],
  ['an address that ends as that one', 'x.marie@prefecture.test'],
  ['a name that is that address', '"marie@prefecture.test" <x@evil.test>'],
  ['that address among others', 'Marie Durand <marie@prefecture.test>, x@evil.test'],
])('a cancellation by %s → changes nothing', async (_, from) => {
  const uid = await deliver({ uid: `${from.length}@x` })
  await deliver({ uid: `${from.length}@x`, sequence: 9, method: 'CANCEL' }, { from })
  expect(await shown(uid)).toMatchObject({ state: 'current' })
})

test('an invitation from nobody, and one from nobody that calls it off → changes nothing', async () => {
  const uid = await deliver({ uid: 'nobody@x' }, { from: '' })
  await deliver({ uid: 'nobody@x', sequence: 9, method: 'CANCEL' }, { from: '' })
  expect(await shown(uid)).toMatchObject({ state: 'current' })
})

test('an answer → only whoever sent it is shown, whatever its calendar says of others', async () => {
  const given = {
    method: 'REPLY',
    attendee: 'Jean@ailleurs.test',
    more: [`ATTENDEE;PARTSTAT=DECLINED:mailto:${mairie}`],
  }
  const own = await deliver({ uid: 'g@x', ...given }, { from: 'jean@ailleurs.test' })
  expect(await shown(own)).toMatchObject({ attendees: [{ name: 'Mairie' }], attendeeCount: 1 })
  const other = await deliver({ uid: 'g@x', ...given }, { from: 'x@evil.test' })
  expect(await shown(other)).toMatchObject({ method: 'reply', attendees: [], attendeeCount: 0 })
})

test.each<readonly [string, CalendarGiven]>([
  ['nobody of this box is invited', { attendee: 'other@ailleurs.test' }],
  ['this box invited itself', { organiser: mairie }],
  ['it is cancelled', { method: 'CANCEL' }],
  ['it is an answer', { method: 'REPLY' }],
])('%s → not to be answered, and nothing leaves', async (_, given) => {
  const uid = await deliver({ uid: `${crypto.randomUUID()}@x`, ...given })
  expect(await shown(uid)).toMatchObject({ mayAnswer: false })
  expect(await answer(uid, 'accepted')).toMatchObject({ code: 'forbidden' })
  expect(await outgoing()).toEqual([])
})

test('a person who only files → sees it and may not answer', async () => {
  const uid = await deliver({ uid: 'f@x' })
  await owner.pool.query("update access set role = 'write' where mailbox_id = $1", [made.mairie])
  expect(await shown(uid)).toMatchObject({ mayAnswer: false })
  expect(await answer(uid, 'accepted')).toMatchObject({ code: 'forbidden' })
  await owner.pool.query("update access set role = 'manage' where mailbox_id = $1", [made.mairie])
})

test.each([
  ['no calendar at all', 'Bonjour'],
  ['one that was cut', 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:x'],
  ['a megabyte of it', `BEGIN:VCALENDAR\r\n${'X-A:b\r\n'.repeat(150_000)}END:VCALENDAR`],
])('%s in the place of one → no invitation, and the message reads as ever', async (_, calendar) => {
  const uid = await deliver({}, { calendar })
  expect(await shown(uid)).toBeNull()
  const message = await claire.ask(`GET ${box}/message?folder=INBOX&uid=${uid}`)
  expect(await message.json()).toMatchObject({ html: expect.stringContaining('Vous êtes invités.') })
})
