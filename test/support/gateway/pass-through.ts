// One message through the real listener, rspamd and clamd, and what must hold whatever it is: one reply and a true one,
// the octets as they came below fields of ours, no daemon that starts again, the next message goes through on the same
// connection, and no log knows a word of the text.

import { type AttachmentMark, attachmentMarks } from '#core/message/attachment-mark.ts'
import { headerFields } from '#core/message/header-fields.ts'
import { junkField } from '#core/message/own-header-fields.ts'
import { type Becomes, mail, secretWord, sentence } from '#test/fixtures/torture/torture-message.ts'
import { type FilteredGateway, transmit } from './filtered-gateway.ts'

export interface PassedThrough {
  readonly becomes: Becomes | 'lost'
  /** In the order of `attachmentMarks`. */
  readonly marks: readonly AttachmentMark[]
  /** What did not hold. */
  readonly flaws: readonly string[]
}

/** Forgets what came before; one at a time. */
export async function passThrough(at: FilteredGateway, sent: Buffer): Promise<PassedThrough> {
  at.lmtp.delivered.length = 0
  at.run.kept.length = 0
  at.run.events.length = 0
  const before = await at.processes()
  await using dialogue = await at.run.greeted()
  const reply = await transmit(dialogue, sent)
  const { becomes, received } = placeOf(at, reply)
  const found = new Set(
    at.run.events.flatMap((each) => (each.event === 'mail.filtered' ? each.findings : [])),
  )
  const held: readonly (readonly [flaw: string, holds: boolean])[] = [
    [`untrue: ${reply}`, (received === null ? /^55\d / : /^250 /).test(reply)],
    ['other octets than were sent', received === null || isAsSent(received, sent)],
    ['a second reply', (await oneReplyTo(dialogue, 'NOOP')).startsWith('250 2.0.0')],
    ['the next message is refused', /^250 /.test(await transmit(dialogue, Buffer.from(mail([], sentence))))],
    ['a bug of the gateway', !at.run.events.some(({ event }) => event === 'smtp.bug')],
    ['a daemon started again', (await at.processes()).join() === before.join()],
    ['a log quotes the message', !(await at.written()).includes(secretWord)],
  ]
  return {
    becomes,
    marks: attachmentMarks.filter((mark) => found.has(mark)),
    flaws: held.flatMap(([flaw, holds]) => (holds ? [] : [flaw])),
  }
}

type Dialogue = Awaited<ReturnType<FilteredGateway['run']['greeted']>>

async function oneReplyTo(dialogue: Dialogue, command: string): Promise<string> {
  dialogue.send(`${command}\r\n`)
  return await dialogue.reply()
}

/** Where the last message is, by what there is of it. */
function placeOf(
  { lmtp, run }: FilteredGateway,
  reply: string,
): { readonly becomes: PassedThrough['becomes']; readonly received: Buffer | null } {
  const [delivered] = lmtp.delivered
  const [kept] = run.kept
  if (kept !== undefined) return { becomes: 'held', received: kept.content }
  if (delivered !== undefined) {
    const received = Buffer.from(delivered.message, 'latin1')
    return { becomes: received.includes(`${junkField.name}:`) ? 'junk' : 'inbox', received }
  }
  const refusal = /^55(\d \d\.\d\.\d)/.exec(reply)?.[1]
  return { becomes: refusal === undefined ? 'lost' : `55${refusal}`, received: null }
}

/** Below the first fields, which are all ours, the message begins as it was sent. */
function isAsSent(received: Buffer, sent: Buffer): boolean {
  const lineEnd = Buffer.from('\r\n')
  const whole = sent.subarray(-2).equals(lineEnd) ? sent : Buffer.concat([sent, lineEnd])
  const own = received.subarray(0, Math.max(0, received.length - whole.length))
  const names = [...headerFields(own)].map(({ name }) => name ?? '')
  return (
    received.subarray(own.length).equals(whole) &&
    names.every((name) => /^(?:received|authentication-results|x-vaguemestre-.*)$/.test(name))
  )
}
