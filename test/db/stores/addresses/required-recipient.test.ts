// postmaster@ and abuse@ of a commune, whatever has become of its own boxes and of those of the département.

import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { resolveRecipient } from '#db/stores/addresses/resolve-recipient.ts'
import { findUnattendedAddresses } from '#db/stores/addresses/unattended-addresses.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import type { Scope } from '#db/stores/query/scope.ts'
import {
  address,
  claire,
  domainName,
  mairie,
  makeSaulieu,
  saulieu,
  type TestCommune,
} from '#test/support/database/commune.ts'
import { directoryWriter } from '#test/support/database/directory-writer.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { postgresql, owner, gateway } = await saulieuDatabase()
const panel = postgresql.open('vm_admin')
afterAll(() => panel[Symbol.asyncDispose]())
const mailHost = 'mail.cotedor.test'
const team = address(`postmaster@${mailHost}`)
let made: TestCommune
let write: ReturnType<typeof directoryWriter>
beforeEach(async () => {
  await owner.pool.query('truncate department, address cascade')
  made = await makeSaulieu(owner)
  write = directoryWriter(owner, made.commune)
  await hostingStore(owner).putDomain(made.department, domainName(mailHost))
  await ofDepartment('postmaster')
})

/** A shared mailbox on the mail host, ready. */
async function ofDepartment(local: string): Promise<void> {
  const shared = { commune: made.department, owner: null, quotaBytes: 1 }
  await hostingStore(owner).putMailbox({ ...shared, address: address(`${local}@${mailHost}`) })
  await owner.pool.query('update mailbox set provisioned_at = now() where local_part = $1', [local])
}

const own = (statement: string) => owner.pool.query(statement)
const suspend = (...boxes: readonly string[]) =>
  owner.pool.query('update mailbox set suspended_at = now() where address = any($1)', [boxes])
const fill = (...boxes: readonly string[]) =>
  owner.pool.query("update mailbox set full_since = now() - interval '1 year' where address = any($1)", [
    boxes,
  ])

/** The mailboxes that postmaster@ and abuse@ of the commune lead to, or why to none; the same for both, as far as nobody made one of them. */
async function leadsTo(local = 'postmaster'): Promise<string> {
  const found = await resolveRecipient(gateway.pool, address(`${local}@${saulieu}`))
  if (found.kind === 'mailbox') return found.target.address
  if (found.kind !== 'alias') return found.kind
  return found.targets.map((target) => target.address).join(' ')
}

const unattended = async (scope: Scope = { kind: 'department' }, most = 9): Promise<readonly string[]> =>
  (await findUnattendedAddresses(panel, scope, most)).map((each) => each.address)

describe('nothing registered under the name', () => {
  test('→ the département, for abuse@ as well', async () => {
    expect(await leadsTo()).toBe(team)
    expect(await leadsTo('abuse')).toBe(team)
  })

  test.each<[string, () => Promise<unknown>]>([
    ['suspended', () => suspend(team)],
    ['full', () => fill(team)],
    [
      'not created yet',
      () => own("update mailbox set provisioned_at = null where local_part = 'postmaster'"),
    ],
    ['gone', () => own("delete from mailbox where local_part = 'postmaster'")],
  ])('postmaster@ of the département %s → mairie@', async (_, strike) => {
    await strike()
    expect(await leadsTo()).toBe(mairie)
  })

  test('the first postmaster@ of the département suspended → the one of its second domain, before mairie@', async () => {
    await hostingStore(owner).putDomain(made.department, domainName('cotedor.test'))
    const second = address('postmaster@cotedor.test')
    await hostingStore(owner).putMailbox({
      ...{ commune: made.department, address: second, owner: null, quotaBytes: 1 },
    })
    await own('update mailbox set provisioned_at = now()')
    expect(await leadsTo()).toBe(team)
    await suspend(team)
    expect(await leadsTo()).toBe(second)
  })

  test('postmaster@ of the département is an alias → whom it leads to', async () => {
    await own("delete from mailbox where local_part = 'postmaster'")
    await ofDepartment('messagerie')
    await owner.pool.query(
      `with made as (insert into alias (commune_id, domain, local_part) values ($1, $2, 'postmaster') returning id)
      insert into alias_target select id, $1, 'messagerie@' || $2 from made`,
      [made.department, mailHost],
    )
    expect(await leadsTo()).toBe(`messagerie@${mailHost}`)
  })

  test('postmaster@ and mairie@ closed → anybody of the département, but not the mailbox of the probe', async () => {
    await ofDepartment('probe')
    await suspend(team)
    await fill(mairie)
    expect(await leadsTo()).toBe('unattended')
    await ofDepartment('sandrine.moreau')
    expect(await leadsTo()).toBe(`sandrine.moreau@${mailHost}`)
  })

  test('of several colleagues → one who has room and is there still', async () => {
    await suspend(team, mairie)
    for (const local of ['a-full', 'b-suspended', 'c-left', 'd-new', 'e-here']) await ofDepartment(local)
    await fill(`a-full@${mailHost}`)
    await suspend(`b-suspended@${mailHost}`)
    await own("update mailbox set expires_at = now() - interval '1 day' where local_part = 'c-left'")
    await own("update mailbox set provisioned_at = null where local_part = 'd-new'")
    expect(await leadsTo()).toBe(`e-here@${mailHost}`)
  })
})

describe('an address of its own that takes nothing', () => {
  const registered = `postmaster@${saulieu}`
  test.each<[string, () => Promise<unknown>]>([
    ['an alias without a target', () => write.alias('postmaster', [])],
    ['an alias to itself', () => write.alias('postmaster', [registered])],
    [
      'aliases in a circle',
      async () => {
        await write.alias('postmaster', [])
        await write.alias('informatique', [registered])
        await own(
          `insert into alias_target
          select id, commune_id, 'informatique@${saulieu}' from alias where local_part = 'postmaster'`,
        )
      },
    ],
    ['a list without members', () => write.list('postmaster', [])],
    [
      'a list whose members are suspended',
      async () => {
        await write.list('postmaster', [claire])
        await suspend(claire)
      },
    ],
    [
      'an alias to a full mailbox',
      async () => {
        await write.alias('postmaster', [claire])
        await fill(claire)
      },
    ],
    [
      'an alias to a mailbox that is not created yet',
      async () => {
        await write.alias('postmaster', [claire])
        await own("update mailbox set provisioned_at = null where local_part = 'claire.garnier'")
      },
    ],
    [
      'an alias in a commune that is suspended',
      async () => {
        await write.alias('postmaster', [claire])
        await own("update commune set suspended_at = now() where kind = 'commune'")
      },
    ],
  ])('%s → the département', async (_, strike) => {
    await strike()
    expect(await leadsTo()).toBe(team)
  })

  test('one that takes mail → that one, although the département would', async () => {
    await write.alias('postmaster', [claire])
    expect(await leadsTo()).toBe(claire)
    expect(await leadsTo('abuse')).toBe(team)
  })
})

test.each<[string, () => Promise<unknown>]>([
  ['everybody is full', () => fill(team, mairie, claire)],
  ['everybody is suspended', () => own('update mailbox set suspended_at = now()')],
  ['every tenant is suspended', () => own('update commune set suspended_at = now()')],
  ['there is no mailbox at all', () => own('delete from mailbox')],
  [
    'an alias without a target and nobody else',
    async () => {
      await write.alias('postmaster', [])
      await own('delete from mailbox')
    },
  ],
])('%s → unattended, which is no refusal for good', async (_, strike) => {
  await strike()
  expect(await leadsTo()).toBe('unattended')
  expect(await unattended()).toContain(`postmaster@${saulieu}`)
  expect(await unattended()).toContain(`abuse@${saulieu}`)
})

describe('addresses that nobody attends to', () => {
  test('one of the département takes mail → none, whatever became of the commune', async () => {
    await fill(mairie, claire)
    expect(await unattended()).toEqual([])
  })
  test('only the commune takes mail → those of the département, which no commune sees', async () => {
    await fill(team)
    expect(await unattended()).toEqual([`postmaster@${mailHost}`, `abuse@${mailHost}`])
    expect(await unattended({ kind: 'commune', commune: made.commune })).toEqual([])
  })
  test('nobody takes mail, and the commune asks → its own; more than are wanted → the first', async () => {
    await fill(team, mairie, claire)
    const own = [`postmaster@${saulieu}`, `abuse@${saulieu}`]
    expect(await unattended({ kind: 'commune', commune: made.commune })).toEqual(own)
    expect(await unattended({ kind: 'department' }, 1)).toHaveLength(1)
  })
})

test('a domain that is not ours → foreign all the same', async () => {
  const found = await resolveRecipient(gateway.pool, address('postmaster@elsewhere.test'))
  expect(found.kind).toBe('foreign')
})
