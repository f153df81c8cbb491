// Every route with what its schemas take, with what they almost take, and with rubbish, on boxes that hold mail: an answer that
// says what is wrong, never a mistake of ours, nor one that breaks a connection to the mail server.

import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { RouteDefinition } from '#http/contract/route.ts'
import { expectSound, fuzzedRequests } from '#test/support/admin/fuzzed-requests.ts'
import { claire, mairie } from '#test/support/database/commune.ts'
import { messageWithFiles } from '#test/support/gateway/message-with-files.ts'
import { openBoxClient } from '#test/support/webmail/box-client.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { allRoutes, apiBase } from '#webmail/api/app.ts'

const webmail = await webmailUnderTest()
const { made, origin } = webmail
const box = `/boxes/${made.mairie}`
/** One session for all: what is guessed at below would close the door. */
const cookie = await webmail.cookie()

interface Sent {
  readonly body?: string | undefined
  readonly type?: string
}

const send = (method: string, path: string, { body, type = 'application/json' }: Sent = {}) =>
  fetch(`${origin}${apiBase}${path}`, {
    ...{ method, redirect: 'manual' },
    headers: { cookie, origin, 'content-type': type },
    ...(body === undefined ? {} : { body }),
  })

async function asked(name: string, body?: unknown): Promise<unknown> {
  const [method = '', path = ''] = name.split(' ')
  const answer = await send(method, path, { body: JSON.stringify(body) })
  expect(answer.status, await answer.clone().text()).toBeLessThan(300)
  return await answer.json()
}

const calendar = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'METHOD:REQUEST',
  'BEGIN:VEVENT',
  'UID:conseil@vauthier.test',
  'DTSTAMP:20260301T100000Z',
  'DTSTART:20260401T180000Z',
  'ORGANIZER:mailto:contact@vauthier.test',
  `ATTENDEE:mailto:${mairie}`,
  'SUMMARY:Conseil',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n')

beforeAll(async () => {
  await using client = await openBoxClient(webmail, mairie)
  const files = [
    { name: 'plan.pdf', type: 'application/pdf', content: Buffer.from('%PDF-1.4 nothing') },
    { name: 'réunion.ics', type: 'text/calendar; method=REQUEST', content: Buffer.from(calendar) },
  ]
  for (const subject of ['Conseil', 'Travaux'])
    await client.append('INBOX', messageWithFiles(subject, files), [])
})

const given = z.object({ id: z.string() })

/** Rows of its own for each route: what one deletes, no other misses. */
const rows: Readonly<Record<string, () => Promise<string>>> = {
  box: async () => made.mairie,
  contact: () => idOf(`POST ${box}/contacts`, { fields: contactFields, groups: [] }),
  group: () => idOf(`POST ${box}/contact-groups`, { name: randomUUID() }),
  label: () => idOf(`POST ${box}/labels`, { name: randomUUID(), colour: 'vert' }),
  signature: () =>
    idOf(`POST ${box}/signatures`, { name: randomUUID(), html: '', isDefault: false, shared: false }),
  template: () => idOf(`POST ${box}/templates`, { name: randomUUID(), subject: '', html: '' }),
  draft: async () => (await savedDraft()).draft,
  outgoing: async () => {
    const { draft, uid } = await savedDraft()
    const when = { at: new Date(Date.now() + 86_400_000).toISOString() }
    const sending = { draft, revision: draft, uid, when, accepted: [] }
    return z.object({ outgoing: given }).parse(await asked(`POST ${box}/outbox`, sending)).outgoing.id
  },
  export: async () => {
    const { export: last } = z.object({ export: given.nullable() }).parse(await asked('GET /export'))
    return last?.id ?? (await idOf(`POST ${box}/export`))
  },
  file: async () => {
    // What was begun with anything may have left no room.
    await webmail.owner.pool.query('truncate shared_file cascade')
    return await idOf(`POST ${box}/shared-files`, { name: 'a.pdf', octets: 6, days: 7, password: false })
  },
  piece: async () => '0',
  session: async () => randomUUID(),
  passkey: async () => randomUUID(),
  address: async () => 'contact@fournisseur.test',
  id: async () => randomUUID(),
}

const contactFields = {
  ...{ name: 'Sophie', organisation: '', title: '', note: '' },
  ...{ emails: [], phones: [], postal: [] },
}

const idOf = async (name: string, body?: unknown) => given.parse(await asked(name, body)).id

/** Its revision is its id. */
async function savedDraft() {
  const draft = randomUUID()
  const to = [{ name: '', address: claire }]
  const content = {
    ...{ from: mairie, to, cc: [], bcc: [], subject: 'Devis', html: '<p>Bonjour</p>', about: null },
    receipt: false,
  }
  const body = { revision: draft, basedOn: null, content, keep: [], copies: [] }
  const place = z.object({ place: z.object({ uid: z.int() }) })
  return { draft, uid: place.parse(await asked(`PUT ${box}/drafts/${draft}`, body)).place.uid }
}

async function filledPath(path: string): Promise<string> {
  let filled = path
  for (const [whole, name = ''] of path.matchAll(/\{(\w+)\}/g)) {
    const row = rows[name]
    if (row === undefined) throw new Error(`no real row is known for ${whole} in ${path}`)
    filled = filled.replace(whole, await row())
  }
  return filled
}

/** What a person would name, so that most requests come as far as the mail server. */
const known = {
  folder: ['INBOX', 'Drafts', 'Sent', 'Archive'],
  to: ['Archive', 'INBOX'],
  parent: [null, 'Archive'],
  uid: [1, 2],
  uids: [[1], [2, 1], [1, 4_294_967_295]],
  part: ['1', '2', '3'],
  from: [mairie, ''],
  about: [null, { kind: 'reply', place: { folder: 'INBOX', uid: 1 }, quoted: true }],
  q: ['devis', 'de:marie', 'avant:2026-01-01', '"', 'objet:"a', '-(', 'étiquette:x'],
  other: [null, 'replace', 'keep'],
}

const isStream = ({ answer }: RouteDefinition): boolean =>
  answer !== null && !(answer instanceof z.ZodType) && 'events' in answer

const runs = 30

test.each(allRoutes.map((route) => [route.name, route] as const))(
  '%s with anything → an answer below 500, that says what is wrong and where',
  async (name, route) => {
    const { definition } = route
    const [method = '', path = ''] = name.split(' ')
    const filled = await filledPath(path)
    const before = webmail.complaints.length
    for (const { path: to, body } of fuzzedRequests(route, { filled, known, runs })) {
      const said = `${method} ${to.slice(0, 300)} ${JSON.stringify(body)?.slice(0, 2000)}`
      const answer = await send(
        method,
        to,
        definition.upload === true
          ? { body: 'a file', type: 'application/octet-stream' }
          : { body: JSON.stringify(body) },
      )
      if (answer.ok && isStream(definition)) {
        await answer.body?.cancel()
        continue
      }
      await expectSound(answer.clone(), said)
      if (answer.ok && definition.answer instanceof z.ZodType) definition.answer.parse(await answer.json())
    }
    expect(webmail.complaints.slice(before)).toEqual([])
  },
  120_000,
)
