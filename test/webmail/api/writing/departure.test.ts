// From what was written to what a box has once it has left, through the real Dovecot, database and submission listener.

import { createPublicKey, randomBytes } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { systemClock as clock } from '#core/clock.ts'
import { outboxRunsStore } from '#db/stores/webmail/outbox-runs.ts'
import { verifyMailboxToken } from '#identity/mailbox-token.ts'
import { mairie } from '#test/support/database/commune.ts'
import { messagesIn } from '#test/support/dovecot/mailbox-client.ts'
import { noDovecot, portOf, submissionsUnderTest } from '#test/support/gateway/submission.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { sentId } from '#webmail/api/writing/draft-identity.ts'
import { fileSent } from '#worker/outbox/file-sent.ts'
import { findDraft } from '#worker/outbox/find-draft.ts'
import { runOutbox } from '#worker/outbox/run-outbox.ts'
import { submitOutgoing } from '#worker/outbox/submit-outgoing.ts'
import { draftsOf, fieldOf } from './draft-of.ts'

const webmail = await webmailUnderTest()
const { made, dovecot, postgresql } = webmail
const { tokenKey, installation } = dovecot
const { ask, save, attach, inBox, drafts } = draftsOf(webmail, await webmail.signIn())
const submissions = await submissionsUnderTest()
const publicKey = String(createPublicKey(tokenKey.reveal()).export({ type: 'spki', format: 'pem' }))
const submission = await submissions.open(noDovecot, {
  verifyToken: (token) => verifyMailboxToken(token, publicKey, clock),
})
const worker = postgresql.open('vm_worker')
afterAll(async () => {
  await worker[Symbol.asyncDispose]()
  await submission.stop(0)
  await submissions[Symbol.asyncDispose]()
})

const turn = () =>
  runOutbox({
    runs: outboxRunsStore(worker),
    submit: (outgoing) =>
      submitOutgoing(outgoing, {
        ...{ tokenKey, clock },
        submissions: { host: '127.0.0.1', port: portOf(submission, 'tlsAtOnce') },
      }),
    draftOf: (outgoing) =>
      findDraft(outgoing, { imap: { host: '127.0.0.1', port: installation.ports.imap }, tokenKey, clock }),
    file: (outgoing) =>
      fileSent(outgoing, { imap: { host: '127.0.0.1', port: installation.ports.imap }, tokenKey, clock }),
    ...{ clock, log: { info: () => undefined, warn: () => undefined, error: () => undefined } },
  })

test('written with a file, sent → left as the person, filed whole among what was sent, its draft gone', async () => {
  const first = await save({
    content: { bcc: [{ name: '', address: 'b@two.test' }], html: '<p>Numéro : 2 55 08 14 168 025 38</p>' },
  })
  const octets = randomBytes(50_000)
  const saved = (await (await attach(first, 'Délibération.bin', octets, 'image/tiff')).json()) as typeof first
  const sent = await ask('POST /outbox', {
    ...{ draft: saved.draft, revision: saved.revision, uid: saved.place.uid },
    ...{ when: { undoSeconds: 0 }, accepted: [] },
    justification: 'Dossier de paie demandé',
  })
  expect(sent).toMatchObject({ kind: 'waiting' })
  await turn()
  expect(submissions.taken).toMatchObject([
    {
      ...{ reversePath: mairie, sender: { person: made.person } },
      recipients: [{ address: 'marie@ailleurs.test' }, { address: 'b@two.test' }],
    },
  ])
  expect(await drafts()).toEqual([])
  expect(await ask('GET /outbox')).toEqual({ rows: [] })
  const [copy, ...others] = await inBox((client) => messagesIn(client, 'Sent'))
  expect(others).toEqual([])
  const source = copy?.source ?? ''
  expect(fieldOf(source, 'Message-ID')).toBe(`<${sentId(saved)}@mairie-saulieu.test>`)
  expect(fieldOf(source, 'Bcc')).toBe('b@two.test')
  expect(source).not.toContain('X-Vaguemestre')
  expect(source.replaceAll('\r\n', '')).toContain(octets.toString('base64'))
})

test('taken back before it is due → never leaves, and its draft can be sent once more', async () => {
  submissions.taken.length = 0
  const saved = await save({})
  const { draft, revision, place } = saved
  const asked = { draft, revision, uid: place.uid, when: { undoSeconds: 30 }, accepted: [] }
  const { outgoing } = (await ask('POST /outbox', asked)) as { outgoing: { id: string } }
  await ask(`DELETE /outbox/${outgoing.id}`)
  await turn()
  expect(submissions.taken).toEqual([])
  await ask('POST /outbox', { ...asked, when: { undoSeconds: 0 } })
  await turn()
  expect(submissions.taken).toHaveLength(1)
  expect(await drafts()).toEqual([])
})
