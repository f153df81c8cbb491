// How PostgreSQL runs the recipient query in a directory that is not small: by index, and planned once.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '#db/connection.ts'
import { recipientQueries } from '#db/stores/addresses/resolve-recipient.ts'
import { startDatabase, type TestDatabase } from '#test/support/database/postgresql.ts'
import { seedDirectory } from '../../../../bench/recipients/seed.ts'

let postgresql: TestDatabase
let gateway: Database
beforeAll(async () => {
  postgresql = await startDatabase()
  await seedDirectory(postgresql, 5_000)
  gateway = postgresql.open('vm_gateway')
})
afterAll(async () => {
  await gateway?.[Symbol.asyncDispose]()
  await postgresql?.[Symbol.asyncDispose]()
})

test.each(Object.values(recipientQueries))(
  '$name → no table of addresses is read as a whole',
  async ({ text }) => {
    const client = await gateway.pool.connect()
    try {
      await client.query(`prepare asked (text, text) as ${text}`)
      for (const mode of ['force_custom_plan', 'force_generic_plan']) {
        await client.query(`set plan_cache_mode = ${mode}`)
        const { rows } = await client.query("explain execute asked('m7', 'c3.test')")
        const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
        expect(plan).not.toMatch(/Seq Scan on (address|mailbox|list_member)\b/)
        expect(plan).toMatch(/mailbox_address_unique/)
      }
    } finally {
      client.release(true)
    }
  },
)

test.each(Object.values(recipientQueries))('$name, asked ten times → planned for good', async ({ text }) => {
  const client = await gateway.pool.connect()
  try {
    const ask = { name: 'asked', text, values: ['m7', 'c3.test'] }
    for (let times = 0; times < 10; times += 1) await client.query(ask)
    const { rows } = await client.query(
      "select generic_plans::int from pg_prepared_statements where name = 'asked'",
    )
    expect(rows).toEqual([{ generic_plans: 5 }])
  } finally {
    client.release(true)
  }
})
