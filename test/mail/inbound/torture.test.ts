// Every message of the torture set through the real listener, rspamd and clamd. What holds for all of them: one reply and
// a true one, the octets as they came below fields of ours, no daemon that starts again, the next message goes through on
// the same connection, and no log knows a word of the text.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { attachmentMarks } from '#core/attachment-mark.ts'
import { junkField } from '#core/own-fields.ts'
import { headerFields } from '#mail/inbound/authentication/header-fields.ts'
import { type Becomes, mail, secretWord, sentence } from '#test/fixtures/torture/torture-message.ts'
import { tortureSet } from '#test/fixtures/torture/torture-set.ts'
import { type FilteredGateway, filteredGateway, transmit } from '#test/support/filtered-gateway.ts'

let at: FilteredGateway
let processes: readonly string[]

beforeAll(async () => {
  at = await filteredGateway({ maxMessageBytes: 30_000_000 })
  processes = await at.processes()
}, 200_000)
afterAll(() => at?.[Symbol.asyncDispose](), 60_000)

/** Below the first fields, which are all ours, the message begins as it was sent. */
function isAsSent(received: Buffer, sent: Buffer): boolean {
  const whole = sent.subarray(-2).equals(Buffer.from('\r\n'))
    ? sent
    : Buffer.concat([sent, Buffer.from('\r\n')])
  const own = received.subarray(0, Math.max(0, received.length - whole.length))
  const names = [...headerFields(own)].map(({ name }) => name ?? '')
  return (
    received.subarray(own.length).equals(whole) &&
    names.every((name) => /^(?:received|authentication-results|x-vaguemestre-.*)$/.test(name))
  )
}

/** Where the last message is, by what there is of it. */
function placeOf(reply: string): { readonly becomes: Becomes | 'lost'; readonly received: Buffer | null } {
  const [delivered] = at.lmtp.delivered
  const [kept] = at.run.kept
  if (delivered === undefined && kept === undefined)
    return {
      becomes: /^55\d \d\.\d\.\d/.test(reply) ? (reply.slice(0, 9) as Becomes) : 'lost',
      received: null,
    }
  if (kept !== undefined) return { becomes: 'held', received: kept.content }
  const received = Buffer.from(delivered?.message ?? '', 'latin1')
  return { becomes: received.includes(`${junkField.name}:`) ? 'junk' : 'inbox', received }
}

const isAttachmentMark = (mark: string): boolean => attachmentMarks.some((each) => each === mark)

beforeEach(() => {
  at.lmtp.delivered.length = 0
  at.run.kept.length = 0
  at.run.events.length = 0
})

test.each(tortureSet)('$what → $becomes $marks', async ({ octets, becomes, marks }) => {
  const sent = octets()
  await using dialogue = await at.run.greeted()
  const reply = await transmit(dialogue, sent)
  const { received, ...place } = placeOf(reply)
  const found = at.run.events.flatMap((event) => (event.event === 'mail.filtered' ? event.findings : []))
  expect(reply).toMatch(received === null ? /^55\d / : /^250 /)
  if (received !== null) expect(isAsSent(received, sent)).toBe(true)
  await dialogue.run('C: NOOP\nS: 250 2.0.0')
  expect(await transmit(dialogue, Buffer.from(mail([], sentence)))).toMatch(/^250 /)
  expect(at.run.events.filter(({ event }) => event === 'smtp.bug')).toEqual([])
  expect(await at.processes()).toEqual(processes)
  expect((await at.written()).includes(secretWord)).toBe(false)
  expect({ becomes: place.becomes, marks: found.filter(isAttachmentMark) }).toEqual({ becomes, marks })
})

test('the set has more than 100 messages, each of another name', () => {
  expect(new Set(tortureSet.map(({ what }) => what)).size).toBe(tortureSet.length)
  expect(tortureSet.length).toBeGreaterThanOrEqual(100)
})
