// What a change of rules takes beyond its own part: a script that lies out of use and is put in use again, and what another
// program wrote in its stead.

import { spawn } from 'node:child_process'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { answered } from '#test/support/admin/two-communes.ts'
import { claire, mairie } from '#test/support/database/commune.ts'
import { putRules } from '#test/support/dovecot/sieve.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'

const webmail = await webmailUnderTest()
const { made, dovecot, owner } = webmail
const colleague = await webmail.signIn()
const box = `/boxes/${made.mairie}`
const ask = (name: string, body?: unknown) => answered(colleague.ask(name, body))
const read = async () => (await ask(`GET ${box}/rules`)).body
const putAll = async (rules: readonly unknown[], other: 'keep' | 'replace' | null = null) =>
  await ask(`PUT ${box}/rules`, { revision: (await read()).revision, other, rules })
const scripts = async () =>
  (await dovecot.doveadm('sieve', 'list', '-u', mairie))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
const script = async (name: string) =>
  (await dovecot.doveadm('sieve', 'get', '-u', mairie, name)).replace(/^sieve script:\n/, '')
const rule = (fields: object) => ({
  ...{ name: 'Factures', on: true, match: 'all', stop: true },
  ...{ conditions: [{ field: 'subject', how: 'contains', value: 'facture' }], actions: [{ kind: 'flag' }] },
  ...fields,
})
const role = (role: string) =>
  owner.pool.query('update access set role = $1 where mailbox_id = $2', [role, made.mairie])

/** As somebody who never set up anything. */
beforeEach(async () => {
  for (const line of await scripts()) {
    const name = line.replace(/ ACTIVE$/, '')
    if (name !== line) await dovecot.doveadm('sieve', 'deactivate', '-u', mairie)
    await dovecot.doveadm('sieve', 'delete', '-u', mairie, name)
  }
})
afterAll(() => role('manage'))

async function inScript(name: string, text: string): Promise<void> {
  const config = `${dovecot.installation.paths.etc}/dovecot/dovecot.conf`
  const child = spawn('/usr/bin/doveadm', ['-c', config, 'sieve', 'put', '-u', mairie, name], {
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  child.stdin.end(text)
  await new Promise((resolve) => child.once('exit', resolve))
}

test('ours changed by another program, which then put its own in use → ours put aside whatever is decided of theirs', async () => {
  for (const [decided, kept, aside] of [
    ['keep', 'rules', 'autres-regles'],
    ['replace', null, 'autres-regles-2'],
  ] as const) {
    await putAll([rule({})], 'replace')
    const changed = `${await script('vaguemestre')}\r\nkeep;\r\n`
    await inScript('vaguemestre', changed)
    await putRules(dovecot.installation.paths, mairie, 'keep;\r\n')
    expect(await read()).toMatchObject({ other: { name: 'rules', altered: false }, rules: [] })
    expect((await putAll([], decided)).body).toMatchObject({ other: null, kept, active: true })
    expect(await script(aside)).toBe(changed)
  }
})

const forward = { to: [claire], copy: true }

test('a forward or an answer that lies out of use → put in use again by who may set it up alone, and the log says so', async () => {
  const put = async (part: string, value: unknown) =>
    (await ask(`PUT ${box}/${part}`, { revision: (await read()).revision, other: null, [part]: value }))
      .status
  const today = new Date().toISOString().slice(0, 10)
  const away = { ...{ on: true, from: today, until: today, days: 7 }, subject: 'Absence', text: 'Bonjour' }
  expect(await put('vacation', away)).toBe(200)
  const outOfUse = () => dovecot.doveadm('sieve', 'deactivate', '-u', mairie)
  const asRole = async (name: string, part: string, value: unknown) => {
    await outOfUse()
    await role(name)
    const status = await put(part, value)
    await role('manage')
    return [status, (await read()).active]
  }
  expect(await asRole('write', 'rules', [])).toEqual([403, false])
  expect(await asRole('send', 'rules', [])).toEqual([200, true])
  expect(await put('vacation', { ...away, on: false })).toBe(200)
  expect(await asRole('write', 'rules', [])).toEqual([200, true])
  expect(await put('forward', forward)).toBe(200)
  expect(await asRole('write', 'rules', [])).toEqual([403, false])
  expect(await asRole('send', 'vacation', null)).toEqual([403, false])
  const told = async () => {
    const { rows } = await owner.pool.query(
      "select after from audit where action = 'change:forward' order by id desc",
    )
    return [rows.length, rows[0]?.after]
  }
  const [before] = await told()
  expect(await asRole('manage', 'rules', [rule({})])).toEqual([200, true])
  expect(await told()).toEqual([before + 1, { targets: forward.to }])
  expect(await put('rules', [])).toBe(200)
  expect(await told()).toEqual([before + 1, { targets: forward.to }])
})

test('what another program wrote → kept or put out of use by who manages the box alone', async () => {
  await putRules(dovecot.installation.paths, mairie, 'keep;\r\n')
  await role('send')
  for (const decided of ['keep', 'replace'] as const)
    expect((await putAll([rule({})], decided)).body).toMatchObject({ code: 'forbidden' })
  expect(await scripts()).toEqual(['rules ACTIVE'])
  await role('manage')
  expect((await putAll([rule({})], 'keep')).body).toMatchObject({ kept: 'rules' })
  await role('write')
  expect((await putAll([], 'replace')).status).toBe(403)
  expect((await putAll([])).body).toMatchObject({ kept: 'rules', rules: [] })
  await role('manage')
})

test('a forward while the log takes nothing → refused, and no mail is sent on', async () => {
  const put = async (value: unknown) =>
    await ask(`PUT ${box}/forward`, { revision: (await read()).revision, other: null, forward: value })
  expect((await put(null)).status).toBe(200)
  const locked = await owner.pool.connect()
  try {
    await locked.query('begin')
    await locked.query('lock table audit in access exclusive mode')
    expect((await put(forward)).body).toMatchObject({ code: 'try-later' })
  } finally {
    await locked.query('rollback')
    locked.release()
  }
  expect(await read()).toMatchObject({ forward: null })
  expect((await put(forward)).status).toBe(200)
})

test('a forward that Dovecot does not take → the log says that it was taken back', async () => {
  const put = async (value: unknown) =>
    await ask(`PUT ${box}/forward`, { revision: (await read()).revision, other: null, forward: value })
  expect((await put(null)).status).toBe(200)
  const folder = join(dovecot.installation.paths.mail, made.commune, made.mairie, 'sieve')
  await chmod(folder, 0o555)
  try {
    expect((await put(forward)).status).toBeGreaterThanOrEqual(400)
  } finally {
    await chmod(folder, 0o755)
  }
  expect(await read()).toMatchObject({ forward: null })
  const { rows } = await owner.pool.query(
    "select after from audit where action = 'change:forward' order by id desc limit 2",
  )
  expect(rows).toEqual([{ after: { targets: [] } }, { after: { targets: forward.to } }])
})
