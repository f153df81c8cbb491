// The built webmail in front of an API that remembers what it was told, in memory: what the client does of itself, without any
// mail server. Saulieu's box has three messages and one draft.

import { join } from 'node:path'
import { type Context, Hono } from 'hono'
import { clientFiles } from '#http/client-files.ts'
import { listen } from '#http/listen.ts'
import { apiBase } from '#webmail/api/app.ts'
import { openContentApp } from '#webmail/api/content/content-app.ts'
import type { WebmailAnswer, WebmailInput } from '#webmail/contract/all.ts'
import { freePort } from './postgresql.ts'

type SavedDraft = WebmailAnswer<'PUT /boxes/{box}/drafts/{draft}'>
type DraftContent = WebmailInput<'PUT /boxes/{box}/drafts/{draft}'>['body']['content']
type Outgoing = WebmailAnswer<'GET /boxes/{box}/outbox'>['rows'][number]
type Question = Extract<WebmailAnswer<'POST /boxes/{box}/outbox'>, { kind: 'questions' }>['questions'][number]
type Attached = SavedDraft['attachments'][number]

export interface KnownDraft {
  readonly revision: string
  readonly uid: number
  readonly content: DraftContent
  readonly attachments: readonly Attached[]
  /** How often it was written. */
  readonly times: number
}

export interface WebmailOnFixtures extends AsyncDisposable {
  readonly origin: string
  /** By their ids, as they were written last. */
  readonly drafts: Map<string, KnownDraft>
  readonly outbox: Outgoing[]
  /** What was asked for sending, in its order. */
  readonly sent: WebmailInput<'POST /boxes/{box}/outbox'>['body'][]
  /** Asked once, when something is sent. */
  questions: Question[]
  /** Every route answers so. */
  trouble: 'none' | 'signed-out' | 'away'
  /** Files wait for it. */
  files: Promise<void>
}

export const saulieu = {
  id: '0196f0aa-0000-7000-8000-000000000001',
  address: 'mairie@mairie-saulieu.test',
}
const at = '2026-11-23T13:12:00.000Z'
const vauthier = { name: 'Sophie Vauthier', address: 'contact@vauthier-toitures-21.test' }
const perreau = { name: 'Julie Perreau', address: 'julie.perreau@poste.test' }
const us = { name: 'Mairie de Saulieu', address: saulieu.address }

const messages = [
  {
    uid: 3,
    from: vauthier,
    subject: 'Toiture de l’école : facture d’acompte',
    excerpt: 'Voici la facture d’acompte',
  },
  {
    uid: 2,
    from: perreau,
    subject: 'Copie d’acte de naissance',
    excerpt: 'Bonjour, il me faudrait une copie',
  },
  { uid: 1, from: perreau, subject: 'Carte d’identité', excerpt: 'Quand puis-je passer ?' },
]
const quote = '<blockquote><p>Voici la facture d’acompte de 30 % pour l’école.</p></blockquote>'

export async function webmailOnFixtures(): Promise<WebmailOnFixtures> {
  await using opened = new AsyncDisposableStack()
  const [port, contentPort] = [await freePort(), await freePort()]
  const [origin, contentOrigin] = [`http://localhost:${port}`, `http://127.0.0.1:${contentPort}`]
  const clientFolder = join(import.meta.dirname, '../../webmail/client/built')
  const state: Omit<WebmailOnFixtures, typeof Symbol.asyncDispose> = {
    ...{ origin, drafts: new Map(), outbox: [], sent: [], questions: [], trouble: 'none' },
    files: Promise.resolve(),
  }
  const app = new Hono()
  app.use(`${apiBase}/*`, async (_, next) => {
    if (state.trouble === 'signed-out') return problem(401, 'not-signed-in')
    return state.trouble === 'away' ? problem(503, 'try-later') : await next()
  })
  app.get('/health', () =>
    state.trouble === 'away' ? problem(503, 'try-later') : Response.json({ state: 'healthy' }),
  )
  readingRoutes(app, state, contentOrigin)
  writingRoutes(app, state)
  app.all(`${apiBase}/*`, () => problem(404, 'not-found'))
  app.get(
    '*',
    clientFiles({ folder: clientFolder, entrance: new Set(['/connexion']), frames: contentOrigin }),
  )
  opened.use(await listen(app.fetch, { host: '127.0.0.1', port }))
  const content = openContentApp({ ...{ clientFolder, origin, contentOrigin }, imageAt: async () => null })
  opened.use(await listen(content.fetch, { host: '127.0.0.1', port: contentPort }))
  const rest = opened.move()
  return Object.assign(state, { [Symbol.asyncDispose]: () => rest.disposeAsync() })
}

const problem = (status: number, code: string): Response =>
  Response.json({ type: code, title: code, status, code }, { status })

type State = Omit<WebmailOnFixtures, typeof Symbol.asyncDispose>

function readingRoutes(app: Hono, state: State, contentOrigin: string): void {
  const box = `${apiBase}/boxes/:box`
  app.get(`${apiBase}/session`, () => Response.json(sessionOf(contentOrigin)))
  app.get(`${apiBase}/boxes`, () =>
    Response.json({
      rows: [
        { ...saulieu, name: 'Saulieu', kind: 'shared', role: 'manage', commune: 'Saulieu', unread: 1 },
        {
          ...{ id: '0196f0aa-0000-7000-8000-000000000002', address: 'mairie@thoisy-la-berchere.test' },
          ...{ name: 'Thoisy', kind: 'shared', role: 'read', commune: 'Thoisy-la-Berchère', unread: 0 },
        },
      ],
    }),
  )
  app.get(`${box}/folders`, () => Response.json({ rows: foldersOf(state) }))
  app.get(`${box}/conversations`, (context) =>
    Response.json(pageOf(state, context.req.query('folder') ?? '')),
  )
  app.get(`${box}/conversation`, (context) => {
    const found = messages.find(({ uid }) => uid === Number(context.req.query('uid')))
    if (found === undefined) return problem(404, 'not-found')
    return Response.json({ subject: found.subject, labels: [], messages: [messageOf(found)] })
  })
  app.get(`${box}/message`, (context) =>
    Response.json({
      place: { folder: 'INBOX', uid: Number(context.req.query('uid')) },
      html: '<p>Bonjour Madame Bonnard,</p><p>Voici la facture. <a href="mailto:devis@vauthier.test?subject=Devis">Écrire</a></p>',
      ...{ quoted: null, cut: false, remoteImages: 0, links: [], banner: null, firstContact: false },
    }),
  )
  app.get(`${box}/suggestions`, (context) => {
    const q = (context.req.query('q') ?? '').toLowerCase()
    const known = [
      { name: 'Marc Lemoine', address: 'marc.lemoine@mairie-saulieu.test', kind: 'directory' },
      { name: 'Pascale Lemaire', address: 'p.lemaire@cc-saulieu.test', kind: 'contact' },
    ]
    return Response.json({ rows: known.filter(({ name }) => name.toLowerCase().includes(q)) })
  })
}

function writingRoutes(app: Hono, state: State): void {
  const box = `${apiBase}/boxes/:box`
  app.get(`${box}/senders`, () =>
    Response.json({ rows: [us, { name: 'Accueil', address: 'accueil@mairie-saulieu.test' }] }),
  )
  app.get(`${box}/answer`, (context) => Response.json(answerOf(context)))
  app.get(`${box}/draft`, (context) => {
    const uid = Number(context.req.query('uid'))
    const [draft, known] = [...state.drafts].find(([, each]) => each.uid === uid) ?? []
    if (draft === undefined || known === undefined) return problem(404, 'not-found')
    const about = known.content.about === null ? '' : quote
    return Response.json({ ...savedOf(draft, known), content: known.content, quote: about })
  })
  app.put(`${box}/drafts/:draft`, async (context) => {
    const draft = context.req.param('draft')
    const body: WebmailInput<'PUT /boxes/{box}/drafts/{draft}'>['body'] = await context.req.json()
    const kept = (state.drafts.get(draft)?.attachments ?? []).filter(({ part }) => body.keep.includes(part))
    const copied = body.copies.map(({ part }) => ({
      part,
      name: `copie-${part}.pdf`,
      type: 'application/pdf',
      bytes: 9,
    }))
    return Response.json(put(state, draft, { ...body, attachments: [...kept, ...copied] }))
  })
  app.post(`${box}/drafts/:draft/attachments`, async (context) => {
    const { draft, revision, basedOn, name, type } = {
      ...context.req.param(),
      ...context.req.query(),
    } as Record<string, string>
    const octets = await context.req.arrayBuffer()
    await state.files
    const known = state.drafts.get(draft ?? '')
    if (known === undefined || draft === undefined) return problem(404, 'not-found')
    const added = { part: '', name: name ?? '', type: type ?? '', bytes: octets.byteLength }
    return Response.json(
      put(state, draft, {
        ...{ revision: revision ?? '', basedOn: basedOn ?? null, content: known.content },
        attachments: [...known.attachments, added],
      }),
    )
  })
  app.delete(`${box}/drafts/:draft`, (context) => {
    state.drafts.delete(context.req.param('draft'))
    return new Response(null, { status: 204 })
  })
  app.get(`${box}/outbox`, () => Response.json({ rows: state.outbox }))
  app.post(`${box}/outbox`, async (context) => send(state, await context.req.json()))
  app.patch(`${box}/outbox/:outgoing`, async (context) => {
    const at = state.outbox.findIndex(({ id }) => id === context.req.param('outgoing'))
    const row = state.outbox[at]
    if (row === undefined) return problem(404, 'not-found')
    state.outbox[at] = { ...row, sendAt: (await context.req.json()).sendAt }
    return new Response(null, { status: 204 })
  })
  app.delete(`${box}/outbox/:outgoing`, (context) => {
    const at = state.outbox.findIndex(({ id }) => id === context.req.param('outgoing'))
    const [row] = at === -1 ? [] : state.outbox.splice(at, 1)
    return row === undefined ? problem(404, 'not-found') : Response.json({ draft: row.draft })
  })
}

interface Put {
  readonly revision: string
  readonly basedOn: string | null
  readonly content: DraftContent
  readonly attachments: readonly Attached[]
}

/** As the server does: a change that does not follow what is there becomes a draft of its own. */
function put(state: State, asked: string, { revision, basedOn, content, attachments }: Put): SavedDraft {
  const before = state.drafts.get(asked)
  const conflict = before !== undefined && before.revision !== basedOn && before.revision !== revision
  const draft = conflict ? crypto.randomUUID() : asked
  const known = {
    ...{ revision, content, uid: 100 + state.drafts.size + (before?.times ?? 0) * 10 },
    times: (conflict ? 0 : (before?.times ?? 0)) + 1,
    attachments: attachments.map((each, index) => ({ ...each, part: String(index + 2) })),
  }
  state.drafts.set(draft, known)
  return { ...savedOf(draft, known), conflict }
}

const savedOf = (draft: string, { revision, uid, attachments }: KnownDraft) => ({
  ...{ draft, revision, at, place: { folder: 'Drafts', uid } },
  attachments: [...attachments],
})

function send(state: State, body: WebmailInput<'POST /boxes/{box}/outbox'>['body']): Response {
  state.sent.push(body)
  const known = state.drafts.get(body.draft)
  if (known?.revision !== body.revision) return problem(409, 'changed-meanwhile')
  const open = state.questions.filter(({ kind, final }) => final || !body.accepted.includes(kind))
  if (open.length > 0) return Response.json({ kind: 'questions', questions: open })
  const outgoing: Outgoing = {
    ...{ id: crypto.randomUUID(), person: 'Claire Bonnard', me: true, state: 'waiting', reply: '' },
    recipients: known.content.to.map(({ address }) => address),
    subject: known.content.subject,
    sendAt: 'at' in body.when ? body.when.at : at,
    draft: { folder: 'Drafts', uid: known.uid },
  }
  state.outbox.push(outgoing)
  return Response.json({ kind: 'waiting', outgoing })
}

function answerOf(context: Context) {
  const found = messages.find(({ uid }) => uid === Number(context.req.query('uid')))
  const forward = context.req.query('kind') === 'forward'
  const subject = `${forward ? 'Tr : ' : 'Re : '}${found?.subject ?? ''}`
  return {
    content: {
      ...{
        from: saulieu.address,
        to: forward ? [] : [found?.from ?? perreau],
        cc: [],
        bcc: [],
        subject,
        html: '',
      },
      about: {
        kind: forward ? 'forward' : 'reply',
        place: { folder: 'INBOX', uid: found?.uid ?? 1 },
        quoted: true,
      },
      receipt: false,
    },
    quote,
    attachments: forward
      ? [{ part: '2', name: 'Facture F-118.pdf', type: 'application/pdf', bytes: 182_000 }]
      : [],
  }
}

const sessionOf = (contentOrigin: string) => ({
  person: {
    ...{
      id: '0196f0aa-0000-7000-8000-00000000000a',
      name: 'Claire Bonnard',
      email: 'claire@mairie-saulieu.test',
    },
    ...{ role: 'manager', factor: 'two-factor', secondFactor: true },
  },
  commune: { id: '0196f0aa-0000-7000-8000-00000000000b', name: 'Saulieu' },
  department: { name: 'Côte-d’Or', number: '21', phone: '03 53 01 02 03' },
  ...{ contentOrigin, expiresAt: '2026-12-23T13:12:00.000Z' },
})

const foldersOf = ({ drafts }: State) =>
  (['INBOX', 'Sent', 'Drafts', 'Archive', 'Trash'] as const).map((path) => ({
    ...{ path, name: path, opens: true, unread: path === 'INBOX' ? 1 : 0 },
    role: path === 'INBOX' ? 'inbox' : path.toLowerCase(),
    total: path === 'Drafts' ? drafts.size : path === 'INBOX' ? messages.length : 0,
  }))

function pageOf({ drafts }: State, folder: string) {
  const plain = { at, count: 1, flagged: false, answered: false, attachments: false, labels: [] }
  const rows =
    folder === 'INBOX'
      ? messages.map(({ uid, from, subject, excerpt }) => ({
          ...{
            ...plain,
            folder,
            uid,
            uids: [uid],
            subject,
            excerpt,
            unread: uid === 3 ? 1 : 0,
            draft: false,
          },
          people: [{ ...from, me: false }],
        }))
      : folder === 'Drafts'
        ? [...drafts.values()].map(({ uid, content }) => ({
            ...{
              ...plain,
              folder,
              uid,
              uids: [uid],
              subject: content.subject,
              excerpt: '',
              unread: 0,
              draft: true,
            },
            people: content.to.map((each) => ({ ...each, me: false })),
          }))
        : []
  return { rows, total: rows.length, state: JSON.stringify(rows.map(({ uid }) => uid)) }
}

const messageOf = ({ uid, from, subject, excerpt }: (typeof messages)[number]) => ({
  ...{
    place: { folder: 'INBOX', uid },
    from,
    me: false,
    to: [us],
    cc: [],
    bcc: [],
    replyTo: [],
    subject,
    at,
    excerpt,
  },
  ...{ unread: false, flagged: false, answered: false, draft: false, attachments: [], bytes: 2048 },
})
