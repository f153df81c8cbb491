// Mail that leaves the running installation, through every daemon: from a mail program that signs in to a server outside, to a
// neighbour's mailbox, and back again when it cannot be delivered.

import { randomUUID } from 'node:crypto'
import type { SendMailOptions } from 'nodemailer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Account, findAnswer, findMessage } from '#test/support/dovecot/mail-client.ts'
import { submit as submitBy } from '#test/support/gateway/submit.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { welcomeCommune } from '#test/support/stack/own-commune.ts'
import { accountOf, type StackOverview, sharedStack } from '#test/support/stack/stack.ts'
import { type Outside, sharedOutside } from '#test/support/world/outside-domain.ts'

let away: Outside
const stack = sharedStack()
let overview: StackOverview
let mairie: Account
let neighbour: Account

beforeAll(async () => {
  away = await sharedOutside('dehors.test')
  overview = await stack.overview()
  mairie = (await welcomeCommune(stack, 'seurre')).mayor
  neighbour = accountOf(overview, 'maire@mairie-flavigny-sur-ozerain.test')
})
afterAll(() => away?.[Symbol.asyncDispose]())

type Letter = SendMailOptions & { readonly messageId: string }

const letter = (to: string, given: SendMailOptions = {}): Letter => ({
  from: mairie.address,
  to,
  subject: 'Compte rendu du conseil municipal',
  text: 'Bonjour,\n\nveuillez trouver ci-dessous le compte rendu.\n',
  ...given,
  messageId: `<${randomUUID()}@mairie-seurre.test>`,
})

const submit = (message: SendMailOptions, account = mairie) => submitBy(overview, account, message)

const arrived = (messageId: string) =>
  eventually(
    'the message outside',
    () => away.mailHost.arrived.find(({ message }) => message.includes(messageId)) ?? null,
  )

test('to a domain outside → its mail host gets it, blind copies and the place of the author unsaid', async () => {
  const message = letter('Paul <paul@dehors.test>', { bcc: 'secret@dehors.test' })
  expect(await submit(message)).toMatch(/^250 2\.0\.0 OK, received as /)
  const { from, recipients, message: text } = await arrived(message.messageId)
  expect(from).toBe(mairie.address)
  expect(recipients.toSorted()).toEqual(['paul@dehors.test', 'secret@dehors.test'])
  expect(text).toMatch(/^Received: by mail\.cotedor\.test/m)
  expect(text).not.toMatch(/^bcc:|127\.0\.0\.1/im)
})

test('to a neighbour → in the inbox, authenticated, and no server outside saw it', async () => {
  const message = letter(neighbour.address)
  expect(await submit(message)).toMatch(/^250 /)
  const source = await findMessage(overview.endpoints.imap, neighbour, message.messageId)
  expect(source).toMatch(/^Authentication-Results: mail\.cotedor\.test; auth=pass/m)
  expect(away.mailHost.arrived.filter(({ message: text }) => text.includes(message.messageId))).toEqual([])
})

test('with an address of somebody else in MAIL or in From → refused, and nothing leaves', async () => {
  expect(await submit(letter('paul@dehors.test', { from: neighbour.address }))).toMatch(/^553 5\.7\.1 /)
  const envelope = { from: mairie.address, to: 'paul@dehors.test' }
  const message = letter('paul@dehors.test', { from: neighbour.address, envelope })
  expect(await submit(message)).toMatch(/^550 5\.7\.1 /)
  expect(away.mailHost.arrived.filter(({ message: text }) => text.includes(message.messageId))).toEqual([])
})

test('to nobody here → 550 at once; a social security number to outside → 550 in French', async () => {
  expect(await submit(letter('nobody@mairie-seurre.test'))).toMatch(/^550 5\.1\.1 /)
  const text = 'Bonjour, le numéro de sécurité sociale de Mme Durand est le 2 69 05 49 588 157 80.'
  expect(await submit(letter('paul@dehors.test', { text }))).toMatch(
    /^550 5\.7\.1 .*securite sociale.*webmail/,
  )
})

test('a virus → 554, and nothing leaves', async () => {
  const { eicar } = await import('#cli/demo/test-strings.ts')
  expect(
    await submit(letter('paul@dehors.test', { attachments: [{ filename: 'a.txt', content: eicar }] })),
  ).toMatch(/^554 5\.7\.0 /)
})

test('a recipient that the other server does not have → a report in French in the inbox of the sender', async () => {
  away.mailHost.reply = (moment, argument) =>
    moment === 'RCPT' && argument.includes('personne@') ? '550 5.1.1 no such user' : null
  const message = letter('personne@dehors.test')
  expect(await submit(message)).toMatch(/^250 /)
  const report = await findAnswer(overview.endpoints.imap, mairie, message.messageId)
  expect(report).toContain('Action: failed')
  expect(report).toContain('550 5.1.1 no such user')
})

test('what became of each → the trace says so, for the commune that sent it', async () => {
  const expected = new Map([
    ['paul@dehors.test', 'refused,sent,waiting'],
    [neighbour.address, 'delivered,sent,waiting'],
    ['personne@dehors.test', 'returned,waiting'],
  ])
  await eventually('every outcome', async () => {
    const { stdout } = await stack.command(
      'trace',
      'find',
      '--address',
      mairie.address,
      '--json',
      '--limit',
      '100',
    )
    const entries: readonly { outcome: string; recipient: string }[] = JSON.parse(stdout)
    const of = (recipient: string) =>
      new Set(entries.filter((each) => each.recipient === recipient).map(({ outcome }) => outcome))
    const all = [...expected].every(([address, outcomes]) => [...of(address)].toSorted().join() === outcomes)
    return all ? true : null
  })
})
