// Leak prevention on one running installation, through every daemon: a reason lets a message leave, twenty values hold it, and
// letters tell its author and whoever may agree, each once, although the worker is killed meanwhile.

import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAsOwner } from '#cli/open-as-owner.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import { releaseDeliveries } from '#db/stores/queue/queue-decisions.ts'
import { demoSpec } from '#stack/spec/demo-spec.ts'
import { pathsFor } from '#stack/spec/paths.ts'
import { portsFrom } from '#stack/spec/ports.ts'
import { type Account, withImap } from '#test/support/dovecot/mail-client.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { accountOf, type Stack, type StackOverview, startStack } from '#test/support/stack/stack.ts'
import { type Outside, outside } from '#test/support/world/outside-domain.ts'

let away: Outside
let stack: Stack
let overview: StackOverview
let author: Account
let manager: Account

beforeAll(async () => {
  away = await outside('dehors.test')
  stack = await startStack({
    resolver: { reach: 'local', stubZones: [away.stubZone] },
    delivery: { allowedNetworks: ['127.0.0.0/8'] },
  })
  overview = await stack.overview()
  manager = accountOf(overview, 'claire.garnier@mairie-saulieu.test')
  author = accountOf(overview, 'maire@mairie-saulieu.test')
})
afterAll(async () => {
  await stack?.[Symbol.asyncDispose]()
  await away?.[Symbol.asyncDispose]()
})

/** Social security numbers with right keys. */
const nirs = (count: number): string =>
  Array.from({ length: count }, (_, index) => {
    const body = 1_850_578_006_100n + BigInt(index)
    return `${body}${String(97n - (body % 97n)).padStart(2, '0')}`
  }).join('\n')

async function submit(count: number, reason?: string): Promise<string> {
  const transport = createTransport({
    ...overview.endpoints.submissions,
    secure: true,
    tls: { rejectUnauthorized: false },
    auth: { user: author.address, pass: author.password },
  })
  try {
    const sent = await transport.sendMail({
      ...{ from: author.address, to: 'paul@dehors.test', subject: 'Paie' },
      text: `Liste des numéros de sécurité sociale :\n${nirs(count)}\n`,
      ...(reason === undefined ? {} : { headers: { 'X-Vaguemestre-Justification': reason } }),
    })
    return sent.response
  } catch (error) {
    return error instanceof Error && 'response' in error ? String(error.response) : String(error)
  } finally {
    transport.close()
  }
}

const queueIdIn = (reply: string): QueueId => {
  const [, id] = /received as (\S+)/.exec(reply) ?? []
  if (id === undefined) throw new Error(reply)
  return id as QueueId
}

/** Of the letters about that message in an inbox. */
const letters = (account: Account, queueId: QueueId): Promise<readonly string[]> =>
  withImap(overview.endpoints.imap, account, async (imap) => {
    await imap.mailboxOpen('INBOX')
    const found = await imap.search({ body: queueId }, { uid: true })
    const subjects: string[] = []
    for (const uid of found || []) {
      const message = await imap.fetchOne(String(uid), { envelope: true }, { uid: true })
      if (message) subjects.push(message.envelope?.subject ?? '')
    }
    return subjects
  })

const letterIn = (account: Account, queueId: QueueId, subject: string) =>
  eventually(
    `« ${subject} »`,
    async () => ((await letters(account, queueId)).includes(subject) ? true : null),
    60,
  )

test('one with a reason → leaves, and the reason stays here', async () => {
  expect(await submit(1)).toMatch(/^550 5\.7\.1 .*securite sociale/)
  expect(await submit(1, 'Demandé par la caisse de retraite')).toMatch(/^250 /)
  const { message } = await eventually('the message outside', () => away.mailHost.arrived[0] ?? null)
  expect(message).not.toMatch(/vaguemestre-justification|caisse de retraite/i)
})

test('twenty → held; author and manager are told once, the worker killed meanwhile; agreed to, it leaves', {
  timeout: 180_000,
}, async () => {
  const arrived = away.mailHost.arrived.length
  const queueId = queueIdIn(await submit(20))
  process.kill(await stack.pidOf('worker'), 'SIGKILL')
  await letterIn(author, queueId, 'Votre message attend l’accord d’un responsable')
  await letterIn(manager, queueId, 'Un message attend votre accord')
  expect(away.mailHost.arrived).toHaveLength(arrived)
  await using database = openAsOwner({
    ...{ spec: demoSpec(), paths: pathsFor(stack.state), ports: portsFrom(stack.portBase) },
  })
  await database.transaction((transaction) =>
    releaseDeliveries(transaction, { queueId, destination: null, scope: { kind: 'department' } }),
  )
  await eventually('the message outside', () => away.mailHost.arrived[arrived] ?? null)
  await letterIn(author, queueId, 'Votre message est accepté')
  expect(await letters(author, queueId)).toHaveLength(2)
  expect(await letters(manager, queueId)).toHaveLength(1)
})
