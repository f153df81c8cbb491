import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiBase } from '#admin/api/app.ts'
import { neverByKey, type Permission } from '#core/contract.ts'
import { permissionsOf } from '#identity/permissions.ts'
import { claire, saulieu } from '#test/support/commune.ts'
import { answered, startTwoCommunes, type TwoCommunes } from '#test/support/two-communes.ts'

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

test('a key opens a mailbox, and gives nobody its management: not anew, not later, not by a file', async () => {
  const ask = await program(everything())
  const path = `/mailboxes/${two.admin.saulieu.mairie}/access`
  const person = two.semur.person
  const email = 'paul.estienne@mairie-semur.test'
  expect((await ask(`POST ${path}`, { email, role: 'manage' })).status).toBe(403)
  expect((await ask(`POST ${path}`, { email, role: 'send' })).status).toBe(201)
  expect((await ask(`PUT ${path}/${person}`, { role: 'manage' })).status).toBe(403)
  const rows = (role: string) =>
    ask(`POST ${communes}/imports/preview`, {
      kind: 'mailboxes',
      csv: `adresse;acces\naccueil@${saulieu};${claire}:${role}\n`,
    })
  expect((await rows('gestion')).body.rows).toMatchObject([{ state: 'wrong', problem: 'access-not-allowed' }])
  expect((await rows('envoi')).body.rows).toMatchObject([{ state: 'new' }])
})

test('a key without change:access → nobody is made the owner of a mailbox that is there', async () => {
  const path = `PUT /mailboxes/${two.admin.saulieu.mairie}/owner`
  const body = { revision: 1, owner: two.admin.saulieu.person }
  const without = await program(['read:mailbox', 'suspend:mailbox'])
  expect(await without(path, body)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  const withIt = await program(['read:mailbox', 'suspend:mailbox', 'change:access'])
  expect((await withIt(path, body)).status).toBe(200)
})

test('a key of the département → creates no welcomed communes, which come with managers', async () => {
  const ask = await program(['welcome:commune', 'create:commune', 'change:person'], null)
  const { body: welcome } = await ask('POST /welcomes', { name: 'Automne' })
  expect(await ask(`POST /welcomes/${welcome.id}/creation`, {})).toMatchObject({
    status: 403,
    body: { code: 'forbidden' },
  })
})
