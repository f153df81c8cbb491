// What goes out again by itself, through every daemon of the running installation: a forward to a server outside, the notification that
// comes back to it, an answer while somebody is away, and a rule that may not send outside.

import { randomUUID } from 'node:crypto'
import type { SendMailOptions } from 'nodemailer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAsOwner } from '#cli/open-as-owner.ts'
import { demoSpec } from '#stack/spec/demo-spec.ts'
import { pathsFor } from '#stack/spec/paths.ts'
import { portsFrom } from '#stack/spec/ports.ts'
import { address } from '#test/support/database/commune.ts'
import { findAnswer, findMessage, send } from '#test/support/dovecot/mail-client.ts'
import { putRules } from '#test/support/dovecot/sieve.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { type OwnCommune, welcomeCommune } from '#test/support/stack/own-commune.ts'
import { accountOf, type StackOverview, sharedStack } from '#test/support/stack/stack.ts'
import { type Outside, sharedOutside } from '#test/support/world/outside-domain.ts'
import type { Arrived } from '#test/support/world/remote-smtp.ts'

const claire = address('claire.garnier@mairie-arnay.test')
const mairie = address('mairie@mairie-arnay.test')
let away: Outside
const stack = sharedStack()
const paths = pathsFor(stack.state)
let commune: OwnCommune
let overview: StackOverview

beforeAll(async () => {
  away = await sharedOutside('ailleurs.test')
  // Paul's domain says that the client of this test may send in its name; that of nobody else does.
  away.dns.records.set('TXT ailleurs.test', ['v=spf1 ip4:127.0.0.0/8 ip6:::1 -all'])
  away.dns.records.set('MX usurpe.ailleurs.test', ['10 mx.ailleurs.test'])
  overview = await stack.overview()
  commune = await welcomeCommune(stack, 'arnay')
})
afterAll(() => away?.[Symbol.asyncDispose]())

/** From Paul outside; resolves with its Message-ID once it was taken. */
async function fromPaul(to: string, given: SendMailOptions = {}): Promise<string> {
  const messageId = `<${randomUUID()}@ailleurs.test>`
  const answer = await send(overview.endpoints.smtp, {
    ...{
      from: 'Paul <paul@ailleurs.test>',
      to,
      subject: 'Compte rendu',
      text: 'Bonjour,\n\nle compte rendu.\n',
    },
    ...given,
    messageId,
  })
  expect(answer).toMatchObject({ code: 250 })
  return messageId
}

const arrived = (what: string, of: (each: Arrived) => boolean) =>
  eventually(what, () => away.mailHost.arrived.find(of) ?? null)
const accountAt = (mailbox: string) =>
  [commune.mairie, commune.secretary].find((each) => each.address === mailbox) ?? accountOf(overview, mailbox)
const inInbox = (mailbox: string, messageId: string) =>
  findMessage(overview.endpoints.imap, accountAt(mailbox), messageId)

async function allow(mailbox: string, target: string): Promise<void> {
  await using database = openAsOwner({ spec: demoSpec(), paths, ports: portsFrom(stack.portBase) })
  await database.pool.query(
    `insert into external_forward (mailbox_id, commune_id, target, until)
    select id, commune_id, $2, now() + interval '1 day' from mailbox where address = $1`,
    [mailbox, target],
  )
}

test('a forward that is allowed → in the inbox and outside; a notification about it → back to whoever wrote', async () => {
  await allow(mairie, 'secretaire@ailleurs.test')
  // Known at once to the gateway, or within a second.
  const sent: string[] = []
  const forwarded = await eventually('the forward', async () => {
    const messageId = await fromPaul(mairie)
    sent.push(messageId)
    await inInbox(mairie, messageId)
    return away.mailHost.arrived.find(({ message }) => sent.some((each) => message.includes(each))) ?? null
  })
  expect(forwarded.recipients).toEqual(['secretaire@ailleurs.test'])
  expect(forwarded.from).toMatch(/^SRS0=[a-z2-7]{8}=[a-z2-7]{2}=ailleurs\.test=paul@mairie-arnay\.test$/)
  expect(forwarded.message).toMatch(/^X-Vaguemestre-Forwarded: [a-z2-7]{16}\r$/m)
  const notice = await fromPaul(forwarded.from, {
    from: 'MAILER-DAEMON@ailleurs.test',
    envelope: { from: '', to: forwarded.from },
  })
  const back = await arrived('the notification', ({ message }) => message.includes(notice))
  expect(back).toMatchObject({ from: '', recipients: ['paul@ailleurs.test'] })
})

const refuses = (target: string) => {
  away.mailHost.reply = (moment, argument) =>
    moment === 'RCPT' && argument.includes(target) ? `550 5.7.1 <${target}>: not wanted` : null
}

test('the outside refuses what is sent on → whoever wrote hears of the mailbox alone', async () => {
  refuses('secretaire@ailleurs.test')
  const messageId = await fromPaul(mairie)
  const told = await arrived('the report', ({ message }) => message.includes(`In-Reply-To: ${messageId}`))
  expect(told).toMatchObject({ from: '', recipients: ['paul@ailleurs.test'] })
  expect(told.message).toContain(`\r\nFinal-Recipient: rfc822; ${mairie}\r\n`)
  expect(told.message).not.toMatch(/secretaire|not wanted/)
})

test('the outside refuses what is sent on, and nothing proves who wrote → told to the mailbox, and to nobody else', async () => {
  refuses('secretaire@ailleurs.test')
  const victim = 'victime@usurpe.ailleurs.test'
  const messageId = await fromPaul(mairie, { from: victim })
  const told = await findAnswer(overview.endpoints.imap, commune.mairie, messageId)
  expect(told).toContain('\r\nFinal-Recipient: rfc822; secretaire@ailleurs.test\r\n')
  // Whatever is still under way to the outside is there once the next letter is.
  away.mailHost.reply = () => null
  const next = await fromPaul(mairie)
  await arrived('the next', ({ message }) => message.includes(next))
  const about = away.mailHost.arrived.filter(({ message }) => message.includes(messageId))
  expect(about).toEqual([])
})

test('away on leave → whoever wrote gets one answer, in the name of the mailbox', async () => {
  await putRules(paths, claire, 'require "vacation"; vacation :days 7 "Absente jusqu’au 12.";')
  const messageId = await fromPaul(claire)
  await inInbox(claire, messageId)
  const answer = await arrived('the answer', ({ message }) => message.includes(`In-Reply-To: ${messageId}`))
  expect(answer).toMatchObject({ from: '', recipients: ['paul@ailleurs.test'] })
  expect(answer.message).toContain(`From: <${claire}>`)
})

test('a rule that redirects to the outside without leave → stays in the inbox; to a neighbour → there', async () => {
  await putRules(paths, claire, 'redirect "claire@ailleurs.test";')
  const kept = await fromPaul(claire)
  await inInbox(claire, kept)
  expect(away.mailHost.arrived.filter(({ message }) => message.includes(kept))).toEqual([])
  const neighbour = 'maire@mairie-flavigny-sur-ozerain.test'
  await putRules(paths, claire, `redirect "${neighbour}";`)
  const sent = await fromPaul(claire)
  expect(await inInbox(neighbour, sent)).toContain(`X-Sieve-Redirected-From: ${claire}`)
})
