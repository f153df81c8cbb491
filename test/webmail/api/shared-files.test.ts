import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { mairie } from '#test/support/database/commune.ts'
import { fetchShared, sharedFilesOf } from '#test/support/webmail/shared-files.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { savedDraft } from '#webmail/contract/draft.ts'
import { madeLink } from '#webmail/contract/shared-file.ts'
import { pieceBytes } from '#webmail/contract/shared-file-limits.ts'
import { draftsOf } from './writing/draft-of.ts'

const webmail = await webmailUnderTest()
const { made, owner } = webmail
const claire = await webmail.signIn()
const files = sharedFilesOf(claire, made.mairie)
const rowsOf = async (text: string, values: readonly unknown[] = []) =>
  (await owner.pool.query(text, [...values])).rows

beforeEach(() => owner.pool.query('truncate shared_file cascade'))

/** Read to its end. */
async function statusOf(asked: Promise<Response>): Promise<number> {
  const answer = await asked
  await answer.arrayBuffer()
  return answer.status
}

const plan = Buffer.concat([Buffer.from('PLAN DU BOURG '.repeat(10)), randomBytes(pieceBytes + 5)])

test('a file given → its page says who, what and until when; its button gives the same octets, and counts', async () => {
  const link = await files.share(plan, { name: 'Plan du bourg – été.pdf' })
  expect(link.address.startsWith(`${webmail.contentOrigin}/fichier/`)).toBe(true)
  expect(link.password).toBeNull()
  for (const method of ['GET', 'HEAD']) expect((await fetch(link.address, { method })).status).toBe(200)
  const page = await (await fetch(link.address)).text()
  for (const said of [mairie, 'Saulieu', 'Plan du bourg – été.pdf', '2,1\u00a0Mo', 'Télécharger le fichier'])
    expect(page).toContain(said)
  expect(page).not.toContain('Mot de passe')
  expect(await files.list()).toMatchObject([
    { id: link.id, downloads: 0, lastDownloadAt: null, state: 'open' },
  ])
  const got = await fetchShared(link.address)
  expect(got.status).toBe(200)
  expect(Buffer.from(await got.arrayBuffer()).equals(plan)).toBe(true)
  expect(got.headers.get('content-length')).toBe(String(plan.length))
  const [listed] = await files.list()
  expect(listed).toMatchObject({ downloads: 1, hasPassword: false, octets: plan.length })
  expect(listed?.lastDownloadAt).not.toBeNull()
  expect(webmail.complaints).toEqual([])
})

test('what whoever fetches is told → to keep it, not to show it, to tell nobody where it came from', async () => {
  const link = await files.share(Buffer.from('<script>alert(1)</script>'), { name: '../<b> & "x.html' })
  const page = await fetch(link.address)
  const file = await fetchShared(link.address)
  expect(await page.text()).toSatisfy(
    (text: string) => text.includes('_b_ &amp; _x.html') && !text.includes('<b>'),
  )
  for (const { headers } of [page, file]) {
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-robots-tag')).toContain('noindex')
    expect(headers.get('cache-control')).toBe('no-store')
  }
  expect(file.headers.get('content-type')).toBe('application/octet-stream')
  expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename=/)
})

test('what lies in the database → neither the octets, nor the link, nor the password', async () => {
  const link = await files.share(plan, { password: true })
  const pieces = await rowsOf('select octets from shared_file_piece order by piece')
  expect(pieces).toHaveLength(2)
  expect(pieces.some(({ octets }) => octets.includes('PLAN DU BOURG'))).toBe(false)
  const [row] = await rowsOf('select row_to_json(f)::text as text, coming_key from shared_file f')
  const secret = link.address.slice(link.address.lastIndexOf('/') + 1)
  for (const hidden of [secret, link.password ?? '', Buffer.from(secret, 'base64url').toString('hex')])
    expect(row?.text).not.toContain(hidden)
  expect(row?.text).not.toContain(createHash('sha256').update(plan).digest('hex'))
  expect(row).toMatchObject({ coming_key: null })
})

test('a password → asked for: none, a wrong one → nothing; the right one, however typed → the file', async () => {
  const link = await files.share(plan, { password: true })
  const page = await (await fetch(link.address)).text()
  expect(page).toContain('name="mot-de-passe"')
  const without = await fetchShared(link.address)
  expect([without.status, await without.text()]).toEqual([
    403,
    expect.stringContaining('Saisissez le mot de passe'),
  ])
  const wrong = await fetchShared(link.address, 'aaaa-bbbb-cccc')
  expect([wrong.status, await wrong.text()]).toEqual([403, expect.stringContaining('n’est pas le bon')])
  expect(await files.list()).toMatchObject([{ downloads: 0, hasPassword: true }])
  const right = await fetchShared(link.address, link.password?.toUpperCase().replaceAll('-', ' '))
  expect(Buffer.from(await right.arrayBuffer()).equals(plan)).toBe(true)
  expect(await rowsOf('select wrong_tries from shared_file')).toEqual([{ wrong_tries: 0 }])
})

test('many wrong passwords at once → five looked at, then closed also for the right one, until the pause is over', async () => {
  const link = await files.share(plan, { password: true })
  const tried = await Promise.all(
    Array.from({ length: 12 }, (_, index) => fetchShared(link.address, `aaaa-bbbb-${index}`)),
  )
  const statuses = tried.map(({ status }) => status)
  expect([
    statuses.filter((each) => each === 403).length,
    statuses.filter((each) => each === 429).length,
  ]).toEqual([...[5, 7]])
  expect(await statusOf(fetchShared(link.address, link.password ?? ''))).toBe(429)
  await owner.pool.query("update shared_file set closed_until = now() - interval '1 second'")
  expect(await statusOf(fetchShared(link.address, 'aaaa-bbbb-cccc'))).toBe(403)
  expect(await statusOf(fetchShared(link.address, link.password ?? ''))).toBe(200)
})

test('after its date → said, with whom to ask, and nothing to fetch', async () => {
  const link = await files.share(plan, { days: 7 })
  await owner.pool.query(
    "update shared_file set expires_at = now(), octets_until = now() - interval '1 second'",
  )
  for (const answer of [await fetch(link.address), await fetchShared(link.address)]) {
    expect(answer.status).toBe(410)
    const page = await answer.text()
    expect(page).toContain('n’est plus valable')
    expect(page).toContain(mairie)
    expect(page).not.toContain('Télécharger')
  }
  expect(await files.list()).toMatchObject([{ state: 'expired' }])
})

test('withdrawn → the same, without what it was called; a second time → not-found', async () => {
  const link = await files.share(plan, { name: 'Secret.pdf' })
  expect((await files.withdraw(link.id)).status).toBe(204)
  const page = await fetchShared(link.address)
  expect(page.status).toBe(410)
  expect(await page.text()).toSatisfy((text: string) => text.includes(mairie) && !text.includes('Secret.pdf'))
  expect(await files.list()).toMatchObject([{ state: 'withdrawn' }])
  expect((await files.withdraw(link.id)).status).toBe(404)
})

test('its box suspended → nothing to fetch: nobody knows who sits there', async () => {
  const link = await files.share(plan)
  await owner.pool.query('update mailbox set suspended_at = now() where id = $1', [made.mairie])
  try {
    expect(await statusOf(fetchShared(link.address))).toBe(410)
  } finally {
    await owner.pool.query('update mailbox set suspended_at = null where id = $1', [made.mairie])
  }
  expect(await statusOf(fetchShared(link.address))).toBe(200)
})

test('no link, a wrong one, one whose file has not come → one and the same page', async () => {
  const begun = madeLink.parse(await (await files.begin(10)).json())
  const other = `${webmail.contentOrigin}/fichier/`
  const addresses = [begun.address, other, `${other}x`, `${other}${randomBytes(24).toString('base64url')}`]
  const answers = await Promise.all(
    addresses.flatMap((address) => [fetch(address), fetchShared(address, 'x')]),
  )
  const pages = await Promise.all(answers.map((answer) => answer.text()))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]))
  expect(new Set(pages.filter((page) => page !== pages[0])).size).toBeLessThanOrEqual(1)
  expect(pages[0]).toContain('ne mène à aucun fichier')
})

test('pieces → each of its length and in its place; the same again changes nothing; all of them before it is whole', async () => {
  const { id } = madeLink.parse(await (await files.begin(plan.length)).json())
  const first = plan.subarray(0, pieceBytes)
  expect((await files.put(id, 0, first.subarray(1))).status).toBe(422)
  expect((await files.put(id, 2, first)).status).toBe(404)
  expect((await files.put(id, 0, first)).status).toBe(204)
  expect((await files.complete(id)).status).toBe(422)
  expect((await files.put(id, 0, randomBytes(pieceBytes))).status).toBe(204)
  expect((await files.put(id, 1, plan.subarray(pieceBytes))).status).toBe(204)
  expect((await files.complete(id)).status).toBe(204)
  expect((await files.put(id, 0, first)).status).toBe(404)
  expect(await rowsOf('select piece from shared_file_piece order by piece')).toEqual([
    { piece: 0 },
    { piece: 1 },
  ])
})

test('complete, asked again → 204 as the first time, told once in the log; withdrawn since, or of another box → not-found', async () => {
  const { id } = await files.share(plan)
  const given = () =>
    rowsOf("select id from audit where action = 'give:shared-file' and after ->> 'file' = $1", [id])
  expect((await files.complete(id)).status).toBe(204)
  expect(await given()).toHaveLength(1)
  expect((await sharedFilesOf(claire, made.personal).complete(id)).status).toBe(404)
  expect((await files.withdraw(id)).status).toBe(204)
  expect((await files.complete(id)).status).toBe(404)
})

test('a piece of another length than it was measured at → not complete', async () => {
  const { id } = madeLink.parse(await (await files.begin(plan.length)).json())
  await files.put(id, 0, plan.subarray(0, pieceBytes))
  await files.put(id, 1, plan.subarray(pieceBytes))
  await owner.pool.query("update shared_file_piece set octets = octets || '\\x00' where piece = 1")
  expect((await files.complete(id)).status).toBe(422)
})

test('given and withdrawn → a line each in the log, with the box and never what the file is called', async () => {
  const link = await files.share(plan, { name: 'Nom de famille.pdf', password: true })
  await files.withdraw(link.id)
  const rows = await rowsOf(
    "select action, actor_id, entity, after from audit where action like '%:shared-file' order by id desc limit 2",
  )
  expect(rows).toMatchObject([
    { action: 'withdraw:shared-file', actor_id: made.person, entity: mairie, after: { file: link.id } },
    {
      ...{ action: 'give:shared-file', actor_id: made.person, entity: mairie },
      after: { file: link.id, octets: plan.length, password: true, because: 'size' },
    },
  ])
  expect(JSON.stringify(rows)).not.toContain('Nom de famille')
})

test('given up while it comes → told nowhere, for nobody had it', async () => {
  const { id } = madeLink.parse(await (await files.begin(plan.length)).json())
  expect((await files.withdraw(id)).status).toBe(204)
  expect(await rowsOf("select action from audit where after ->> 'file' = $1", [id])).toEqual([])
  expect((await files.withdraw(id)).status).toBe(404)
})

test.each(['read', 'write'])('an access to %s → neither seen, given nor withdrawn', async (role) => {
  const link = await files.share(plan)
  await owner.pool.query('update access set role = $2 where mailbox_id = $1', [made.mairie, role])
  try {
    expect((await claire.ask(`GET /boxes/${made.mairie}/shared-files`)).status).toBe(403)
    expect((await files.begin(1)).status).toBe(403)
    expect((await files.withdraw(link.id)).status).toBe(403)
  } finally {
    await owner.pool.query("update access set role = 'manage' where mailbox_id = $1", [made.mairie])
  }
})

test('a file of a draft → given out as it is there, and it stays there; in place of a leak never without a password', async () => {
  const drafts = draftsOf(webmail, claire)
  const first = await drafts.save({})
  const octets = randomBytes(100_000)
  const draft = savedDraft.parse(await (await drafts.attach(first, 'RIB.pdf', octets)).json())
  const give = (file: string | undefined, password = true) =>
    claire.ask(`POST ${drafts.box}/drafts/${draft.draft}/shared-files`, {
      ...{ file, days: 7, password, because: 'leak' },
    })
  expect(await (await give(draft.attachments[0]?.id, false)).json()).toMatchObject({
    ...{ code: 'invalid-input', errors: [{ pointer: '/body/password' }] },
  })
  const link = madeLink.parse(await (await give(draft.attachments[0]?.id)).json())
  expect(link).toMatchObject({ name: 'RIB.pdf', octets: octets.length })
  const got = await fetchShared(link.address, link.password ?? '')
  expect(Buffer.from(await got.arrayBuffer()).equals(octets)).toBe(true)
  expect(await drafts.drafts()).toHaveLength(1)
  expect(
    await rowsOf("select after from audit where action = 'give:shared-file' order by id desc limit 1"),
  ).toMatchObject([{ after: { because: 'leak' } }])
  expect((await give(randomUUID())).status).toBe(409)
})
