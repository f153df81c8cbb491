import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { claire as claireAddress, mairie } from '#test/support/database/commune.ts'
import { messagesIn } from '#test/support/dovecot/mailbox-client.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { draftsOf, fieldOf } from './draft-of.ts'

const webmail = await webmailUnderTest()
const { made, owner } = webmail
const claire = await webmail.signIn()
const { ask, save, refused, reopen, inBox, drafts } = draftsOf(webmail, claire)

beforeEach(() =>
  inBox(async (client) => {
    for (const folder of ['Drafts', 'Trash']) {
      const { exists } = await client.mailboxOpen(folder)
      if (exists > 0) await client.messageDelete('1:*', {})
    }
  }),
)

test('saved → one message among the drafts that any program can go on with', async () => {
  const draft = randomUUID()
  const saved = await save({ draft })
  expect(saved).toMatchObject({ draft, conflict: false, attachments: [], place: { folder: 'Drafts' } })
  const [found, ...others] = await drafts()
  expect(others).toEqual([])
  expect(found?.uid).toBe(saved.place.uid)
  expect(found?.flags).toEqual(expect.arrayContaining(['\\Draft', '\\Seen']))
  const source = found?.source ?? ''
  expect(fieldOf(source, 'Message-ID')).toBe(`<${draft}@mairie-saulieu.test>`)
  expect(fieldOf(source, 'From')).toBe(`Saulieu <${mairie}>`)
  expect(fieldOf(source, 'X-Vaguemestre-Revision')).toBe(saved.revision)
  expect(source).toMatch(/Content-Type: multipart\/alternative/)
  expect(source).not.toMatch(/User-Agent|X-Mailer/i)
  expect(source.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
})

test('reopened → as it was written, blind copies, odd addresses and the wish for a receipt included', async () => {
  const content = {
    to: [
      { name: 'Durand, Marie', address: 'marie@ailleurs.test' },
      { name: '', address: 'jean dup' },
    ],
    cc: [{ name: 'Éloïse', address: 'eloise@ailleurs.test' }],
    bcc: [{ name: '', address: 'secret@ailleurs.test' }],
    ...{ html: '<p>Été <b>2026</b></p>', receipt: true },
  }
  const saved = await save({ content })
  expect(await reopen(saved)).toMatchObject({
    ...{ draft: saved.draft, revision: saved.revision, place: saved.place, quote: '' },
    content: { ...content, subject: 'Toiture de l’école', from: mairie, about: null },
  })
})

test('the same change twice → nothing happens the second time', async () => {
  const change = { draft: randomUUID(), revision: randomUUID() }
  const first = await save(change)
  expect(await save(change)).toEqual(first)
  expect(await drafts()).toHaveLength(1)
})

test('a change that follows → in place of the one before', async () => {
  const first = await save({})
  const second = await save({ draft: first.draft, basedOn: first.revision, content: { subject: 'deux' } })
  expect(second).toMatchObject({ draft: first.draft, conflict: false })
  expect((await drafts()).map(({ source }) => fieldOf(source, 'Subject'))).toEqual(['deux'])
})

test('a change that does not follow → a draft of its own, once however often it is tried; theirs is still there', async () => {
  const first = await save({})
  const theirs = await save({ draft: first.draft, basedOn: first.revision, content: { subject: 'la leur' } })
  const mine = {
    draft: first.draft,
    basedOn: first.revision,
    revision: randomUUID(),
    content: { subject: 'la mienne' },
  }
  const saved = await save(mine)
  expect(saved).toMatchObject({ conflict: true })
  expect(saved.draft).not.toBe(first.draft)
  expect(await save(mine)).toEqual(saved)
  expect((await drafts()).map(({ source }) => fieldOf(source, 'Subject'))).toEqual(['la leur', 'la mienne'])
  expect(await save({ draft: first.draft, basedOn: theirs.revision })).toMatchObject({ conflict: false })
  expect(await save({ draft: saved.draft, basedOn: saved.revision })).toMatchObject({ conflict: false })
  expect(await drafts()).toHaveLength(2)
})

test('ten at once on the same version → all are kept, one of them under its name', async () => {
  const first = await save({})
  const saved = await Promise.all(
    Array.from({ length: 10 }, () => save({ draft: first.draft, basedOn: first.revision })),
  )
  expect(saved.filter(({ conflict }) => !conflict)).toHaveLength(1)
  expect(await drafts()).toHaveLength(10)
})

/** As if the process had been killed after it put the new version there. */
async function bothVersions() {
  const first = await save({ content: { subject: 'avant' } })
  const [before] = await drafts()
  const second = await save({ draft: first.draft, basedOn: first.revision, content: { subject: 'ensuite' } })
  const [after] = await drafts()
  await inBox(async (client) => {
    await client.mailboxOpen('Drafts')
    await client.messageDelete('1:*', {})
    await client.append('Drafts', before?.source ?? '', ['\\Draft'])
    await client.append('Drafts', after?.source ?? '', ['\\Draft'])
  })
  return { first, second }
}

test('two versions are left → the newer counts, and the next change leaves one', async () => {
  const { second } = await bothVersions()
  expect(await drafts()).toHaveLength(2)
  const third = await save({ draft: second.draft, basedOn: second.revision, content: { subject: 'trois' } })
  expect(third).toMatchObject({ draft: second.draft, conflict: false })
  expect((await drafts()).map(({ source }) => fieldOf(source, 'Subject'))).toEqual(['trois'])
})

test('two versions are left, and the change that made the newer comes again → that one alone', async () => {
  const { first, second } = await bothVersions()
  const again = await save({
    ...{ draft: second.draft, revision: second.revision, basedOn: first.revision },
    content: { subject: 'ensuite' },
  })
  expect(again).toMatchObject({ revision: second.revision, conflict: false })
  expect((await drafts()).map(({ source }) => fieldOf(source, 'Subject'))).toEqual(['ensuite'])
})

test('nothing in place of something → refused, and it is still there; nothing in place of nothing → as asked', async () => {
  const nothing = { to: [], subject: ' ', html: '<p><br></p>' }
  const full = await save({})
  expect(await refused({ draft: full.draft, basedOn: full.revision, content: nothing })).toMatchObject({
    ...{ code: 'invalid-input', errors: [{ code: 'empty' }] },
  })
  expect(await reopen(full)).toMatchObject({ content: { subject: 'Toiture de l’école' } })
  const empty = await save({ content: nothing })
  expect(await save({ draft: empty.draft, basedOn: empty.revision, content: nothing })).toMatchObject({
    conflict: false,
  })
})

test('thrown away by another program meanwhile → there again, with its text', async () => {
  const first = await save({})
  await inBox(async (client) => {
    await client.mailboxOpen('Drafts')
    await client.messageDelete('1:*', {})
  })
  const second = await save({ draft: first.draft, basedOn: first.revision, content: { subject: 'encore' } })
  expect(second).toMatchObject({ draft: first.draft, conflict: false })
  expect(await drafts()).toHaveLength(1)
})

test('written anew by another program meanwhile → both are kept', async () => {
  const first = await save({})
  await inBox(async (client) => {
    await client.mailboxOpen('Drafts')
    await client.messageDelete('1:*', {})
    const theirs = `From: ${mairie}\r\nMessage-ID: <${first.draft}@mairie-saulieu.test>\r\nSubject: Thunderbird\r\n\r\nx\r\n`
    await client.append('Drafts', theirs, ['\\Draft'])
  })
  expect(await save({ draft: first.draft, basedOn: first.revision })).toMatchObject({ conflict: true })
  expect((await drafts()).map(({ source }) => fieldOf(source, 'Subject'))[0]).toBe('Thunderbird')
  expect(await drafts()).toHaveLength(2)
})

test('begun by another program → opened, and gone on with in its place, still an answer to the same message', async () => {
  const uid = await inBox(async (client) => {
    const written = [
      ...[`From: ${mairie}`, 'To: luc@ailleurs.test', 'Subject: Devis', 'Message-ID: <tb@thunderbird.test>'],
      ...['In-Reply-To: <devis@x.test>', 'References: <un@x.test> <devis@x.test>'],
      ...['Content-Type: text/plain; charset=utf-8', '', 'Bonjour <Luc>', ''],
    ]
    const appended = await client.append('Drafts', written.join('\r\n'), ['\\Draft'])
    return appended === false ? 0 : (appended.uid ?? 0)
  })
  const opened = await reopen({ place: { folder: 'Drafts', uid } })
  expect(opened).toMatchObject({
    content: {
      to: [{ address: 'luc@ailleurs.test' }],
      subject: 'Devis',
      html: expect.stringContaining('Bonjour &lt;Luc'),
    },
  })
  const { draft, revision } = opened as { draft: string; revision: string }
  expect(await save({ draft, basedOn: revision })).toMatchObject({ draft, conflict: false })
  const [found, ...others] = await drafts()
  expect(others).toEqual([])
  expect(fieldOf(found?.source ?? '', 'In-Reply-To')).toBe('<devis@x.test>')
  expect(fieldOf(found?.source ?? '', 'References')).toBe('<un@x.test> <devis@x.test>')
})

test('line ends in a subject, a name, an address → one field each, and no other', async () => {
  const evil = 'x\r\nBcc: evil@evil.test\r\n\r\nbody'
  await save({
    content: {
      subject: evil,
      to: [
        { name: evil, address: 'a@ailleurs.test' },
        { name: '', address: `a@b.test${evil}` },
      ],
    },
  })
  const [found] = await drafts()
  const head = found?.source.split('\r\n\r\n')[0] ?? ''
  expect(fieldOf(head, 'Bcc')).toBe('')
  expect(head.match(/^To:/gm)).toHaveLength(1)
  expect(fieldOf(head, 'Subject')).toBe('x Bcc: evil@evil.test body')
})

test('HTML that does something → what it says, and nothing that it does', async () => {
  const html =
    '<p onclick="x()">a<script>steal()</script><a href="javascript:x()">b</a></p><div class="vaguemestre-quote">c</div>'
  const saved = await save({ content: { html } })
  const reopened = JSON.stringify(await reopen(saved))
  expect(reopened).not.toMatch(/script|onclick|vaguemestre-quote/)
  expect(await reopen(saved)).toMatchObject({ quote: '', content: { html: '<p>a<a>b</a></p><div>c</div>' } })
})

test('what claims to be a draft of ours and does something → what it says alone, written and quoted', async () => {
  const evil = '<p onclick="x()">a<script>steal()</script></p>'
  const uid = await inBox(async (client) => {
    const written = [
      ...[
        `From: ${mairie}`,
        `Message-ID: <${randomUUID()}@x.test>`,
        `X-Vaguemestre-Revision: ${randomUUID()}`,
      ],
      ...['Content-Type: text/html; charset=utf-8', ''],
      `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><div>${evil}</div><div class="vaguemestre-quote">${evil}</div></body></html>`,
      '',
    ]
    const appended = await client.append('Drafts', written.join('\r\n'), ['\\Draft'])
    return appended === false ? 0 : (appended.uid ?? 0)
  })
  expect(await reopen({ place: { folder: 'Drafts', uid } })).toMatchObject({
    ...{ content: { html: '<p>a</p>' }, quote: '<p>a</p>' },
  })
})

test('a box without room → told so, and the version before is as it was', async () => {
  const first = await save({})
  await owner.pool.query('update mailbox set quota_bytes = 1 where id = $1', [made.mairie])
  try {
    const isFull = await inBox(async (client) => {
      const large = `From: a@b.test\r\nSubject: large\r\n\r\n${`${'x'.repeat(70)}\r\n`.repeat(40_000)}`
      for (let at = 0; at < 50; at += 1)
        if (
          await client.append('Archive', large).then(
            () => false,
            () => true,
          )
        )
          return true
      return false
    })
    expect(isFull).toBe(true)
    await webmail.dovecot.doveadm('kick', mairie)
    expect(await refused({ draft: first.draft, basedOn: first.revision })).toMatchObject({
      code: 'mailbox-full',
    })
  } finally {
    await owner.pool.query('update mailbox set quota_bytes = 200000000 where id = $1', [made.mairie])
    await webmail.dovecot.doveadm('kick', mairie)
  }
  expect(await reopen(first)).toMatchObject({ revision: first.revision })
})

test('thrown away → in the trash; once more → as well; changed meanwhile → still there', async () => {
  const first = await save({})
  const second = await save({ draft: first.draft, basedOn: first.revision })
  expect(await ask(`DELETE /drafts/${first.draft}?revision=${first.revision}`)).toMatchObject({
    code: 'changed-meanwhile',
  })
  const gone = () =>
    claire.ask(`DELETE /boxes/${made.mairie}/drafts/${first.draft}?revision=${second.revision}`)
  expect((await gone()).status).toBe(204)
  expect(await drafts()).toEqual([])
  expect(await inBox(async (client) => (await client.mailboxOpen('Trash')).exists)).toBe(1)
  expect((await gone()).status).toBe(204)
})

test('where a draft is → wherever it was written last; of one that is gone, not-found', async () => {
  const first = await save({})
  const next = await save({ draft: first.draft, basedOn: first.revision })
  expect(await ask(`GET /drafts/${first.draft}`)).toEqual({ place: next.place })
  await ask(`DELETE /drafts/${first.draft}?revision=${next.revision}`).catch(() => undefined)
  expect(await ask(`GET /drafts/${first.draft}`)).toMatchObject({ code: 'not-found' })
})

test('connections to Dovecot cut → the next change is kept', async () => {
  const first = await save({})
  await webmail.dovecot.doveadm('kick', mairie)
  expect(await save({ draft: first.draft, basedOn: first.revision })).toMatchObject({ conflict: false })
  expect(await drafts()).toHaveLength(1)
})

test('Dovecot is restarted → told to try later meanwhile, then kept in place of the version before', async () => {
  const first = await save({})
  const change = { draft: first.draft, revision: randomUUID(), basedOn: first.revision }
  await webmail.dovecot.restart(async () => {
    expect(await refused(change)).toMatchObject({ code: 'try-later' })
  })
  expect(await save(change)).toMatchObject({ draft: first.draft, conflict: false })
  expect(await drafts()).toHaveLength(1)
}, 60_000)

test('who only reads → neither opens nor writes drafts; who files → both', async () => {
  const set = (role: string) =>
    owner.pool.query('update access set role = $2 where mailbox_id = $1', [made.mairie, role])
  try {
    await set('read')
    expect(await refused({})).toMatchObject({ code: 'forbidden' })
    expect(await ask('GET /senders')).toMatchObject({ code: 'forbidden' })
    await set('write')
    expect(await save({})).toMatchObject({ conflict: false })
  } finally {
    await set('manage')
  }
})

test('who writes → the addresses of the box, its own first', async () => {
  expect(await ask('GET /senders')).toEqual({ rows: [{ name: 'Saulieu', address: mairie }] })
})

test('who may write from two boxes → in each its own addresses and aliases alone', async () => {
  const { rows } = await owner.pool.query<{ id: string }>(
    `insert into alias (commune_id, local_part, domain) values ($1, 'contact', 'mairie-saulieu.test') returning id`,
    [made.commune],
  )
  const target = [rows[0]?.id, made.commune, claireAddress]
  await owner.pool.query(
    'insert into alias_target (alias_id, commune_id, target) values ($1, $2, $3)',
    target,
  )
  try {
    expect(await (await claire.ask(`GET /boxes/${made.personal}/senders`)).json()).toEqual({
      rows: [
        { name: 'Claire Garnier', address: claireAddress },
        { name: 'Claire Garnier', address: 'contact@mairie-saulieu.test' },
      ],
    })
    expect(await ask('GET /senders')).toEqual({ rows: [{ name: 'Saulieu', address: mairie }] })
  } finally {
    await owner.pool.query('delete from alias')
  }
})

test('a draft from an address that the box may not write as → the name of the box, and not of whoever has that address', async () => {
  const fromOf = async (from: string) => {
    const saved = await save({ content: { from } })
    const all = await inBox((client) => messagesIn(client, 'Drafts'))
    const written = all.find(({ source }) => source.includes(saved.revision))
    return fieldOf(written?.source ?? '', 'From')
  }
  expect(await fromOf(mairie)).toBe(`Saulieu <${mairie}>`)
  expect(await fromOf(claireAddress)).toBe(`Saulieu <${claireAddress}>`)
})
