// The gateway on a real database: a mailbox that is full of held mail takes ordinary mail as before.

import { expect, test } from 'vitest'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { heldDecisionsStore } from '#db/stores/held/held-decisions.ts'
import { scored } from '#test/support/daemons/fake-rspamd.ts'
import { address, claire, domainName, mairie } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { gatewayOnDatabase } from '#test/support/gateway/gateway-on-database.ts'
import { message, withMacro } from '#test/support/gateway/several-communes.ts'

const { postgresql, owner, worker, made } = await saulieuDatabase()
/** Takes what Saulieu holds. */
const taking = address('accueil@cotedor.test')
const hosting = hostingStore(owner)
await hosting.putDomain(made.department, domainName('cotedor.test'))
await hosting.putMailbox({ commune: made.department, address: taking, owner: null, quotaBytes: 1_000_000 })
await owner.pool.query('update mailbox set provisioned_at = now()')
await owner.pool.query(
  `insert into commune_policy (commune_id, attachments)
  values ($1, '{"macro":"deliver"}'), ($2, '{"macro":"hold"}')`,
  [made.department, made.commune],
)

const doubtful = `${message}${'\r\nx'.repeat(1000)}`
const bounded = { heldMailboxBytes: 1000 }

const heldFor = async (recipient: string): Promise<number> => {
  const rows = await owner.pool.query(
    "select from kept_recipient where recipient = $1 and kind = 'held' and settled_at is null",
    [recipient],
  )
  return rows.rowCount ?? 0
}

test('a mailbox full of held mail → 452 for what would be held, 250 for ordinary mail; held where another has it', async () => {
  await using first = await gatewayOnDatabase(postgresql, bounded)
  first.run.rspamd.answer = withMacro
  expect(await first.run.deliver(doubtful, [claire])).toMatch(/^250/)
  expect(await heldFor(claire)).toBe(1)

  // Another gateway knows of it from the database alone.
  await using second = await gatewayOnDatabase(postgresql, bounded)
  const { run } = second
  run.rspamd.answer = withMacro
  expect(await run.deliver(doubtful, [claire])).toMatch(/^452 4\.2\.2/)
  expect(await heldFor(claire)).toBe(1)
  expect(await run.deliver(doubtful, [mairie])).toMatch(/^250/)
  expect(await run.deliver(doubtful, [claire, taking])).toMatch(/^250/)
  expect(await heldFor(claire)).toBe(2)

  run.rspamd.answer = scored(0)
  expect(await run.deliver(message, [claire])).toMatch(/^250/)
  expect(run.lmtp.delivered.map(({ recipient }) => recipient)).toEqual([taking, claire])
})

test('what filled the mailbox is deleted → a gateway that asks now holds again', async () => {
  const { rows } = await owner.pool.query(
    'select distinct queue_id from kept_recipient where recipient = $1',
    [claire],
  )
  for (const { queue_id: queueId } of rows)
    await heldDecisionsStore(worker).delete({ queueId, commune: null, recipients: null })
  await using gateway = await gatewayOnDatabase(postgresql, bounded)
  gateway.run.rspamd.answer = withMacro
  expect(await gateway.run.deliver(doubtful, [claire])).toMatch(/^250/)
})
