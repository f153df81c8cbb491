import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'

let admin: TestAdmin
let browser: Browser
let template: string
beforeAll(async () => {
  admin = await startTestAdmin()
  browser = await admin.signIn({ role: 'administrator' })
  const { rows } = (await (await browser.ask('GET /mailbox-templates')).json()) as { rows: { id: string }[] }
  template = rows[0]?.id ?? ''
})
afterAll(() => admin[Symbol.asyncDispose]())

interface Outcome {
  readonly communes: readonly {
    readonly inseeCode: string
    readonly state: string
    readonly problem: { readonly code: string; readonly about: string | null } | null
    readonly communeId: string | null
  }[]
  readonly created: number
  readonly failed: number
}

const read = async <Answer>(answer: Promise<Response>, status = 200): Promise<Answer> => {
  const response = await answer
  const body = await response.text()
  expect(response.status, body).toBe(status)
  return JSON.parse(body) as Answer
}

async function newBatch(name: string, inseeCodes: readonly string[]): Promise<string> {
  const { id } = await read<{ id: string }>(browser.ask('POST /welcomes', { body: { name } }), 201)
  if (inseeCodes.length > 0)
    await read(browser.ask(`POST /welcomes/${id}/communes`, { body: { inseeCodes } }))
  return id
}

const manager = (name: string, localPart: string, shared = ['mairie', 'maire']) => ({
  name,
  localPart,
  role: 'manager',
  shared,
})

const plan = (batch: string, code: string, body: { readonly domain: string; readonly people: unknown[] }) =>
  browser.ask(`PUT /welcomes/${batch}/communes/${code}`, { body: { templateId: template, ...body } })

const create = (batch: string) => read<Outcome>(browser.ask(`POST /welcomes/${batch}/creation`))

async function rowsOf<Row>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
  await using owner = admin.postgresql.open('vm_owner')
  return (await owner.pool.query(text, [...values])).rows as Row[]
}

test('a batch prepared, left, taken up again → everything as it was, with what the official list says', async () => {
  const id = await newBatch('Lot du 25 novembre', ['21511', '21028'])
  const found = await read<{ revision: number; communes: unknown[]; createdBy: string }>(
    browser.ask(`GET /welcomes/${id}`),
  )
  expect(found.communes).toMatchObject([
    { inseeCode: '21028', name: 'Athée', domain: 'mairie-athee21.fr', postcode: '21130', state: 'planned' },
    { inseeCode: '21511', name: 'Puits', domain: 'mairie-puits.fr', templateId: template, people: [] },
  ])
  const body = { revision: found.revision, step: 'people' }
  expect(await read(browser.ask(`PATCH /welcomes/${id}`, { body }))).toMatchObject({ step: 'people' })
  const late = await browser.ask(`PATCH /welcomes/${id}`, { body })
  expect(late.status).toBe(409)
  const list = await read<{ rows: unknown[] }>(browser.ask('GET /welcomes?finished=false&limit=1'))
  expect(list.rows).toMatchObject([{ id, communes: 2, created: 0, failed: 0, step: 'people' }])
  expect((await browser.ask(`DELETE /welcomes/${id}/communes/21511`)).status).toBe(204)
  expect((await browser.ask(`DELETE /welcomes/${id}/communes/21511`)).status).toBe(404)
  expect((await browser.ask(`DELETE /welcomes/${id}`)).status).toBe(204)
  expect((await browser.ask(`GET /welcomes/${id}`)).status).toBe(404)
})

test('a commune that is here or nowhere → not taken into a batch, with a pointer to each', async () => {
  const id = await newBatch('Refus', [])
  const answer = await browser.ask(`POST /welcomes/${id}/communes`, {
    body: { inseeCodes: ['21511', '21584', '71076'] },
  })
  expect(answer.status).toBe(422)
  expect(await answer.json()).toMatchObject({
    errors: [
      { pointer: '/body/inseeCodes/1', code: 'commune-hosted' },
      { pointer: '/body/inseeCodes/2', code: 'unknown-commune' },
    ],
  })
})

test('one commune with a mistake → the others are created; put right and asked again → it alone', async () => {
  const id = await newBatch('Un sur trois', ['21413', '21529', '21615'])
  await read(
    plan(id, '21413', { domain: 'mairie-millery.test', people: [manager('Odile Baron', 'odile.baron')] }),
  )
  await read(
    plan(id, '21529', { domain: 'mairie-saulieu.test', people: [manager('Luc Caillet', 'luc.caillet')] }),
  )
  const secretary = {
    name: 'Odile Baron',
    localPart: '',
    role: 'member',
    shared: ['secretariat'],
    existing: 'odile.baron@mairie-millery.test',
  }
  await read(
    plan(id, '21615', { domain: 'mairie-sussey.test', people: [manager('Zoé Roy', 'zoe.roy'), secretary] }),
  )
  const preview = await read<{ sums: unknown; communes: { problems: unknown[] }[] }>(
    browser.ask(`GET /welcomes/${id}/preview`),
  )
  expect(preview.sums).toEqual({
    communes: 2,
    domains: 2,
    mailboxes: 8,
    people: 2,
    access: 5,
    letters: 2,
    problems: 1,
  })
  expect(await rowsOf("select 1 from commune where insee_code in ('21413', '21529', '21615')")).toEqual([])

  const first = await create(id)
  expect(first).toMatchObject({
    created: 2,
    failed: 1,
    communes: [
      { inseeCode: '21413', state: 'created', problem: null },
      {
        inseeCode: '21529',
        state: 'failed',
        problem: { code: 'domain-taken', about: 'mairie-saulieu.test' },
      },
      { inseeCode: '21615', state: 'created' },
    ],
  })
  expect(await rowsOf("select 1 from commune where insee_code = '21529'")).toEqual([])

  await read(
    plan(id, '21529', { domain: 'mairie-roilly.test', people: [manager('Luc Caillet', 'luc.caillet')] }),
  )
  expect(await create(id)).toMatchObject({ created: 3, failed: 0 })
  expect(await create(id)).toMatchObject({ created: 3, failed: 0 })
  const made = await rowsOf<{ action: string; count: string }>(
    `select action, count(*) from audit join commune c on c.id = audit.commune_id
     where c.insee_code in ('21413', '21529', '21615') group by action order by action`,
  )
  expect(made).toEqual([
    { action: 'create:access', count: '1' },
    { action: 'create:commune', count: '3' },
    { action: 'create:domain', count: '3' },
    { action: 'create:mailbox', count: '12' },
    { action: 'create:person', count: '3' },
  ])
  const opened = await rowsOf(
    `select m.address, a.role from access a join mailbox m on m.id = a.mailbox_id join person p on p.id = a.person_id
     where p.email = 'odile.baron@mairie-millery.test' order by m.address`,
  )
  expect(opened).toEqual([
    { address: 'maire@mairie-millery.test', role: 'manage' },
    { address: 'mairie@mairie-millery.test', role: 'manage' },
    { address: 'secretariat@mairie-sussey.test', role: 'send' },
  ])
  const jobs = await rowsOf(
    "select count(*)::int from pgboss.job where name = 'provision-mailbox' and data->>'mailbox' in (select id::text from mailbox where domain like 'mairie-%.test' and domain <> 'mairie-saulieu.test')",
  )
  expect(jobs).toEqual([{ count: 12 }])
  const facts = await rowsOf("select siren, postcode, population from commune where insee_code = '21413'")
  expect(facts).toEqual([{ siren: '212104137', postcode: '21140', population: 410 }])
  const done = await read<{ finishedAt: string | null }>(browser.ask(`GET /welcomes/${id}`))
  expect(done.finishedAt).not.toBeNull()
  expect((await browser.ask(`DELETE /welcomes/${id}`)).status).toBe(409)
  expect((await plan(id, '21529', { domain: 'autre.test', people: [] })).status).toBe(409)
  expect((await browser.ask(`DELETE /welcomes/${id}/communes/21529`)).status).toBe(409)
})

test('twenty communes, two administrators press at once → each commune once', async () => {
  const other = await admin.signIn({ role: 'administrator' })
  const { rows } = await read<{ rows: { inseeCode: string }[] }>(
    browser.ask('GET /official-communes?search=saint&hosted=false&limit=20'),
  )
  const csv = ['insee;responsable', ...rows.map(({ inseeCode }) => `${inseeCode};Anne Roy`)].join('\n')
  const id = await newBatch('Vingt', [])
  const report = await read<{ added: number }>(
    browser.ask(`POST /welcomes/${id}/communes/import/preview`, { body: { csv } }),
  )
  expect(report.added).toBe(20)
  expect((await read<{ communes: unknown[] }>(browser.ask(`GET /welcomes/${id}`))).communes).toEqual([])
  await read(browser.ask(`POST /welcomes/${id}/communes/import`, { body: { csv } }))
  const both = await Promise.all(
    [browser, other].map((each) => read<Outcome>(each.ask(`POST /welcomes/${id}/creation`))),
  )
  expect(both).toMatchObject([
    { created: 20, failed: 0 },
    { created: 20, failed: 0 },
  ])
  const codes = rows.map(({ inseeCode }) => inseeCode)
  const made = await rowsOf<{ count: string }>(
    "select count(*) from audit where action = 'create:commune' and after->>'inseeCode' = any($1)",
    [codes],
  )
  expect(made).toEqual([{ count: '20' }])
  const [{ finished } = {}] = await rowsOf<{ finished?: boolean }>(
    'select finished_at is not null as finished from welcome where id = $1',
    [id],
  )
  expect(finished).toBe(true)
  expect(await rowsOf('select * from audit_breaks(10)')).toEqual([])
})

test('a line that cannot be used → 422 that names it, and nothing is planned', async () => {
  const id = await newBatch('Fichier faux', [])
  const csv = 'insee;domaine\n21511;mairie-puits.fr\n99999;\n'
  const answer = await browser.ask(`POST /welcomes/${id}/communes/import`, { body: { csv } })
  expect(answer.status).toBe(422)
  expect(await answer.json()).toMatchObject({
    errors: [{ code: 'unknown-commune', detail: expect.stringContaining('3') }],
  })
  expect((await read<{ communes: unknown[] }>(browser.ask(`GET /welcomes/${id}`))).communes).toEqual([])
})

test('the connection dies in the middle of a commune → nothing of it is there, the next one is, and again goes on', async () => {
  await using owner = admin.postgresql.open('vm_owner')
  await owner.pool.query(`
    create function die() returns trigger language plpgsql security definer as $$
      begin
        if exists (select from mailbox m where m.id = new.mailbox_id and m.domain = 'mairie-vonges.test')
        then perform pg_terminate_backend(pg_backend_pid()); end if;
        return new;
      end $$;
    create trigger die before insert on access for each row execute function die()`)
  const id = await newBatch('Coupure', ['21713', '21682'])
  await read(plan(id, '21682', { domain: 'mairie-vievigne.test', people: [manager('Ève Roy', 'eve.roy')] }))
  await read(plan(id, '21713', { domain: 'mairie-vonges.test', people: [manager('Ida Roy', 'ida.roy')] }))
  const broken = await create(id)
  expect(broken).toMatchObject({ created: 1, failed: 1 })
  expect(broken.communes).toMatchObject([
    { inseeCode: '21682', state: 'created' },
    { inseeCode: '21713', state: 'failed', problem: { code: 'try-later', about: null } },
  ])
  const left = await rowsOf(
    "select name from domain where name = 'mairie-vonges.test' union all select email from person where email like '%vonges%'",
  )
  expect(left).toEqual([])
  await owner.pool.query('drop trigger die on access')
  expect(await create(id)).toMatchObject({ created: 2, failed: 0 })
})

test.each(['support', 'auditor', 'manager', 'member'] as const)('%s → may welcome nobody', async (role) => {
  const visitor = await admin.signIn({ role })
  expect((await visitor.ask('GET /welcomes')).status).toBe(403)
  expect((await visitor.ask('POST /welcomes', { body: { name: 'X' } })).status).toBe(403)
})
