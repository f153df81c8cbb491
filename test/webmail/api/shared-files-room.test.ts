// How much files given out by a link take, and until when.

import { randomBytes } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { PerActorSemaphore } from '#db/per-actor-semaphore.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { Downloads } from '#http/downloads.ts'
import { address, domainName } from '#test/support/database/commune.ts'
import { sharedFilesOf } from '#test/support/webmail/shared-files.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { openLinkApp } from '#webmail/api/sharing/link-app.ts'
import { madeLink } from '#webmail/contract/shared-file.ts'
import { mostSharedBytes, pieceBytes } from '#webmail/contract/shared-file-limits.ts'

const { made, owner, signIn } = await webmailUnderTest()
const claire = await signIn()
const files = sharedFilesOf(claire, made.mairie)
const rowsOf = async (text: string, values: readonly unknown[] = []) =>
  (await owner.pool.query(text, [...values])).rows
const silent = () => undefined
const plan = randomBytes(pieceBytes + 5)

beforeEach(() => owner.pool.query('truncate shared_file cascade'))

test('begun → keeps its room for an hour, for another with each piece; after that nothing more comes', async () => {
  const { id } = madeLink.parse(await (await files.begin(plan.length)).json())
  const minutesLeft = async () => {
    const [row] = await rowsOf(
      'select round(extract(epoch from octets_until - now()) / 60)::integer as minutes from shared_file',
    )
    return row?.minutes
  }
  expect(await minutesLeft()).toBe(60)
  await owner.pool.query("update shared_file set octets_until = now() + interval '5 minutes'")
  expect((await files.put(id, 0, plan.subarray(0, pieceBytes))).status).toBe(204)
  expect(await minutesLeft()).toBe(60)
  await owner.pool.query("update shared_file set octets_until = now() - interval '1 second'")
  expect((await files.put(id, 1, plan.subarray(pieceBytes))).status).toBe(404)
  expect((await files.complete(id)).status).toBe(404)
})

test('withdrawn → its room stays taken while its pieces lie on the disk, for as much as they are', async () => {
  const { id } = await files.share(plan)
  await owner.pool.query(
    `insert into shared_file (commune_id, mailbox_id, link_digest, sealed_key, coming_key, name, octets, expires_at, octets_until)
     values ($1, $2, '', '', '', 'x', 2e9::bigint - $3::bigint, now() + interval '1 day', now() + interval '1 day')`,
    [made.commune, made.mairie, plan.length],
  )
  await files.withdraw(id)
  expect(await (await files.begin(1)).json()).toMatchObject({ code: 'links-full' })
  await owner.pool.query('delete from shared_file_piece where file_id = $1 and piece = 1', [id])
  expect((await files.begin(1)).status).toBe(201)
  expect(await (await files.begin(plan.length - pieceBytes)).json()).toMatchObject({ code: 'links-full' })
})

test('as many as there may be → refused in words, and nothing is begun; what was withdrawn makes room', async () => {
  expect(await (await files.begin(mostSharedBytes + 1)).json()).toMatchObject({ code: 'invalid-input' })
  const begun = await Promise.all(Array.from({ length: 5 }, () => files.begin(mostSharedBytes)))
  expect(begun.filter(({ status }) => status === 201)).toHaveLength(4)
  expect(await (await files.begin(mostSharedBytes)).json()).toMatchObject({ code: 'links-full' })
  const [row] = await rowsOf('select count(*)::integer as count, min(id::text) as id from shared_file')
  expect(row?.count).toBe(4)
  expect((await files.withdraw(row?.id)).status).toBe(204)
  expect((await files.begin(mostSharedBytes)).status).toBe(201)
})

test('two hundred small ones → no more of that box', async () => {
  await owner.pool.query(
    `insert into shared_file (commune_id, mailbox_id, link_digest, sealed_key, coming_key, name, octets, expires_at, octets_until)
     select $1, $2, n::text, '', '', 'x', 1, now() + interval '1 day', now() + interval '1 day' from generate_series(1, 200) n`,
    [made.commune, made.mairie],
  )
  expect(await (await files.begin(1)).json()).toMatchObject({ code: 'links-full' })
  expect((await sharedFilesOf(claire, made.personal).begin(1)).status).toBe(201)
})

/** In another tenant. */
async function boxOfDepartment() {
  const hosting = hostingStore(owner)
  await hosting.putDomain(made.department, domainName('departement.test'))
  const box = { address: address('accueil@departement.test'), owner: null, quotaBytes: 1_000_000 }
  return {
    commune: made.department,
    mailbox: await hosting.putMailbox({ commune: made.department, ...box }),
  }
}

test.each([
  ['the boxes of its commune', 20e9],
  ['all boxes together', 100e9],
])('as much as %s may give out → no more of any, and not said to be of this box', async (_, most) => {
  const box = most > 20e9 ? await boxOfDepartment() : { commune: made.commune, mailbox: made.personal }
  await owner.pool.query(
    `insert into shared_file (commune_id, mailbox_id, link_digest, sealed_key, coming_key, name, octets, expires_at, octets_until)
     values ($1, $2, '', '', '', 'x', $3::bigint - 5, now() + interval '1 day', now() + interval '1 day')`,
    [box.commune, box.mailbox, most],
  )
  expect(await (await files.begin(6)).json()).toMatchObject({ code: 'links-full-elsewhere' })
  expect((await files.begin(5)).status).toBe(201)
})

/** Without sockets, whose buffers would take more than was asked for. */
function downloads() {
  const limits = { ofOne: 1, ofAll: 9, longestMilliseconds: 60_000 }
  const app = openLinkApp({
    ...{
      database: owner,
      log: { info: silent, warn: silent, error: silent },
      behindProxy: false,
      department: 'Côte-d’Or',
    },
    downloads: new Downloads(limits),
    ofLink: new Downloads(limits),
    turns: new PerActorSemaphore({ atOnce: 1, patienceMilliseconds: 10_000 }),
  })
  return (link: string, remoteAddress: string) =>
    app.request(
      link.slice(link.lastIndexOf('/')),
      { method: 'POST' },
      { incoming: { socket: { remoteAddress } } },
    )
}

test('as many downloads of one link as there may be → no more of it, from whatever network, until one ends', async () => {
  const { address: link } = await files.share(plan)
  const fetched = downloads()
  const first = await fetched(link, '192.0.2.7')
  expect((await fetched(link, '198.51.100.7')).status).toBe(429)
  expect(Buffer.from(await first.arrayBuffer()).equals(plan)).toBe(true)
  expect((await fetched(link, '198.51.100.7')).status).toBe(200)
})

test('withdrawn while it is read → the rest does not come', async () => {
  const { id, address: link } = await files.share(randomBytes(4 * pieceBytes))
  const reader = (await downloads()(link, '192.0.2.7')).body?.getReader()
  await reader?.read()
  expect((await files.withdraw(id)).status).toBe(204)
  const rest = async () => {
    for (;;) if ((await reader?.read())?.done !== false) return
  }
  await expect(rest()).rejects.toThrow('is not there')
})
