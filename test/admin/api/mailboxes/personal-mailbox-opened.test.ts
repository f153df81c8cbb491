import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { answered, startTwoCommunes, type TwoCommunes } from '#test/support/admin/two-communes.ts'
import { claire, mairie, saulieu } from '#test/support/database/commune.ts'

let two: TwoCommunes
beforeAll(async () => {
  two = await startTwoCommunes()
})
afterAll(() => two[Symbol.asyncDispose]())
beforeEach(() => two.owner.pool.query('delete from alert'))

const kind = 'personal-mailbox-opened'
const alerts = async () =>
  (await two.owner.pool.query('select kind, subject, facts, times from alert order by subject')).rows
const manager = async (name: string, body: unknown) => {
  const { status, body: said } = await answered(two.manager.ask(name, { body }))
  expect(status).toBeLessThan(300)
  return said
}
async function putOwner(mailbox: string, owner: string | null): Promise<void> {
  const { revision } = (await answered(two.manager.ask(`GET /mailboxes/${mailbox}`))).body
  await manager(`PUT /mailboxes/${mailbox}/owner`, { revision, owner })
}

test('a personal mailbox loses its owner, is opened and given back → an alert at either step', async () => {
  const { personal, person } = two.admin.saulieu
  const by = two.manager.email
  await putOwner(personal, null)
  expect(await alerts()).toEqual([{ kind, subject: claire, facts: { by }, times: 1 }])
  await manager(`POST /mailboxes/${personal}/access`, { email: by, role: 'read' })
  await putOwner(personal, person)
  expect(await alerts()).toEqual([{ kind, subject: claire, facts: { to: by, by }, times: 2 }])
  await two.manager.ask(`DELETE /mailboxes/${personal}/access/${two.manager.person}`)
})

test('the same owner again → no alert; an office’s mailbox becomes that of whoever alone opened it → none', async () => {
  const { personal, person, mairie: office } = two.admin.saulieu
  await putOwner(personal, person)
  await manager(`POST /mailboxes/${office}/access`, { email: claire, role: 'send' })
  await putOwner(office, person)
  expect(await alerts()).toEqual([])
  await putOwner(office, null)
  expect(await alerts()).toMatchObject([{ subject: mairie, facts: { to: claire } }])
  await two.manager.ask(`DELETE /mailboxes/${office}/access/${person}`)
})

test('access to a personal mailbox that was over, given once more → an alert', async () => {
  const path = `/mailboxes/${two.admin.saulieu.personal}/access`
  const { person, email } = two.manager
  await manager(`POST ${path}`, { email, role: 'read' })
  await two.owner.pool.query('delete from alert')
  await two.owner.pool.query(
    `update access set "from" = now() - interval '2 days', until = now() - interval '1 day' where person_id = $1`,
    [person],
  )
  await manager(`PUT ${path}/${person}`, { role: 'read', until: null })
  expect(await alerts()).toMatchObject([{ subject: claire, facts: { to: email } }])
})

test('mail to a person is sent on inside the département → an alert with what is new; an office’s → none', async () => {
  const { personal, mairie: office } = two.admin.saulieu
  const forward = async (mailbox: string, targets: readonly string[]) => {
    const { revision } = (await answered(two.manager.ask(`GET /mailboxes/${mailbox}`))).body
    await manager(`PUT /mailboxes/${mailbox}/forwards`, { revision, targets, keepsCopy: true })
  }
  const elsewhere = 'paul.estienne@mairie-semur.test'
  await forward(office, [elsewhere])
  await forward(office, [])
  expect(await alerts()).toEqual([])
  await forward(personal, [elsewhere])
  await forward(personal, [elsewhere, mairie])
  await forward(personal, [mairie])
  await forward(personal, [])
  expect(await alerts()).toEqual([
    { kind, subject: claire, facts: { to: mairie, by: two.manager.email }, times: 2 },
  ])
})

test('a file of personal mailboxes with access for others → an alert for each, the first names in it', async () => {
  const others = ['b', 'c', 'd', 'e'].map((name) => `${name}@${saulieu}`)
  const csv = [
    'adresse;type;titulaire;acces',
    `a@${saulieu};personnelle;Anne;${others.join(' ')} a@${saulieu}`,
    ...others.map((each) => `${each};personnelle;Bea;`),
    `f@${saulieu};personnelle;Fanny;${two.manager.email}:lecture`,
    `office@${saulieu};partagee;;${claire}`,
  ].join('\n')
  const path = `POST /communes/${two.admin.saulieu.commune}/imports`
  const { digest } = await manager(`${path}/preview`, { kind: 'mailboxes', csv })
  await manager(path, { kind: 'mailboxes', csv, digest })
  const by = two.manager.email
  expect(await alerts()).toEqual([
    { kind, subject: `a@${saulieu}`, facts: { to: `${others.slice(0, 3).join(', ')}, …`, by }, times: 1 },
    { kind, subject: `f@${saulieu}`, facts: { to: by, by }, times: 1 },
  ])
})
