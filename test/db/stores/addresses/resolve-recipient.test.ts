// Every kind of address in a real database. Circles and copies are in follow-addresses.test.ts.

import { beforeEach, expect, test } from 'vitest'
import { resolveRecipient } from '#db/stores/addresses/resolve-recipient.ts'
import {
  address,
  claire,
  mairie,
  makeSaulieu,
  saulieu,
  type TestCommune,
} from '#test/support/database/commune.ts'
import { directoryWriter } from '#test/support/database/directory-writer.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { owner, gateway } = await saulieuDatabase()
let made: TestCommune
let write: ReturnType<typeof directoryWriter>
beforeEach(async () => {
  await owner.pool.query('truncate department, address cascade')
  made = await makeSaulieu(owner)
  write = directoryWriter(owner, made.commune)
})

/** The kind, with the mailboxes it leads to, and `mailbox→address` for what one sends on. */
async function resolved(text: string): Promise<string> {
  const found = await resolveRecipient(gateway.pool, address(text))
  if (found.kind === 'mailbox') return `mailbox ${found.target.address}`
  if (found.kind !== 'alias') return found.kind
  return `alias ${found.targets
    .map((target) => (target.kind === 'forward' ? `${target.address}→${target.to}` : target.address))
    .sort()
    .join(' ')}`
}

const nobody = `nobody@${saulieu}`

test('list → its members; a suspended one is left out; none → unknown', async () => {
  await write.list('conseil', [claire, mairie])
  expect(await resolved(`conseil@${saulieu}`)).toBe(`alias ${claire} ${mairie}`)
  await owner.pool.query('update mailbox set suspended_at = now() where address = $1', [claire])
  expect(await resolved(`conseil@${saulieu}`)).toBe(`alias ${mairie}`)
  await write.list('vide', [])
  expect(await resolved(`vide@${saulieu}`)).toBe('unknown')
})

test('list for its members → everyone who may write; postmaster@ before such a list → anybody', async () => {
  await write.list('conseil', [claire], 'members')
  expect(await resolveRecipient(gateway.pool, address(`conseil@${saulieu}`))).toMatchObject({
    targets: [{ onlyFrom: { kind: 'members', addresses: new Set([claire]) } }],
  })
  await write.alias('abuse', [`conseil@${saulieu}`])
  const found = await resolveRecipient(gateway.pool, address(`abuse@${saulieu}`))
  expect(found).toMatchObject({ targets: [{ address: claire, required: true }] })
  expect(JSON.stringify(found)).not.toContain('onlyFrom')
})

test('catch-all → for what does not exist, never for what does, never for postmaster@ and abuse@', async () => {
  expect(await resolved(nobody)).toBe('unknown')
  await owner.pool.query('update domain set catch_all = $1 where name = $2', [claire, saulieu])
  expect(await resolved(nobody)).toBe(`alias ${claire}`)
  expect(await resolved(mairie)).toBe(`mailbox ${mairie}`)
  await write.list('vide', [])
  expect(await resolved(`vide@${saulieu}`)).toBe('unknown')
  expect(await resolved(`postmaster@${saulieu}`)).toBe(`mailbox ${mairie}`)
  await owner.pool.query('update mailbox set suspended_at = now() where address in ($1, $2)', [
    claire,
    mairie,
  ])
  expect(await resolved(mairie)).toBe('suspended')
  expect(await resolved(nobody)).toBe('suspended')
  await owner.pool.query("delete from mailbox where local_part = 'claire.garnier'")
  expect(await resolved(nobody)).toBe('unknown')
})

test('alias of a domain → every address, the catch-all, postmaster@ and abuse@ of the domain', async () => {
  await write.aliasDomain('saulieu.test', saulieu)
  await write.alias('contact', [claire, mairie])
  expect(await resolved('mairie@saulieu.test')).toBe(`mailbox ${mairie}`)
  expect(await resolved('contact@saulieu.test')).toBe(`alias ${claire} ${mairie}`)
  expect(await resolved('nobody@saulieu.test')).toBe('unknown')
  expect(await resolved('abuse@saulieu.test')).toBe(`mailbox ${mairie}`)
  await owner.pool.query('update domain set catch_all = $1 where name = $2', [claire, saulieu])
  expect(await resolved('nobody@saulieu.test')).toBe(`alias ${claire}`)
  expect(await resolved('nobody@other.test')).toBe('foreign')
})

test('forward → the other mailbox, with a copy unless none is kept', async () => {
  await write.forward(made.personal, mairie)
  expect(await resolved(claire)).toBe(`alias ${claire} ${mairie}`)
  await owner.pool.query('update mailbox set forward_keeps_copy = false where address = $1', [claire])
  expect(await resolved(claire)).toBe(`alias ${mairie}`)
  await owner.pool.query('update mailbox set suspended_at = now() where address = $1', [mairie])
  expect(await resolved(claire)).toBe(`mailbox ${claire}`)
})

test('forward to the outside in force → sent on, with a copy unless none is kept; over → the mailbox alone', async () => {
  await write.outside(made.personal, 'old@away.test', -1)
  expect(await resolved(claire)).toBe(`mailbox ${claire}`)
  await write.outside(made.personal, 'a@away.test')
  await write.outside(made.personal, 'b@away.test')
  const sent = `${claire}→a@away.test ${claire}→b@away.test`
  expect(await resolved(claire)).toBe(`alias ${claire} ${sent}`)
  await owner.pool.query('update mailbox set forward_keeps_copy = false where address = $1', [claire])
  expect(await resolved(claire)).toBe(`alias ${sent}`)
  await write.list('conseil', [claire, mairie], 'members')
  expect(await resolved(`conseil@${saulieu}`)).toBe(`alias ${sent} ${mairie}`)
  await owner.pool.query('update mailbox set suspended_at = now() where address = $1', [claire])
  expect(await resolved(claire)).toBe('suspended')
})

test('what a mailbox sends on → with the time it ends, and whose mail the list before it takes', async () => {
  await write.outside(made.personal, 'a@away.test', 60)
  await write.list('conseil', [claire, mairie], 'members')
  const found = await resolveRecipient(gateway.pool, address(`conseil@${saulieu}`))
  const forward = found.kind === 'alias' ? found.targets.find(({ kind }) => kind === 'forward') : undefined
  expect(forward).toEqual({
    ...{ kind: 'forward', mailbox: made.personal, commune: made.commune, address: claire },
    ...{ required: false, to: 'a@away.test', until: expect.any(Date) },
    onlyFrom: { kind: 'members', addresses: new Set([claire, mairie]) },
  })
  expect(Math.abs(Number(forward?.kind === 'forward' && forward.until) - Date.now() - 60_000)).toBeLessThan(
    30_000,
  )
})

test('forward inside to a mailbox that only sends on → sent on from there', async () => {
  await write.forward(made.personal, mairie)
  await write.outside(made.mairie, 'a@away.test')
  await owner.pool.query('update mailbox set forward_keeps_copy = false')
  expect(await resolved(claire)).toBe(`alias ${mairie}→a@away.test`)
})

test('no room, and it is sent on → not full: what Dovecot refuses waits', async () => {
  await owner.pool.query('update mailbox set full_since = now() where address = $1', [claire])
  expect(await resolved(claire)).toBe('full')
  await write.outside(made.personal, 'a@away.test')
  expect(await resolved(claire)).toBe(`alias ${claire} ${claire}→a@away.test`)
})

test('no room → full since then; a list with room somewhere → all of it; with none → full since the last', async () => {
  const full = (text: string, since: string) =>
    owner.pool.query('update mailbox set full_since = $2 where address = $1', [text, since])
  await write.list('conseil', [claire, mairie])
  await full(claire, '2026-01-01T00:00:00Z')
  expect(await resolveRecipient(gateway.pool, claire)).toEqual({
    kind: 'full',
    since: new Date('2026-01-01T00:00:00Z'),
  })
  expect(await resolved(`conseil@${saulieu}`)).toBe(`alias ${claire} ${mairie}`)
  await full(mairie, '2026-02-01T00:00:00Z')
  expect(await resolveRecipient(gateway.pool, address(`conseil@${saulieu}`))).toEqual({
    kind: 'full',
    since: new Date('2026-02-01T00:00:00Z'),
  })
})
