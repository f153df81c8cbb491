// Who hears of held mail, and in which inbox.

import { expect, onTestFinished, test } from 'vitest'
import { claire, mairie } from '#test/support/commune.ts'
import { ago, digestsOnDatabase, mayor, morning, team } from '#test/support/digests-on-database.ts'

const { owner, made, digests, teamBox, mayorBox, mayorPerson, hold, due, prepare, deliverAll } =
  await digestsOnDatabase()

const grant = (person: string, until: Date | null = null) =>
  owner.pool.query(
    `insert into access (person_id, mailbox_id, commune_id, role, "from", until) values ($1, $2, $3, 'manage', now() - interval '9 days', $4)`,
    [person, made.mairie, made.commune, until],
  )

const signInAs = (email: string) =>
  owner.pool.query('update person set email = $1 where id = $2', [email, mayorPerson])

test('held for a personal mailbox → its owner hears of it, and nobody else', async () => {
  await hold([mayor])
  expect(await due()).toEqual(new Set([mayorBox]))
})

test('the owner signs in as a shared mailbox → hears of their own mail in their own inbox, where nobody else reads', async () => {
  onTestFinished(async () => void (await signInAs(mayor)))
  await hold([mayor])
  await signInAs(mairie)
  expect(await due()).toEqual(new Set([mayorBox]))
})

test('the owner of a personal mailbox is suspended → nobody hears of it', async () => {
  await hold([mayor])
  await owner.pool.query('update person set suspended_at = now() where id = $1', [mayorPerson])
  expect(await due()).toEqual(new Set())
})

test('held for a shared mailbox → those who may manage it now, in the inbox of each', async () => {
  await hold([mairie])
  await grant(mayorPerson)
  expect(await due()).toEqual(new Set([mayorBox]))
  await grant(made.person)
  expect(await due()).toEqual(new Set([mayorBox, made.personal]))
})

test('nobody may manage it any more → the managers of the commune', async () => {
  await hold([mairie])
  await grant(mayorPerson, ago(24))
  expect(await due()).toEqual(new Set([made.personal]))
})

test('no manager either, or one without an inbox → the postmaster of the département', async () => {
  await hold([mairie])
  await owner.pool.query("update person set role = 'member'")
  expect(await due()).toEqual(new Set([teamBox]))
  await owner.pool.query("update person set role = 'manager' where id = $1", [made.person])
  await owner.pool.query('update mailbox set suspended_at = now() where id = $1', [made.personal])
  expect(await due()).toEqual(new Set([teamBox]))
})

test('held for the postmaster itself → it hears of it', async () => {
  await hold([team])
  expect(await due()).toEqual(new Set([teamBox]))
})

test('an inbox → every mailbox it decides about, also those without anything new', async () => {
  await hold([claire, mairie], ago(20))
  await prepare(made.personal, morning(-0.5))
  await deliverAll()
  await hold([claire], ago(3))
  const [decider] = await digests.due({ ...morning(), day: morning(1).day }, 100)
  expect(new Set(decider?.mailboxes)).toEqual(new Set([claire, mairie]))
})
