// Rules of a box through the API, ManageSieve and Dovecot: what they do with mail that comes, whose they are, and what becomes of
// rules that another program wrote.

import { spawn } from 'node:child_process'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { answered } from '#test/support/admin/two-communes.ts'
import { claire, mairie } from '#test/support/database/commune.ts'
import { type Delivered, delivered } from '#test/support/dovecot/delivered.ts'
import { inMailbox, messagesIn, newFolder } from '#test/support/dovecot/mailbox-client.ts'
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
const comes = (mail: Partial<Delivered> = {}) => delivered(dovecot, { to: mairie, ...mail })
const scripts = async () =>
  (await dovecot.doveadm('sieve', 'list', '-u', mairie))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
const script = async (name: string) =>
  (await dovecot.doveadm('sieve', 'get', '-u', mairie, name)).replace(/^sieve script:\n/, '')
const inMairie = <Value>(work: Parameters<typeof inMailbox<Value>>[2]) =>
  inMailbox(dovecot, { mailbox: mairie, person: made.person }, work)
/** Subjects, and flags that somebody set. */
const lying = (folder: string) =>
  inMairie(async (client) =>
    (await messagesIn(client, folder)).map(({ source, flags }) => [
      /^Subject: (.*)$/m.exec(source)?.[1]?.trim(),
      flags.filter((flag) => !flag.startsWith('$')).sort(),
    ]),
  )
const rule = (fields: object) => ({
  ...{ name: 'Factures', on: true, match: 'all', stop: true },
  ...{ conditions: [{ field: 'subject', how: 'contains', value: 'facture' }], actions: [{ kind: 'flag' }] },
  ...fields,
})
const role = (role: string) =>
  owner.pool.query('update access set role = $1 where mailbox_id = $2', [role, made.mairie])

/** As somebody who never set up anything, with an empty inbox. */
beforeEach(async () => {
  for (const line of await scripts()) {
    const name = line.replace(/ ACTIVE$/, '')
    if (name !== line) await dovecot.doveadm('sieve', 'deactivate', '-u', mairie)
    await dovecot.doveadm('sieve', 'delete', '-u', mairie, name)
  }
  await inMairie(async (client) => {
    for (const { path, flags } of await client.list()) {
      if (flags.has('\\Noselect')) continue
      const { exists } = await client.mailboxOpen(path)
      if (exists > 0) await client.messageDelete('1:*')
    }
  })
})
afterAll(() => role('manage'))

test('a rule saved → mail that comes is filed by it, and it reads back as it was written', async () => {
  expect(await read()).toMatchObject({ active: true, other: null, kept: null, rules: [], vacation: null })
  const filing = rule({ actions: [{ kind: 'read' }, { kind: 'file', folder: 'Été 2026/Écoles & "co"' }] })
  const { status, body } = await putAll([filing])
  expect([status, body.rules]).toEqual([200, [filing]])
  expect(await read()).toEqual(body)
  await comes({ subject: 'Votre FACTURE' })
  await comes({ subject: 'Autre chose' })
  expect(await lying('Été 2026/Écoles & "co"')).toEqual([['Votre FACTURE', ['\\Seen']]])
  expect(await lying('INBOX')).toEqual([['Autre chose', []]])
})

const withFile = {
  fields: ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=x'],
  text: '--x\r\nContent-Type: text/plain\r\n\r\nBonjour\r\n--x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\nPDF\r\n--x--',
}
const html = {
  fields: ['MIME-Version: 1.0', 'Content-Type: text/html; charset=utf-8'],
  text: '<p>La <b>salle</b> des fêtes</p>',
}

describe.each<[object, Partial<Delivered>, Partial<Delivered>]>([
  [{ field: 'from', how: 'is', value: 'PAUL@away.test' }, {}, { from: 'paul@away.test.fr' }],
  [{ field: 'from', how: 'contains', value: 'martin' }, {}, { from: 'paul@away.test' }],
  [{ field: 'from', how: 'contains', value: 'ÉLODIE' }, { from: '=?utf-8?q?=C3=A9lodie?= <a@b.test>' }, {}],
  [{ field: 'from', how: 'domain', value: '@away.test' }, {}, { from: 'paul@sub.away.test' }],
  [{ field: 'to', how: 'is', value: 'conseil@away.test' }, { fields: ['Cc: conseil@away.test'] }, {}],
  [{ field: 'subject', how: 'contains', value: 'réglée' }, { subject: '=?utf-8?q?R=C3=89GL=C3=89E?=' }, {}],
  [{ field: 'subject', how: 'is', value: 'Conseil' }, {}, { subject: 'Conseil municipal' }],
  [{ field: 'words', value: 'bonjour' }, {}, { text: 'Bonsoir' }],
  [{ field: 'words', value: 'salle des fêtes' }, html, {}],
  [{ field: 'words', value: 'des fêtes' }, html, {}],
  [{ field: 'words', value: 'salle' }, html, {}],
  [{ field: 'list', value: 'maires.away.test' }, { fields: ['List-Id: Maires <maires.away.test>'] }, {}],
  [{ field: 'attachment' }, withFile, {}],
  [{ field: 'larger', octets: 5000 }, { text: 'x'.repeat(900).concat('\r\n').repeat(7) }, {}],
  [{ field: 'smaller', octets: 5000 }, {}, { text: 'x'.repeat(900).concat('\r\n').repeat(7) }],
])('the condition %j', (condition, matching, other) => {
  test('→ the message that has it, and not the other; counted alike before the rule is there', async () => {
    await comes(matching)
    await comes(other)
    const counted = await ask(`POST ${box}/rule-matches`, { match: 'all', conditions: [condition] })
    expect(counted.body).toMatchObject({ count: 1, inbox: [{ folder: 'INBOX' }], cut: false })
    expect((await putAll([rule({ conditions: [condition], actions: [{ kind: 'flag' }] })])).status).toBe(200)
    await comes(matching)
    await comes(other)
    expect((await lying('INBOX')).map(([, flags]) => flags)).toEqual([[], [], ['\\Flagged'], []])
  })
})

test('all or any of the conditions, and a rule that ends the others → as they say', async () => {
  const both = [
    { field: 'subject', how: 'contains', value: 'facture' },
    { field: 'from', how: 'is', value: 'paul@away.test' },
  ]
  await putAll([
    rule({ match: 'all', conditions: both, actions: [{ kind: 'read' }], stop: true }),
    rule({ match: 'any', conditions: both, actions: [{ kind: 'flag' }], stop: false }),
    rule({ name: 'Rien', on: false, conditions: both, actions: [{ kind: 'delete' }] }),
    rule({
      conditions: [{ field: 'subject', how: 'contains', value: 'publicité' }],
      actions: [{ kind: 'delete' }],
    }),
  ])
  await comes({ subject: 'Facture' })
  await comes({ subject: 'Facture', from: 'a@away.test' })
  await comes({ subject: 'Bonjour', from: 'a@away.test' })
  await comes({ subject: 'publicité', from: 'a@away.test' })
  expect(await lying('INBOX')).toEqual([
    ['Facture', ['\\Seen']],
    ['Facture', ['\\Flagged']],
    ['Bonjour', []],
  ])
  expect(await lying('Trash')).toHaveLength(1)
})

test('a label of the box → given to what comes; one of no box → refused, unless its rule is out of use', async () => {
  const { body: label } = await ask(`POST ${box}/labels`, { name: 'À payer', colour: 'vert' })
  expect((await putAll([rule({ actions: [{ kind: 'label', label: label.id }] })])).status).toBe(200)
  await comes({ subject: 'Facture' })
  expect(await lying('INBOX')).toEqual([['Facture', [`vm-label-${label.id}`]]])
  const unknown = rule({ actions: [{ kind: 'label', label: made.commune }] })
  expect((await putAll([unknown])).body.errors).toMatchObject([{ pointer: '/body/rules/0' }])
  expect((await putAll([{ ...unknown, on: false }])).status).toBe(200)
})

test('two who change at once → the first is kept, the other told what there is now', async () => {
  const { revision } = await read()
  const change = (name: string) => ask(`PUT ${box}/rules`, { revision, other: null, rules: [rule({ name })] })
  const both = await Promise.all([change('un'), change('deux')])
  const [kept, told] = both.toSorted((one, other) => one.status - other.status)
  expect([kept?.status, told?.status]).toEqual([200, 409])
  expect(told?.body).toMatchObject({ code: 'changed-meanwhile', current: { rules: kept?.body.rules } })
  expect((await read()).rules).toEqual(kept?.body.rules)
})

test('a script of another program in use → never changed unasked; kept, both do their work', async () => {
  const theirs =
    'require ["fileinto", "mailbox"];\r\nif header :contains "subject" "budget" { fileinto :create "Budget"; }\r\n'
  await putRules(dovecot.installation.paths, mairie, theirs)
  expect(await read()).toMatchObject({ other: { name: 'rules', altered: false }, rules: [] })
  expect((await putAll([rule({})])).status).toBe(409)
  expect(await scripts()).toEqual(['rules ACTIVE'])
  const { body } = await putAll([rule({ stop: false })], 'keep')
  expect(body).toMatchObject({ other: null, kept: 'rules', active: true })
  await comes({ subject: 'Facture et budget' })
  expect(await lying('Budget')).toEqual([['Facture et budget', ['\\Flagged']]])
  expect(await script('rules')).toBe(theirs)
  expect((await putAll(body.rules)).body).toMatchObject({ kept: 'rules' })
  expect((await putAll(body.rules, 'replace')).body).toMatchObject({ kept: null })
  expect((await scripts()).sort()).toEqual(['rules', 'vaguemestre ACTIVE'])
})

test('ours changed by another program → told; put aside before ours takes its place, and run after it where wanted', async () => {
  await putAll([rule({})])
  const changed = `${await script('vaguemestre')}\r\nkeep;\r\n`
  await inScript('vaguemestre', changed)
  expect(await read()).toMatchObject({
    active: true,
    other: { name: 'vaguemestre', altered: true },
    rules: [],
  })
  expect((await putAll([rule({})])).status).toBe(409)
  expect(await script('vaguemestre')).toBe(changed)
  expect((await putAll([rule({})], 'replace')).body).toMatchObject({ other: null, kept: null })
  expect(await script('autres-regles')).toBe(changed)
  await inScript('vaguemestre', `${changed}\r\nkeep;\r\n`)
  expect((await putAll([], 'keep')).body).toMatchObject({ kept: 'autres-regles-2' })
})

async function inScript(name: string, text: string): Promise<void> {
  const config = `${dovecot.installation.paths.etc}/dovecot/dovecot.conf`
  const child = spawn('/usr/bin/doveadm', ['-c', config, 'sieve', 'put', '-u', mairie, name], {
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  child.stdin.end(text)
  await new Promise((resolve) => child.once('exit', resolve))
}

test('ours taken out of use by another program → told, and in use again with the next change', async () => {
  const { body } = await putAll([rule({})])
  await dovecot.doveadm('sieve', 'deactivate', '-u', mairie)
  expect(await read()).toMatchObject({ active: false, other: null, rules: body.rules })
  expect((await putAll(body.rules)).body).toMatchObject({ active: true })
  expect(await scripts()).toEqual(['vaguemestre ACTIVE'])
})

test('more than a script may hold → refused, and what was there stays', async () => {
  const { body } = await putAll([rule({})])
  const long = rule({
    conditions: Array.from({ length: 20 }, () => ({ field: 'words', value: 'é'.repeat(200) })),
  })
  const { status, body: said } = await putAll(Array.from({ length: 30 }, () => long))
  expect([status, said.errors]).toEqual([422, [expect.objectContaining({ code: 'too-long' })]])
  expect(await read()).toEqual(body)
  expect((await putAll(Array.from({ length: 101 }, () => rule({})))).status).toBe(422)
})

test.each([
  ['a name with two lines', { name: 'a\nkeep;' }],
  ['no conditions', { conditions: [] }],
  ['a folder with a line end', { actions: [{ kind: 'file', folder: 'a\r\nb' }] }],
  ['an action that there is none of', { actions: [{ kind: 'redirect', to: 'a@away.test' }] }],
  ['a NUL', { conditions: [{ field: 'words', value: 'a\0b' }] }],
])('a rule with %s → refused', async (_, fields) => {
  expect((await putAll([rule(fields)])).status).toBe(422)
})

test.each<[string, readonly number[]]>([
  ['read', [200, 403, 403, 403]],
  ['write', [200, 200, 403, 403]],
  ['send', [200, 200, 200, 403]],
  ['manage', [200, 200, 200, 200]],
])(
  'who has the right to %s → reads, and changes rules, answer and forward as they may',
  async (right, expected) => {
    await role(right)
    const statuses = [(await ask(`GET ${box}/rules`)).status]
    for (const [route, part] of [
      ['rules', { rules: [] }],
      ['vacation', { vacation: null }],
      ['forward', { forward: null }],
    ] as const)
      statuses.push(
        (await ask(`PUT ${box}/${route}`, { revision: (await read()).revision, other: null, ...part }))
          .status,
      )
    await role('manage')
    expect(statuses).toEqual(expected)
  },
)

test('rules of one box → not those of another', async () => {
  await putAll([rule({})])
  const own = await ask(`GET /boxes/${made.personal}/rules`)
  expect(own.body.rules).toEqual([])
  await delivered(dovecot, { to: claire, subject: 'Facture' })
})

test('a message of a list → its id is proposed; of anybody → who wrote it', async () => {
  await comes({ fields: ['List-Id: =?utf-8?q?Les_maires?= <maires.away.test>'] })
  await comes()
  const uids = await inMairie(async (client) => (await messagesIn(client, 'INBOX')).map(({ uid }) => uid))
  const proposed = await Promise.all(
    uids.map(async (uid) => (await ask(`GET ${box}/rule-proposal?folder=INBOX&uid=${uid}`)).body),
  )
  const from = { name: 'Paul Martin', address: 'paul@away.test' }
  expect(proposed).toEqual([
    { from, subject: 'Conseil', list: 'maires.away.test' },
    { from, subject: 'Conseil', list: null },
  ])
  expect((await ask(`GET ${box}/rule-proposal?folder=INBOX&uid=99999`)).status).toBe(404)
})

test('a count → also what was filed since, and not what was sent, thrown away or came long ago', async () => {
  const old = new Date(Date.now() - 100 * 86_400_000)
  const message = 'From: Paul <paul@away.test>\r\nSubject: Ancien\r\n\r\nx\r\n'
  await inMairie(async (client) => {
    await newFolder(client, 'Dossiers')
    for (const folder of ['Dossiers', 'Archive', 'Sent', 'Trash', 'Junk'])
      await client.append(folder, message)
    await client.append('INBOX', message, [], old)
    await client.append('INBOX', message)
  })
  const from = { field: 'from', how: 'is', value: 'paul@away.test' }
  const { body } = await ask(`POST ${box}/rule-matches`, { match: 'all', conditions: [from] })
  expect(body).toMatchObject({ count: 3, inbox: [{ folder: 'INBOX' }], approximate: false, cut: false })
  const words = { field: 'words', value: 'introuvable' }
  const any = await ask(`POST ${box}/rule-matches`, { match: 'any', conditions: [words, from] })
  expect(any.body).toMatchObject({ count: 3, approximate: true })
  const all = await ask(`POST ${box}/rule-matches`, { match: 'all', conditions: [words, from] })
  expect(all.body).toMatchObject({ count: 0, inbox: [] })
})

const filesInto = (name: string, folder: string, on = true) =>
  rule({ name, on, actions: [{ kind: 'file', folder }] })
const folderOf = (path: string) => ({ name: path, parent: null })

test('a folder called otherwise → its rules file into it, and into what it holds, also those out of use', async () => {
  await ask(`POST ${box}/folders`, folderOf('Travaux'))
  await putAll([
    filesInto('Factures', 'Travaux'),
    filesInto('Écoles', 'Travaux/Écoles', false),
    filesInto('Autres', 'Travaux publics'),
  ])
  const renamed = await ask(`PUT ${box}/folder`, { path: 'Travaux', ...folderOf('Chantiers') })
  expect([renamed.status, renamed.body]).toMatchObject([200, { path: 'Chantiers', rulesLeft: [] }])
  expect((await read()).rules).toMatchObject([
    { actions: [{ folder: 'Chantiers' }] },
    { on: false, actions: [{ folder: 'Chantiers/Écoles' }] },
    { actions: [{ folder: 'Travaux publics' }] },
  ])
  await comes({ subject: 'Facture' })
  expect(await lying('Chantiers')).toEqual([['Facture', []]])
})

test('a folder called otherwise that rules out of use behind another script file into → nothing is put in use', async () => {
  await ask(`POST ${box}/folders`, folderOf('Voirie'))
  await putAll([filesInto('Factures', 'Voirie')])
  await putRules(dovecot.installation.paths, mairie, 'keep;')
  const renamed = await ask(`PUT ${box}/folder`, { path: 'Voirie', ...folderOf('Routes') })
  expect([renamed.status, renamed.body.rulesLeft]).toEqual([200, []])
  expect((await scripts()).filter((line) => line.endsWith(' ACTIVE'))).toEqual(['rules ACTIVE'])
})

test('a folder thrown away that a rule in use files into → the rule is named; brought back → none is', async () => {
  await ask(`POST ${box}/folders`, folderOf('Cimetière'))
  await putAll([filesInto('Factures', 'Cimetière'), filesInto('Anciennes', 'Cimetière', false)])
  const { body } = await ask(`DELETE ${box}/folder?path=${encodeURIComponent('Cimetière')}`)
  expect(body).toEqual({ path: 'Trash/Cimetière', rulesLeft: ['Factures'] })
  const back = await ask(`PUT ${box}/folder`, { path: 'Trash/Cimetière', ...folderOf('Cimetière') })
  expect(back.body).toMatchObject({ path: 'Cimetière', rulesLeft: [] })
})

test('a kept script that its program deletes → its rules run on, mail goes on coming, and the next change ends them', async () => {
  const theirs =
    'require ["fileinto", "mailbox"];\r\nif header :contains "subject" "budget" { fileinto :create "Budget"; }\r\n'
  await putRules(dovecot.installation.paths, mairie, theirs)
  await putAll([rule({ stop: false })], 'keep')
  await comes({ subject: 'Budget un' })
  await dovecot.doveadm('sieve', 'delete', '-u', mairie, 'rules')
  await comes({ subject: 'Budget deux' })
  await comes({ subject: 'Budget trois' })
  expect((await lying('Budget')).map(([subject]) => subject)).toEqual([
    'Budget un',
    'Budget deux',
    'Budget trois',
  ])
  const { body } = await putAll([])
  expect(body).toMatchObject({ kept: null, other: null })
  await comes({ subject: 'Budget quatre' })
  expect(await lying('INBOX')).toEqual([['Budget quatre', []]])
})

test('a script that includes another → refused, since mail would not come any more once that one is gone', async () => {
  const including = 'require ["include"];\r\ninclude :personal :optional "gone";\r\n'
  await expect(putRules(dovecot.installation.paths, mairie, including)).rejects.toThrow(/include/)
})
