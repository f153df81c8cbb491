// Who hears of held mail, and in which inbox.

import { expect, onTestFinished, test } from 'vitest'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { address, claire, domainName, mairie, saulieu } from '#test/support/database/commune.ts'
import {
  ago,
  digestsOnDatabase,
  ids,
  mayor,
  morning,
  team,
} from '#test/support/database/digests-on-database.ts'

const on = await digestsOnDatabase()
const { owner, made, digests, teamBox, mayorBox, mayorPerson } = on
const { hold, holdFor, heldFor, due, prepare, deliverAll } = on

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
  expect(new Set(decider?.mailboxes)).toEqual(new Set([heldFor(claire), heldFor(mairie)]))
})

test('the mailbox is gone and its address given again → the postmaster hears of it, never the new holder', async () => {
  const hosting = hostingStore(owner)
  const former = address(`ancienne@${saulieu}`)
  const shared = { commune: made.commune, address: former, owner: null, quotaBytes: 1_000_000 }
  const gone = await hosting.putMailbox(shared)
  const queueId = await holdFor([{ recipient: former, commune: made.commune, mailbox: gone }])
  await owner.pool.query('delete from mailbox where id = $1', [gone])
  await hosting.putMailbox({ ...shared, owner: mayorPerson })
  expect(await digests.due(morning(), 100)).toEqual([
    { inbox: teamBox, mailboxes: [{ commune: made.commune, mailbox: gone }] },
  ])
  const told = await prepare(teamBox, morning(), { mailboxes: [{ commune: made.commune, mailbox: gone }] })
  expect(ids(told)).toEqual([queueId])
  await owner.pool.query('delete from mailbox where address = $1', [former])
})

test('the domain went to another commune, with a mailbox of the same name → its manager hears of nothing held before', async () => {
  const hosting = hostingStore(owner)
  const moved = domainName('moved.test')
  const moving = address('mairie@moved.test')
  await hosting.putDomain(made.commune, moved)
  const shared = { address: moving, owner: null, quotaBytes: 1_000_000 }
  const former = await hosting.putMailbox({ ...shared, commune: made.commune })
  const old = await holdFor([{ recipient: moving, commune: made.commune, mailbox: former }])
  await owner.pool.query('delete from mailbox where id = $1', [former])
  await owner.pool.query("update domain set commune_id = $1 where name = 'moved.test'", [made.department])
  const now = await hosting.putMailbox({ ...shared, commune: made.department })
  const recent = await holdFor([{ recipient: moving, commune: made.department, mailbox: now }])
  await owner.pool.query("update mailbox set provisioned_at = now() where address = 'mairie@moved.test'")
  await owner.pool.query(
    "insert into access (person_id, mailbox_id, commune_id, role, \"from\") values ($1, $2, $3, 'manage', now() - interval '1 day')",
    [mayorPerson, now, made.department],
  )
  const due = await digests.due(morning(), 100)
  const mailboxes = due.find(({ inbox }) => inbox === mayorBox)?.mailboxes ?? []
  expect(mailboxes).toEqual([{ commune: made.department, mailbox: now }])
  expect(ids(await prepare(mayorBox, morning(), { mailboxes }))).toEqual([recent])
  expect(due.find(({ inbox }) => inbox === teamBox)?.mailboxes).toEqual([
    { commune: made.commune, mailbox: former },
  ])
  expect(old).not.toBe(recent)
  await owner.pool.query("delete from mailbox where address = 'mairie@moved.test'")
})

test('nobody knows any more which mailbox it was for → the postmaster hears of it', async () => {
  const queueId = await hold([claire])
  await owner.pool.query('update kept_recipient set mailbox_id = null')
  const [decider, ...others] = await digests.due(morning(), 100)
  expect(others).toEqual([])
  expect(decider).toEqual({ inbox: teamBox, mailboxes: [{ commune: made.commune, mailbox: null }] })
  expect(ids(await prepare(teamBox, morning(), decider))).toEqual([queueId])
})
