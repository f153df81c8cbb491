import { expect, test } from 'vitest'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { address } from '#test/support/database/commune.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'

const webmail = await webmailUnderTest()
const { made, owner } = webmail
const claire = await webmail.signIn()

const person = (name: string, role: 'manager' | 'member') =>
  hostingStore(owner).putPerson({
    ...{ commune: made.commune, tenantKind: 'commune', role, name },
    email: address(`${name.toLowerCase().replace(' ', '.')}@mairie-saulieu.test`),
  })
await person('Agathe Roy', 'member')
const helene = await person('Helene Morel', 'manager')
const luc = await person('Luc Perrin', 'member')

const set = (role: string) =>
  owner.pool.query('update access set role = $2 where mailbox_id = $1 and person_id = $3', [
    ...[made.mairie, role, made.person],
  ])
const refusal = async () => {
  await set('read')
  try {
    return await (await claire.ask(`POST /boxes/${made.mairie}/folders`, { name: 'x', parent: null })).json()
  } finally {
    await set('manage')
  }
}

test('a session → names the managers of the commune, and not who is signed in', async () => {
  expect(await (await claire.ask('GET /session')).json()).toMatchObject({
    commune: { name: 'Saulieu', managers: ['Helene Morel'] },
  })
})

test('a right that is missing → forbidden with the names of the commune’s managers', async () => {
  expect(await refusal()).toMatchObject({ code: 'forbidden', grantors: ['Helene Morel'] })
})

test('somebody has the box to manage → they are named in place of the managers', async () => {
  await owner.pool.query(
    `insert into access (commune_id, mailbox_id, person_id, role) values ($1, $2, $3, 'manage')`,
    [made.commune, made.mairie, luc],
  )
  expect(await refusal()).toMatchObject({ grantors: ['Luc Perrin'] })
  await owner.pool.query('delete from access where person_id = $1', [luc])
})

test('the one manager is suspended → nobody is named', async () => {
  await owner.pool.query('update person set suspended_at = now() where id = $1', [helene])
  const answer = await refusal()
  await owner.pool.query('update person set suspended_at = null where id = $1', [helene])
  expect(answer).toMatchObject({ code: 'forbidden' })
  expect(answer).not.toHaveProperty('grantors')
})
