import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiBase } from '#admin/api/app.ts'
import { neverByKey, type Permission } from '#core/contract.ts'
import { permissionsOf } from '#identity/permissions.ts'
import {
  answered,
  semurDomain,
  startTwoCommunes,
  type TwoCommunes,
} from '#test/support/admin/two-communes.ts'
import { claire, saulieu } from '#test/support/database/commune.ts'

let two: TwoCommunes
let communes: string
beforeAll(async () => {
  two = await startTwoCommunes()
  communes = `/communes/${two.admin.saulieu.commune}`
})
afterAll(() => two[Symbol.asyncDispose]())

/** A program that asks with a key for Saulieu, or for the département. */
async function program(
  permissions: readonly Permission[],
  commune: string | null = two.admin.saulieu.commune,
) {
  const body = { name: 'Annuaire', commune, permissions, expiresInDays: 1 }
  const { key } = (await answered(two.administrator.ask('POST /api-keys', { body }))).body
  return (name: string, given: unknown) => {
    const [method = '', path = ''] = name.split(' ')
    return answered(
      fetch(`${two.admin.origin}${apiBase}${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(given === null ? {} : { body: JSON.stringify(given) }),
      }),
    )
  }
}

/** All that a key of a commune can be given. */
const everything = () => [...permissionsOf('manager')].filter((name) => !neverByKey.includes(name))

const roleOf = async (id: string) =>
  (await answered(two.manager.ask(`GET /persons/${id}`))).body.role as string

test('a key makes a member, and neither makes a manager nor makes one of a member', async () => {
  const ask = await program(everything())
  const make = (role: string) =>
    ask(`POST ${communes}/persons`, { name: 'Anne Roux', email: `${role}@away.test`, role })
  expect(await make('manager')).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  const { status, body: member } = await make('member')
  expect(status).toBe(201)
  expect((await ask(`PATCH /persons/${member.id}`, { revision: 1, role: 'manager' })).status).toBe(403)
  expect(await roleOf(member.id)).toBe('member')
  expect((await ask(`PATCH /persons/${member.id}`, { revision: 1, name: 'Anne Le Roux' })).status).toBe(200)
})

test('a key leaves those who run the commune as they are', async () => {
  const ask = await program(everything())
  const id = two.manager.person
  for (const [name, body] of [
    [`PATCH /persons/${id}`, { revision: 1, role: 'member' }],
    [`PUT /persons/${id}/suspension`, { revision: 1, suspended: true }],
    [`DELETE /persons/${id}`, null],
  ] as const)
    expect([name, (await ask(name, body)).status]).toEqual([name, 403])
  expect(await roleOf(id)).toBe('manager')
})

test('a key opens no mailbox to anybody: not by access, nor by a file, whoever asks whether they are known here', async () => {
  const ask = await program(everything())
  const path = `/mailboxes/${two.admin.saulieu.mairie}/access`
  for (const email of [`paul.estienne@${semurDomain}`, `nobody@${semurDomain}`])
    expect(await ask(`POST ${path}`, { email, role: 'read' })).toMatchObject({
      status: 403,
      body: { detail: 'This takes the permission change:access.' },
    })
  expect((await ask(`PUT ${path}/${two.semur.person}`, { role: 'read' })).status).toBe(403)
  const rows = await ask(`POST ${communes}/imports/preview`, {
    kind: 'mailboxes',
    csv: `adresse;acces\naccueil@${saulieu};${claire}:lecture\n`,
  })
  expect(rows.body.rows).toMatchObject([{ state: 'wrong', problem: 'access-not-allowed' }])
})

test('a key makes nobody the owner of a mailbox that is there', async () => {
  const ask = await program(['read:mailbox', 'suspend:mailbox'])
  const body = { revision: 1, owner: two.admin.saulieu.person }
  expect(await ask(`PUT /mailboxes/${two.admin.saulieu.mairie}/owner`, body)).toMatchObject({
    status: 403,
    body: { detail: 'An owner takes the permission change:access.' },
  })
})

test('a key sends mail on to nobody new, and ends what was', async () => {
  const ask = await program(everything())
  const path = `/mailboxes/${two.admin.saulieu.mairie}/forwards`
  const forwards = (revision: number, ...targets: string[]) => ({ revision, targets, keepsCopy: true })
  expect(await ask(`PUT ${path}`, forwards(1, claire))).toMatchObject({
    status: 403,
    body: { detail: 'No key sends the mail of a mailbox on to somebody else.' },
  })
  const { status, body } = await answered(two.manager.ask(`PUT ${path}`, { body: forwards(1, claire) }))
  expect([status, body.targets]).toEqual([200, [claire]])
  expect((await ask(`PUT ${path}`, forwards(body.mailbox.revision))).body.targets).toEqual([])
})

test('a key of the département → creates no welcomed communes, which come with managers', async () => {
  const ask = await program(['welcome:commune', 'create:commune', 'change:person'], null)
  const { body: welcome } = await ask('POST /welcomes', { name: 'Automne' })
  expect(await ask(`POST /welcomes/${welcome.id}/creation`, {})).toMatchObject({
    status: 403,
    body: { code: 'forbidden' },
  })
})
