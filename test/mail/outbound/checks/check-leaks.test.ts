// What a mail program submits, through all stages with the real detectors, rules out of a real database, and a real queue.

import { afterAll, beforeEach, expect, test } from 'vitest'
import type { CommuneId } from '#core/address/directory.ts'
import { domainOf, type EmailAddress, type ReversePath } from '#core/address/email-address.ts'
import { systemClock } from '#core/clock.ts'
import type { Event } from '#core/event.ts'
import { bodyInMemory } from '#core/message/message-content.ts'
import { newQueueId } from '#core/queue/queue-id.ts'
import { type Destination, localDestination, type QueuedRecipient } from '#core/queue/queued-mail.ts'
import { ok } from '#core/result.ts'
import { wholeReply } from '#core/smtp/smtp-reply.ts'
import { nothingObserved } from '#daemons/rspamd/observation.ts'
import { ChangeListener } from '#db/change-listener.ts'
import { PostgresqlDirectory } from '#db/stores/addresses/directory.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { PostgresqlLeakPolicies } from '#db/stores/policies/leak-policies.ts'
import { leakTallyStore } from '#db/stores/policies/leak-tally.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { forwardTargetsIn } from '#mail/dlp/forward-targets.ts'
import { LeakFinder } from '#mail/dlp/leak-finder.ts'
import { defaultLeakPolicy } from '#mail/dlp/rules/default-rules.ts'
import { outboundPipeline } from '#mail/outbound/pipeline.ts'
import { address, claire, domainName, mairie, saulieu } from '#test/support/database/commune.ts'
import { directoryWriter } from '#test/support/database/directory-writer.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { policyBook, policyOf } from '#test/support/gateway/policy-book.ts'

const { owner, postgresql, gateway, made } = await saulieuDatabase()
const events: Event[] = []
const keep = (event: Event) => void events.push(event)
const log = { info: keep, warn: keep, error: keep }
const changes = new ChangeListener(gateway)
const finder = new LeakFinder(systemClock)
const semur = await hostingStore(owner).putCommune({
  ...{ departmentId: made.departmentId, name: 'Semur-en-Auxois', inseeCode: '21603' },
  ...{ siren: null, population: null },
})
afterAll(async () => {
  await changes[Symbol.asyncDispose]()
  await finder[Symbol.asyncDispose]()
})
beforeEach(() =>
  owner.pool.query(
    'truncate queued_message, external_forward, list, leak_policy, leak_hold, leak_justification, leak_count cascade',
  ),
)

const nirs = ['1 85 05 78 006 084 91', '2 79 03 21 231 045 12']

/** Social security numbers of people born in one month, with right keys. */
const manyNirs = (count: number): string =>
  Array.from({ length: count }, (_, index) => {
    const body = 1_850_578_006_100n + BigInt(index)
    return `${body}${String(97n - (body % 97n)).padStart(2, '0')}`
  }).join('\n')

interface Letter {
  readonly text: string
  readonly to?: string
  readonly reason?: string
  readonly commune?: CommuneId
  readonly forbids?: { readonly forbidsExternalForwards: true }
}

const recipientOf = (to: EmailAddress): QueuedRecipient => ({
  address: to,
  destination: domainOf(to) === saulieu ? localDestination : (domainOf(to) as string as Destination),
  notify: [],
  originalRecipient: null,
})

/** The reply, in one line. */
async function submit(
  { text, to = 'paul@away.test', reason, commune = made.commune, forbids }: Letter,
  database = gateway,
) {
  const directory = new PostgresqlDirectory(database, changes)
  const policies = { book: async () => policyBook([policyOf(made.commune, forbids)]) }
  await using leakTally = leakTallyStore(gateway, log)
  const accept = outboundPipeline({
    cleanUp: { hostname: 'mail.cotedor.test' },
    checks: {
      allowance: { ask: async () => ok(async () => {}) },
      scanForSpam: async () =>
        ok({ score: 0, symbols: {}, greylist: false, scoreIsWhole: true, observation: nothingObserved }),
      scanForVirus: async () => ok({ kind: 'clean' }),
      findLeaks: (...asked) => finder.find(...asked),
      forwardedTo: forwardTargetsIn({ directory, policies, clock: systemClock }),
      leakPolicy: async (sender) => {
        const policies = new PostgresqlLeakPolicies(database, changes, defaultLeakPolicy)
        const { rules, partners } = await policies.of(sender.commune)
        return { rules, known: { inside: new Set([domainName(saulieu)]), partners } }
      },
      leakTally,
      policies,
      timeoutMilliseconds: 1000,
      log,
    },
    signing: { keys: { activeOf: async () => [] }, clock: { now: () => 0 } },
    queue: mailQueueStore(gateway),
    trace: { add: () => {} },
  })
  const head = [
    `From: ${claire}`,
    `To: ${to}`,
    'Subject: Dossier',
    ...(reason === undefined ? [] : [`X-Vaguemestre-Justification: ${reason}`]),
    'Content-Type: text/plain; charset=utf-8',
    '',
    '',
  ]
  const queueId = newQueueId(Date.now())
  const reply = await accept({
    ...{ queueId, receivedAt: new Date(), smtputf8: false, returns: 'headers', envelopeId: null },
    session: { id: 's', address: '192.0.2.1', helo: 'pc', tls: null },
    sender: {
      ...{ mailbox: made.personal, commune, address: claire, person: made.person },
      addresses: new Set([claire]),
    },
    reversePath: claire as ReversePath,
    content: { head: Buffer.from(head.join('\r\n')), body: bodyInMemory(Buffer.from(`${text}\r\n`)) },
    recipients: [recipientOf(address(to))],
    '~stage': 'submission',
  })
  return { reply: wholeReply(reply), queueId }
}

const found = async (text: string) => (await owner.pool.query(text)).rows
const queuedStates = () => found('select state, held_for from delivery')

test('a social security number to outside, in a mail program → 550 in French, nothing in the queue, and counted', async () => {
  const { reply } = await submit({ text: `NIR ${nirs[0]}` })
  expect(reply).toBe(
    '550 5.7.1 Le message contient un numero de securite sociale. Effacez-le, ou passez par le teleservice de ' +
      "l'organisme qui le demande. Pour l'envoyer tel quel, ecrivez-le dans le webmail, qui vous demandera pourquoi.",
  )
  expect(await queuedStates()).toEqual([])
  expect(await found('select kind, outcome, messages from leak_count')).toEqual([
    { kind: 'nir', outcome: 'justify', messages: 1 },
  ])
})

test('the same with a reason → accepted; the reason is kept beside kinds and numbers, and does not leave', async () => {
  const { reply, queueId } = await submit({
    text: `NIR ${nirs.join(' et ')}`,
    reason: '=?utf-8?q?Demand=C3=A9_par_la_caisse?=',
  })
  expect(reply).toMatch(/^250 /)
  expect(await queuedStates()).toEqual([{ state: 'waiting', held_for: null }])
  expect(await found('select * from leak_justification')).toMatchObject([
    {
      ...{ queue_id: queueId, commune_id: made.commune, mailbox_id: made.personal, person_id: made.person },
      ...{ findings: { nir: 2 }, reason: 'Demandé par la caisse' },
    },
  ])
  const [{ content }] = await found('select content from queued_message')
  expect(String(content)).not.toMatch(/vaguemestre-justification/i)
  expect(await found('select outcome from leak_count')).toEqual([{ outcome: 'justified' }])
})

test('a reason that says nothing → refused as without one', async () => {
  expect((await submit({ text: `NIR ${nirs[0]}`, reason: '...' })).reply).toMatch(/^550 5\.7\.1 /)
})

test('twenty to outside → accepted and held for approval, a reason kept beside it but no way out', async () => {
  const { reply, queueId } = await submit({ text: `Liste des NIR\n${manyNirs(20)}`, reason: 'Paie de mars' })
  expect(reply).toMatch(/^250 /)
  expect(await queuedStates()).toEqual([{ state: 'held', held_for: 'approval' }])
  expect(await found('select * from leak_hold')).toMatchObject([
    {
      ...{ queue_id: queueId, commune_id: made.commune, mailbox_id: made.personal, person_id: made.person },
      cause: 'nir',
      ...{ findings: { nir: 20 }, recipients: ['paul@away.test'], recipient_count: 1, became: null },
    },
  ])
  expect(await found('select reason from leak_justification')).toEqual([{ reason: 'Paie de mars' }])
  expect(await found('select outcome from leak_count')).toEqual([{ outcome: 'hold' }])
})

test('to a neighbour → passes, a reason that nobody asked for is not kept', async () => {
  const { reply } = await submit({
    text: `NIR ${nirs[0]}`,
    to: 'mairie@mairie-saulieu.test',
    reason: 'Pour le dossier',
  })
  expect(reply).toMatch(/^250 /)
  expect(await found('select from leak_justification')).toEqual([])
  expect(await found('select outcome from leak_count')).toEqual([{ outcome: 'warn' }])
})

test('to a neighbour whose mailbox, or one of whose list, forwards outside → as to outside', async () => {
  const write = directoryWriter(owner, made.commune)
  await write.outside(made.mairie, 'mairie@away.test')
  await write.list('tous', [claire, mairie])
  for (const to of [mairie, `tous@${saulieu}`])
    expect((await submit({ text: `NIR ${nirs[0]}`, to })).reply).toMatch(/^550 5\.7\.1 /)
  expect((await submit({ text: 'Bonjour', to: mairie })).reply).toMatch(/^250 /)
  expect((await submit({ text: `NIR ${nirs[0]}`, to: claire })).reply).toMatch(/^250 /)
})

test.each<readonly [string, string, number, Letter['forbids']]>([
  ['to a partner', 'mairie@caf.fr', 3600, undefined],
  ['once, and no longer', 'mairie@away.test', -1, undefined],
  ['and whose commune forbids it by now', 'mairie@away.test', 3600, { forbidsExternalForwards: true }],
])('to a neighbour whose mailbox forwards outside %s → passes', async (_, target, seconds, forbids) => {
  await directoryWriter(owner, made.commune).outside(made.mairie, target, seconds)
  const given = forbids === undefined ? {} : { forbids }
  expect((await submit({ text: `NIR ${nirs[0]}`, to: mairie, ...given })).reply).toMatch(/^250 /)
})

test('rules and partners of a commune → hold for its own mail alone', async () => {
  await owner.pool.query("insert into leak_policy (commune_id, partners) values ($1, '{away.test}')", [
    made.commune,
  ])
  await owner.pool.query("insert into leak_rule values ($1, 'nir', 'partners', 1, 'allow')", [made.commune])
  expect((await submit({ text: `NIR ${nirs[0]}` })).reply).toMatch(/^250 /)
  expect((await submit({ text: `NIR ${nirs[0]}`, commune: semur })).reply).toMatch(/^550 /)
})

test('the database does not say what the rules are → rejects, which is a 451: never no rules', async () => {
  const away = postgresql.open('vm_gateway')
  await away.pool.end()
  await expect(submit({ text: 'Bonjour' }, away)).rejects.toThrow()
  expect(await queuedStates()).toEqual([])
})

test('what is logged, counted and kept → never the value, whole or in part', async () => {
  await submit({ text: `NIR ${nirs[0]}`, reason: `Demande pour ${nirs[0]}` })
  const rows = await found(
    'select row_to_json(j) as row from leak_justification j union all select row_to_json(c) from leak_count c',
  )
  expect(rows).toHaveLength(2)
  const told = JSON.stringify([
    events,
    rows.map(({ row }) => ({ ...row, commune_id: '', queue_id: '', mailbox_id: '', person_id: '', at: '' })),
  ])
  expect(told).not.toMatch(/1 ?85 ?05|006 ?084/)
})
