import { beforeEach, expect, test } from 'vitest'
import type { MailboxId } from '#core/address/directory.ts'
import type { ReversePath } from '#core/address/email-address.ts'
import type { Justification } from '#core/policies/leak-justification.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import type { NewQueuedMessage } from '#core/queue/queued-mail.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import type { Scope } from '#db/stores/query/scope.ts'
import {
  approvalLettersStore,
  type DecidedHold,
  type ToApprove,
  type Undecided,
} from '#db/stores/queue/approval-letters.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { deleteDeliveries, releaseDeliveries } from '#db/stores/queue/queue-decisions.ts'
import { address, claire, mairie } from '#test/support/database/commune.ts'
import { queued } from '#test/support/database/queued.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { owner, postgresql, gateway, worker, made } = await saulieuDatabase()
const queue = mailQueueStore(gateway)
const letters = approvalLettersStore(worker)
const hosting = hostingStore(owner)
const deputy = address('deputy@mairie-saulieu.test')
const deputyPerson = await hosting.putPerson({
  ...{ commune: made.commune, tenantKind: 'commune', role: 'member', name: 'Marc Petit', email: deputy },
})
await hosting.putMailbox({
  commune: made.commune,
  address: deputy,
  owner: deputyPerson,
  quotaBytes: 1_000_000,
})
await owner.pool.query('update mailbox set provisioned_at = now()')

const deputyIs = (role: 'member' | 'manager') =>
  owner.pool.query('update person set role = $1 where id = $2', [role, deputyPerson])

beforeEach(async () => {
  await owner.pool.query('truncate queued_message, leak_hold, leak_justification cascade')
  await deputyIs('member')
})

const found = async (text: string, ...values: unknown[]) => (await owner.pool.query(text, values)).rows

async function hold(
  given: { readonly from?: MailboxId; readonly by?: string; readonly justification?: string } = {},
  to: readonly [string, ...string[]] = ['a@one.test', 'b@two.test'],
): Promise<QueueId> {
  const message = queued(made.commune, to, {
    ...{ mailbox: given.from ?? made.mairie, held: true },
    leak: {
      ...{ counts: { nir: 20, iban: 1 }, cause: 'nir', person: given.by ?? null },
      justification: (given.justification ?? null) as Justification | null,
    },
  })
  await queue.enqueue(message)
  return message.queueId
}

const letter = (): NewQueuedMessage =>
  queued(made.commune, ['mairie@mairie-saulieu.test'], { origin: 'report', reversePath: '' as ReversePath })

/** Keeps what is told, and writes a letter for each. */
function writing() {
  const told: (ToApprove | DecidedHold | Undecided)[] = []
  const write = async (about: ToApprove | DecidedHold | Undecided) => {
    told.push(about)
    return [letter()]
  }
  return { told, write }
}

async function decide(
  how: typeof releaseDeliveries | typeof deleteDeliveries,
  queueId: QueueId,
  destination: string | null = null,
  scope: Scope = { kind: 'department' },
) {
  await using admin = postgresql.open('vm_admin')
  return await admin.transaction<unknown>((transaction) =>
    how(transaction, {
      queueId,
      destination: destination as Parameters<typeof how>[1]['destination'],
      scope,
    }),
  )
}

const reports = () => found("select from queued_message where origin = 'report'")

test('held → told once: its author, the managers of its commune, what was found, why it should leave', async () => {
  const queueId = await hold({ justification: 'Paie de mars' })
  const { told, write } = writing()
  expect(await letters.tellHeld(write)).toBe(true)
  expect(await letters.tellHeld(write)).toBe(false)
  expect(told).toMatchObject([
    {
      ...{ queueId, commune: made.commune, communeName: 'Saulieu', findings: { nir: 20, iban: 1 } },
      ...{ recipients: ['a@one.test', 'b@two.test'], recipientCount: 2, justification: 'Paie de mars' },
      author: { mailbox: made.mairie, address: mairie, name: null },
      approvers: [{ mailbox: made.personal, address: claire, name: 'Claire Garnier' }],
    },
  ])
  expect(await reports()).toHaveLength(1)
})

test('held from a shared box for which the only manager had signed in → nobody of the commune may agree; with another one, that one', async () => {
  await hold({ from: made.mairie, by: made.person })
  const alone = writing()
  await letters.tellHeld(alone.write)
  expect(alone.told).toMatchObject([{ author: { address: mairie }, approvers: [] }])
  await deputyIs('manager')
  await hold({ from: made.mairie, by: made.person })
  const two = writing()
  await letters.tellHeld(two.write)
  expect(two.told).toMatchObject([{ approvers: [{ address: deputy }] }])
})

test('held from the box of the only manager → nobody of the commune may agree; with another one, that one', async () => {
  await hold({ from: made.personal })
  const alone = writing()
  await letters.tellHeld(alone.write)
  expect(alone.told).toMatchObject([{ author: { name: 'Claire Garnier' }, approvers: [] }])
  await deputyIs('manager')
  await hold({ from: made.personal })
  const two = writing()
  await letters.tellHeld(two.write)
  expect(two.told).toMatchObject([{ approvers: [{ address: deputy }] }])
})

test('managers of another commune → never asked', async () => {
  const semur = await hosting.putCommune({
    ...{ departmentId: made.departmentId, name: 'Semur-en-Auxois', inseeCode: '21603' },
    ...{ siren: null, population: null },
  })
  const message = queued(semur, ['a@one.test'], {
    held: true,
    leak: { counts: { nir: 5 }, cause: 'nir', person: null, justification: null },
  })
  await queue.enqueue(message)
  const { told, write } = writing()
  await letters.tellHeld(write)
  expect(told).toMatchObject([{ communeName: 'Semur-en-Auxois', author: null, approvers: [] }])
})

test('two workers at once, ten messages → each told once', async () => {
  for (let index = 0; index < 10; index += 1) await hold()
  await using another = postgresql.open('vm_worker')
  const { told, write } = writing()
  const all = async (store: typeof letters) => {
    while (await store.tellHeld(write));
  }
  await Promise.all([all(letters), all(approvalLettersStore(another))])
  await all(letters)
  expect(new Set(told.map(({ queueId }) => queueId)).size).toBe(10)
  expect(told).toHaveLength(10)
  expect(await reports()).toHaveLength(10)
})

test('the worker dies with its letters written and nothing committed → none is in the queue, then each once', async () => {
  await hold()
  const dying = postgresql.open('vm_worker')
  const death = approvalLettersStore(dying).tellHeld(async () => {
    await postgresql.cut('vm_worker')
    return [letter()]
  })
  await expect(death).rejects.toThrow()
  await dying[Symbol.asyncDispose]()
  expect(await reports()).toEqual([])
  await owner.pool.query('update leak_hold set tell_at = now()')
  const { told, write } = writing()
  while (await letters.tellHeld(write));
  expect(told).toHaveLength(1)
  expect(await reports()).toHaveLength(1)
})

test('one whose letter cannot be written → rejects, waits, and the next is told meanwhile', async () => {
  await hold()
  const { told, write } = writing()
  await expect(letters.tellHeld(() => Promise.reject(new Error('no words')))).rejects.toThrow('no words')
  const next = await hold()
  await letters.tellHeld(write)
  expect(told).toMatchObject([{ queueId: next }])
})

test('released by whoever decides → its author is told once, although the message may be gone', async () => {
  const queueId = await hold()
  const { told, write } = writing()
  await letters.tellHeld(async () => [])
  expect(await letters.tellDecided(write)).toBe(false)
  expect(await decide(releaseDeliveries, queueId)).toBe(2)
  await owner.pool.query('delete from queued_message')
  expect(await letters.tellDecided(write)).toBe(true)
  expect(await letters.tellDecided(write)).toBe(false)
  expect(told).toMatchObject([{ queueId, became: 'released', author: { address: mairie } }])
})

test('deleted → told; and released for one destination, deleted for the other → in part, at the end', async () => {
  const deleted = await hold()
  await decide(deleteDeliveries, deleted)
  const mixed = await hold()
  await decide(releaseDeliveries, mixed, 'one.test')
  const { told, write } = writing()
  while (await letters.tellDecided(write));
  expect(told).toMatchObject([{ queueId: deleted, became: 'deleted' }])
  await decide(deleteDeliveries, mixed, 'two.test')
  while (await letters.tellDecided(write));
  expect(told.slice(1)).toMatchObject([{ queueId: mixed, became: 'partly' }])
})

test('decided before anybody was told that it waits → the end alone is told', async () => {
  const queueId = await hold()
  await decide(releaseDeliveries, queueId)
  const { told, write } = writing()
  expect(await letters.tellHeld(write)).toBe(false)
  expect(await letters.tellDecided(write)).toBe(true)
  expect(told).toHaveLength(1)
})

test('two who release the two destinations at the same time → decided', async () => {
  const queueId = await hold()
  await Promise.all([
    decide(releaseDeliveries, queueId, 'one.test'),
    decide(releaseDeliveries, queueId, 'two.test'),
  ])
  expect(await found('select became from leak_hold where decided_at is not null')).toEqual([
    { became: 'released' },
  ])
})

test('a neighbour decides about it → nothing happens', async () => {
  const queueId = await hold()
  const neighbour: Scope = { kind: 'commune', commune: made.department }
  expect(await decide(releaseDeliveries, queueId, null, neighbour)).toBe(0)
  expect(await found('select became from leak_hold')).toEqual([{ became: null }])
})

test('undecided for five days → handed back once and gone; a day before, nothing', async () => {
  const queueId = await hold()
  await letters.tellHeld(async () => [])
  await owner.pool.query("update leak_hold set at = now() - interval '4 days 23 hours'")
  const { told, write } = writing()
  expect(await letters.endUndecided(5, write)).toBe(false)
  await owner.pool.query("update leak_hold set at = now() - interval '5 days'")
  expect(await letters.endUndecided(5, write)).toBe(true)
  expect(await letters.endUndecided(5, write)).toBe(false)
  expect(told).toMatchObject([{ queueId, author: { address: mairie } }])
  expect(await found("select from queued_message where origin = 'submission'")).toEqual([])
  expect(await found('select became, tell_at from leak_hold')).toEqual([{ became: 'expired', tell_at: null }])
  const returned = { outcome: 'returned', reason: 'undecided' }
  expect(
    await found(
      'select recipient, outcome, reason from trace where queue_id = $1 order by recipient',
      queueId,
    ),
  ).toEqual([
    { recipient: 'a@one.test', ...returned },
    { recipient: 'b@two.test', ...returned },
  ])
  expect(await letters.tellDecided(write)).toBe(false)
})

test('released while its end is written → released, and not handed back', async () => {
  const queueId = await hold()
  await owner.pool.query("update leak_hold set at = now() - interval '6 days'")
  await decide(releaseDeliveries, queueId)
  const { told, write } = writing()
  expect(await letters.endUndecided(5, write)).toBe(false)
  expect(told).toEqual([])
  expect(await found('select state from delivery')).toEqual([{ state: 'waiting' }, { state: 'waiting' }])
})

test('the worker dies while it hands one back → still held, and handed back once', async () => {
  await hold()
  await owner.pool.query("update leak_hold set at = now() - interval '6 days'")
  const dying = postgresql.open('vm_worker')
  const death = approvalLettersStore(dying).endUndecided(5, async () => {
    await postgresql.cut('vm_worker')
    return [letter()]
  })
  await expect(death).rejects.toThrow()
  await dying[Symbol.asyncDispose]()
  expect(await found('select held_for from delivery')).toEqual([
    { held_for: 'approval' },
    { held_for: 'approval' },
  ])
  const { told, write } = writing()
  // Those of the other pool were cut as well, and one may not know it yet.
  await using next = postgresql.open('vm_worker')
  while (await approvalLettersStore(next).endUndecided(5, write));
  expect(told).toHaveLength(1)
  expect(await reports()).toHaveLength(1)
})
