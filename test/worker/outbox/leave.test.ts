// The outbox through the real submission listener and the real Dovecot: what a box has afterwards.

import { createPublicKey } from 'node:crypto'
import { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { seedDepartment } from '#cli/boot/seed-department.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import { systemClock as clock } from '#core/clock.ts'
import type { DraftPlace, NewOutgoing } from '#core/sending/outbox.ts'
import type { Database } from '#db/connection.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { outboxStore } from '#db/stores/webmail/outbox.ts'
import { outboxRunsStore } from '#db/stores/webmail/outbox-runs.ts'
import { makeAppPassword } from '#identity/app-password.ts'
import { issueMailboxToken, verifyMailboxToken } from '#identity/mailbox-token.ts'
import type { Submission } from '#mail/outbound/submission/open-submission.ts'
import { mairie, makeSaulieu, type TestCommune } from '#test/support/database/commune.ts'
import { startDatabase, type TestDatabase } from '#test/support/database/postgresql.ts'
import { answerAuthPolicy } from '#test/support/dovecot/auth-policy.ts'
import { startDovecot, type TestDovecot } from '#test/support/dovecot/dovecot.ts'
import { untilIndexed } from '#test/support/dovecot/indexed-messages.ts'
import {
  noDovecot,
  portOf,
  type SubmissionsUnderTest,
  submissionsUnderTest,
} from '#test/support/gateway/submission.ts'
import { fileSent } from '#worker/outbox/file-sent.ts'
import { findDraft } from '#worker/outbox/find-draft.ts'
import { runOutbox } from '#worker/outbox/run-outbox.ts'
import { submitOutgoing } from '#worker/outbox/submit-outgoing.ts'

let postgresql: TestDatabase
let owner: Database
let made: TestCommune
let dovecot: TestDovecot
let submissions: SubmissionsUnderTest
let submission: Submission
let policy: AsyncDisposable

beforeAll(async () => {
  postgresql = await startDatabase()
  owner = postgresql.open('vm_owner')
  const probe = makeAppPassword()
  await seedDepartment(owner, {
    department: { number: '21', name: 'Côte-d’Or' },
    mailHost: 'mail.cotedor.test',
    probePassword: probe.password,
    quotaBytes: 1_000_000,
  })
  made = await makeSaulieu(owner)
  await hostingStore(owner).grant({
    ...{ commune: made.commune, mailbox: made.mairie, person: made.person, role: 'manage' },
  })
  dovecot = await startDovecot(postgresql, probe.password.reveal())
  policy = await answerAuthPolicy(dovecot.installation.ports.hooks)
  submissions = await submissionsUnderTest()
  const pem = String(createPublicKey(dovecot.tokenKey.reveal()).export({ type: 'spki', format: 'pem' }))
  submission = await submissions.open(noDovecot, {
    verifyToken: (token) => verifyMailboxToken(token, pem, clock),
  })
})
afterAll(async () => {
  await submission?.stop(0)
  await submissions?.[Symbol.asyncDispose]()
  await policy?.[Symbol.asyncDispose]()
  await dovecot?.[Symbol.asyncDispose]()
  await owner?.[Symbol.asyncDispose]()
  await postgresql?.[Symbol.asyncDispose]()
})
beforeEach(() => {
  submissions.taken.length = 0
  return owner.pool.query('truncate outbox')
})

const imap = () => ({ host: '127.0.0.1', port: dovecot.installation.ports.imap })

async function inBox<Value>(work: (client: ImapFlow) => Promise<Value>): Promise<Value> {
  const accessToken = await issueMailboxToken(
    { mailbox: mairie, person: made.person },
    dovecot.tokenKey,
    clock,
  )
  const client = new ImapFlow({
    ...{ ...imap(), secure: false, doSTARTTLS: false, logger: false },
    auth: { user: mairie, accessToken },
  })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.logout()
  }
}

const content = (id: string) =>
  Buffer.from(
    `From: ${mairie}\r\nTo: a@one.test\r\nBcc: b@two.test\r\nMessage-ID: <${id}>\r\nSubject: x\r\n\r\ny\r\n`,
  )

const draftPut = (id: string): Promise<DraftPlace> =>
  inBox(async (client) => {
    const appended = await client.append('Drafts', content(id), ['\\Draft'])
    if (!appended || appended.uid === undefined) throw new Error('no draft')
    await untilIndexed(client, 'Drafts')
    return { uid: appended.uid, uidValidity: String(appended.uidValidity) }
  })

const messagesIn = (folder: string, id: string) =>
  inBox(async (client) => {
    await client.mailboxOpen(folder)
    const found = await client.search({ header: { 'message-id': `<${id}>` } }, { uid: true })
    return Array.isArray(found) ? found.length : 0
  })

const put = (id: string, given: Partial<NewOutgoing> = {}) =>
  outboxStore(owner).add({
    ...{ commune: made.commune, mailbox: made.mairie, person: made.person, client: '192.0.2.7' },
    ...{ reversePath: mairie, recipients: ['a@one.test' as EmailAddress, 'b@two.test' as EmailAddress] },
    ...{
      content: content(id),
      draft: null,
      sendAt: new Date(0),
      revision: null,
      draftId: null,
      askedKey: null,
    },
    ...given,
  })

const turn = () =>
  runOutbox({
    runs: outboxRunsStore(owner),
    submit: (outgoing) =>
      submitOutgoing(outgoing, {
        ...{ tokenKey: dovecot.tokenKey, clock },
        submissions: { host: '127.0.0.1', port: portOf(submission, 'tlsAtOnce') },
      }),
    draftOf: (outgoing) => findDraft(outgoing, { imap: imap(), tokenKey: dovecot.tokenKey, clock }),
    file: (outgoing) => fileSent(outgoing, { imap: imap(), tokenKey: dovecot.tokenKey, clock }),
    ...{ clock, log: { info: () => undefined, warn: () => undefined, error: () => undefined } },
  })

test('due → submitted as the person, from where that person sits; a copy among what was sent, the draft gone', async () => {
  await put('due@x.test', { draft: await draftPut('due@x.test') })
  await turn()
  expect(submissions.taken).toMatchObject([
    { reversePath: mairie, sender: { person: made.person }, session: { address: '192.0.2.7' } },
  ])
  expect(await messagesIn('Sent', 'due@x.test')).toBe(1)
  expect(await messagesIn('Drafts', 'due@x.test')).toBe(0)
  expect((await owner.pool.query('select from outbox')).rowCount).toBe(0)
})

test.each([
  ['an answer', 'In-Reply-To: <answered@one.test>\r\nReferences: <answered@one.test>\r\n', '\\Answered'],
  ['what is passed on', 'References: <answered@one.test>\r\n', '$Forwarded'],
])('%s has left → what it was about is marked so', async (_, fields, mark) => {
  const uid = await inBox(async (client) => {
    const original = Buffer.from(
      `From: a@one.test\r\nTo: ${mairie}\r\nMessage-ID: <answered@one.test>\r\n\r\nx\r\n`,
    )
    const appended = await client.append('INBOX', original)
    if (!appended || appended.uid === undefined) throw new Error('not appended')
    return appended.uid
  })
  await put('answer@x.test', { content: Buffer.concat([Buffer.from(fields), content('answer@x.test')]) })
  await turn()
  const flags = await inBox(async (client) => {
    await client.mailboxOpen('INBOX')
    const message = await client.fetchOne(`${uid}`, { flags: true }, { uid: true })
    await client.messageDelete('1:*', {})
    return message === false ? [] : [...(message.flags ?? [])]
  })
  expect(flags).toContain(mark)
})

test('a receipt, which a program answers for a person, has left → what it was about is not answered', async () => {
  const uid = await inBox(async (client) => {
    const appended = await client.append(
      'INBOX',
      'From: a@one.test\r\nMessage-ID: <seen@one.test>\r\n\r\nx\r\n',
    )
    return appended === false ? 0 : (appended.uid ?? 0)
  })
  const fields = 'In-Reply-To: <seen@one.test>\r\nAuto-Submitted: auto-replied\r\n'
  await put('receipt@x.test', { content: Buffer.concat([Buffer.from(fields), content('receipt@x.test')]) })
  await turn()
  const flags = await inBox(async (client) => {
    await client.mailboxOpen('INBOX')
    const message = await client.fetchOne(`${uid}`, { flags: true }, { uid: true })
    await client.messageDelete('1:*', {})
    return message === false ? [] : [...(message.flags ?? [])]
  })
  expect(flags).not.toContain('\\Answered')
  expect(flags).not.toContain('$Forwarded')
})

test('fields of ours, which the submission reads → not in the copy', async () => {
  const own = Buffer.from('X-Vaguemestre-Justification: Dossier\r\n demande\r\n')
  await put('own@x.test', { content: Buffer.concat([own, content('own@x.test')]) })
  await turn()
  const source = await inBox(async (client) => {
    await client.mailboxOpen('Sent')
    const found = await client.search({ header: { 'message-id': '<own@x.test>' } }, { uid: true })
    const [uid] = Array.isArray(found) ? found : []
    const message = await client.fetchOne(`${uid}`, { source: true }, { uid: true })
    return message === false ? '' : (message.source?.toString() ?? '')
  })
  expect(source).toMatch(/^From: /)
  expect(source).not.toMatch(/Vaguemestre|demande/)
})

test('filed, and the worker died before it noted so → filed once', async () => {
  await put('twice@x.test')
  await turn()
  await put('twice@x.test')
  await owner.pool.query("update outbox set state = 'filing'")
  await turn()
  expect(await messagesIn('Sent', 'twice@x.test')).toBe(1)
  expect(submissions.taken).toHaveLength(1)
})

test('one recipient is refused → the others have it, and that one is told to its author', async () => {
  await put('some@x.test', { recipients: ['a@one.test', 'gone@two.test'] as [EmailAddress, EmailAddress] })
  await turn()
  expect(submissions.taken).toHaveLength(1)
  expect(await outboxStore(owner).of(made.mairie)).toMatchObject([
    { state: 'refused', recipients: ['gone@two.test'], reply: expect.stringMatching(/^5\d\d /) },
  ])
})

test('all are refused → nothing left, the draft stays, its author reads why', async () => {
  const draft = await draftPut('none@x.test')
  await put('none@x.test', { draft, recipients: ['gone@two.test' as EmailAddress] })
  await turn()
  expect(submissions.taken).toEqual([])
  expect(await outboxStore(owner).of(made.mairie)).toMatchObject([{ state: 'refused', draft }])
  expect(await messagesIn('Drafts', 'none@x.test')).toBe(1)
})

test('a draft of a folder that was made anew → another message under its number stays', async () => {
  const { uid } = await draftPut('other@x.test')
  await put('anew@x.test', { draft: { uid, uidValidity: '1' } })
  await turn()
  expect(await messagesIn('Drafts', 'other@x.test')).toBe(1)
})

test('the box has no room for the copy → its draft goes first, which makes it', async () => {
  const id = 'full@x.test'
  const lines = (count: number) => Buffer.from(`${'x'.repeat(70)}\r\n`.repeat(count))
  const large = Buffer.concat([content(id), lines(400)])
  const draft = await inBox(async (client) => {
    const appended = await client.append('Drafts', large, ['\\Draft'])
    if (appended === false) throw new Error('no draft')
    return { uid: appended.uid ?? 0, uidValidity: String(appended.uidValidity) }
  })
  await put(id, { draft, content: large })
  const filled = await inBox(async (client) => {
    for (const count of [10_000, 1_000, 100])
      for (let isFull = false; !isFull; )
        isFull = (await client.append('Archive', lines(count)).catch(() => false)) === false
    return true
  })
  expect(filled).toBe(true)
  await turn()
  expect(submissions.taken).toHaveLength(1)
  expect(await messagesIn('Drafts', id)).toBe(0)
  expect(await messagesIn('Sent', id)).toBe(1)
})

test.each([
  ['moved to the trash', (client: ImapFlow, uid: string) => client.messageMove(uid, 'Trash', { uid: true })],
  [
    'marked as deleted',
    (client: ImapFlow, uid: string) => client.messageFlagsAdd(uid, ['\\Deleted'], { uid: true }),
  ],
])(
  'its draft was %s by another program → it does not leave, and its author is told',
  async (_, throwAway) => {
    const draft = await draftPut('thrown@x.test')
    await put('thrown@x.test', { draft })
    await inBox(async (client) => {
      await client.mailboxOpen('Drafts')
      await throwAway(client, `${draft.uid}`)
    })
    await turn()
    expect(submissions.taken).toEqual([])
    expect(await outboxStore(owner).of(made.mairie)).toMatchObject([
      { state: 'refused', reply: 'draft-gone' },
    ])
  },
)
