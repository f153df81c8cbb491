import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { EmailAddress } from '#core/address/email-address.ts'
import { newQueueId } from '#core/queue/queue-id.ts'
import { keptMailStore } from '#db/stores/held/kept-mail.ts'
import { address, claire, mairie, makeSaulieu, saulieu } from '#test/support/database/commune.ts'
import { startDatabase } from '#test/support/database/postgresql.ts'

const migration = new URL('../../db/migrations/0012_kept-for-a-mailbox.sql', import.meta.url)
const fillIn = readFileSync(migration, 'utf8')
  .split('--> statement-breakpoint')
  .filter((statement) => statement.includes('UPDATE'))

test('mail kept by an older version → of the mailbox that was there then; of none when it came later or is gone', async () => {
  await using postgresql = await startDatabase()
  await using owner = postgresql.open('vm_owner')
  const made = await makeSaulieu(owner)
  const gone = address(`ancienne@${saulieu}`)
  const keep = async (recipient: EmailAddress) => {
    const queueId = newQueueId(Date.now())
    const why = { kind: 'held', reason: 'attachment' } as const
    const kept = { recipient, mailbox: made.personal, commune: made.commune, why, lastReply: '' }
    await keptMailStore(owner).keep([
      { queueId, reversePath: '', author: '', content: async () => Buffer.from('x'), recipients: [kept] },
    ])
    return queueId
  }
  const released = await keep(claire)
  for (const recipient of [mairie, gone]) await keep(recipient)
  await owner.pool.query(
    `insert into trace (commune_id, at, queue_id, client, reverse_path, recipient, size, spf, dkim, dmarc, arc, symbols,
    outcome, reason, reply) values ($1, now(), $2, '::1', '', $3, 1, '', '', '', '', '{}', 'held', 'virus', '')`,
    [made.commune, released, claire],
  )
  await owner.pool.query('update kept_recipient set mailbox_id = null')
  await owner.pool.query('update kept_recipient set released_at = now() where queue_id = $1', [released])
  await owner.pool.query('update mailbox set created_at = now() where id = $1', [made.mairie])
  for (const statement of fillIn) await owner.pool.query(statement)
  const { rows } = await owner.pool.query('select recipient, mailbox_id, first_reason from kept_recipient')
  expect(new Map(rows.map((row) => [row.recipient, [row.mailbox_id, row.first_reason]]))).toEqual(
    new Map([
      [claire, [made.personal, 'virus']],
      [mairie, [null, null]],
      [gone, [null, null]],
    ]),
  )
})
