// The built webmail in front of an API that remembers what it was told, in memory: what the client does of itself, without any
// mail server. Saulieu's box has three messages and one draft.

import { join } from 'node:path'
import { Hono } from 'hono'
import { clientFiles } from '#http/client-files.ts'
import { listen } from '#http/listen.ts'
import { apiBase } from '#webmail/api/app.ts'
import { framePage, openContentApp } from '#webmail/api/content/content-app.ts'
import type { WebmailAnswer, WebmailInput } from '#webmail/contract/all.ts'
import type { AnswerMeanwhile } from '#webmail/contract/outbox.ts'
import { contentIdOf } from '#webmail/contract/picture-limits.ts'
import { freePort } from '../database/postgresql.ts'
import { linkRoutes } from './fixture-links.ts'
import {
  type Attached,
  answerOf,
  at,
  boxRows,
  type DraftContent,
  foldersOf,
  type KnownDraft,
  messageOf,
  messages,
  pageOf,
  quote,
  type SavedDraft,
  sessionOf,
  us,
} from './webmail-fixtures.ts'

type Outgoing = WebmailAnswer<'GET /boxes/{box}/outbox'>['rows'][number]
type Question = Extract<WebmailAnswer<'POST /boxes/{box}/outbox'>, { kind: 'questions' }>['questions'][number]

export interface WebmailOnFixtures extends AsyncDisposable {
  readonly origin: string
  readonly contentOrigin: string
  /** By their ids, as they were written last. */
  readonly drafts: Map<string, KnownDraft>
  readonly outbox: Outgoing[]
  /** What was asked for sending, in its order. */
  readonly sent: WebmailInput<'POST /boxes/{box}/outbox'>['body'][]
  /** Asked once, when something is sent. */
  questions: Question[]
  /** What a colleague answered meanwhile; told until the author knows it. */
  answered: AnswerMeanwhile | null
  /** Every route answers so. */
  trouble: 'none' | 'signed-out' | 'away'
  /** Those of a single key. */
  shortcuts: boolean
  undoSeconds: number
  /** So many answers about sending are lost on their way back. */
  lostAnswers: number
  /** Colleagues who write an answer, to whichever message. */
  readonly writers: { person: string; at: string }[]
  /** Of every box. */
  signatures: WebmailAnswer<'GET /boxes/{box}/signatures'>['rows']
  /** What did not leave from other boxes. */
  readonly refusedElsewhere: WebmailAnswer<'GET /outbox/refused'>['rows']
  /** Revisions of drafts that have left. */
  readonly left: Set<string>
  /** Files wait for it. */
  files: Promise<void>
  /** Whoever is signed in, where it is not the first. */
  person: { readonly id: string; readonly name: string } | null
}

export async function webmailOnFixtures(): Promise<WebmailOnFixtures> {
  await using opened = new AsyncDisposableStack()
  const [port, contentPort] = [await freePort(), await freePort()]
  const [origin, contentOrigin] = [`http://localhost:${port}`, `http://127.0.0.1:${contentPort}`]
  const clientFolder = join(import.meta.dirname, '../../../webmail/client/built')
  const state: Omit<WebmailOnFixtures, typeof Symbol.asyncDispose> = {
    ...{
      origin,
      contentOrigin,
      drafts: new Map(),
      outbox: [],
      sent: [],
      questions: [],
      answered: null,
      trouble: 'none',
      shortcuts: false,
    },
    ...{
      files: Promise.resolve(),
      lostAnswers: 0,
      left: new Set(),
      undoSeconds: 10,
      refusedElsewhere: [],
      signatures: [],
      writers: [],
      person: null,
    },
  }
  const frame = await framePage({ clientFolder, origin, contentOrigin })
  const app = new Hono()
  app.use(`${apiBase}/*`, async (_, next) => {
    if (state.trouble === 'signed-out') return problem(401, 'not-signed-in')
    return state.trouble === 'away' ? problem(503, 'try-later') : await next()
  })
  app.get('/health', () =>
    state.trouble === 'away' ? problem(503, 'try-later') : Response.json({ state: 'healthy' }),
  )
  readingRoutes(app, state, { contentOrigin, frame: frame.address })
  writingRoutes(app, state)
  linkRoutes(app, contentOrigin)
  app.post('/api/auth/sign-out', () => Response.json({ success: true }))
  app.all(`${apiBase}/*`, () => problem(404, 'not-found'))
  app.get(
    '*',
    clientFiles({
      ...{ folder: clientFolder, entrance: new Set(['/connexion', '/accessibilite']), frames: contentOrigin },
      worker: true,
      // That there is room for some is seen; the page asks for each.
      firstAnswers: async () => [],
    }),
  )
  opened.use(await listen(app.fetch, { host: '127.0.0.1', port }))
  const content = openContentApp({
    ...{ clientFolder, origin, contentOrigin, frame, behindProxy: false },
    imageAt: async () => null,
    links: null,
  })
  opened.use(await listen(content.fetch, { host: '127.0.0.1', port: contentPort }))
  const rest = opened.move()
  return Object.assign(state, { [Symbol.asyncDispose]: () => rest.disposeAsync() })
}

const problem = (status: number, code: string, current?: unknown): Response =>
  Response.json({ type: code, title: code, status, code, current }, { status })

type State = Omit<WebmailOnFixtures, typeof Symbol.asyncDispose>

function readingRoutes(app: Hono, state: State, shown: Parameters<typeof sessionOf>[0]): void {
  const box = `${apiBase}/boxes/:box`
  app.get(`${apiBase}/session`, () => {
    const session = sessionOf(shown)
    return Response.json({ ...session, person: { ...session.person, ...state.person } })
  })
  app.get(`${apiBase}/boxes`, () => Response.json({ rows: boxRows }))
  app.get(`${box}/folders`, () => Response.json({ rows: foldersOf(state.drafts), room: null }))
  app.get(`${box}/conversations`, (context) =>
    Response.json(pageOf(state.drafts, context.req.query('folder') ?? '')),
  )
  app.get(`${box}/conversation`, (context) => {
    const found = messages.find(({ uid }) => uid === Number(context.req.query('uid')))
    if (found === undefined) return problem(404, 'not-found')
    return Response.json({
      ...{ subject: found.subject, labels: [], messages: [messageOf(found)] },
      ...{ uids: [found.uid], older: 0 },
    })
  })
  app.get(`${box}/message`, (context) =>
    Response.json({
      place: { folder: 'INBOX', uid: Number(context.req.query('uid')) },
      html: '<p>Bonjour Madame Bonnard,</p><p>Voici la facture. <a href="mailto:devis@vauthier.test?subject=Devis">Écrire</a></p>',
      ...{
        styles: '',
        quoted: null,
        cut: false,
        remoteImages: 0,
        picturesOf: null,
        links: [],
        banner: null,
        firstContact: false,
        language: null,
        receiptAsked: null,
        receipt: null,
      },
    }),
  )
  app.get(`${box}/suggestions`, (context) => {
    const q = (context.req.query('q') ?? '').toLowerCase()
    const known = [
      {
        name: 'Marc Lemoine',
        address: 'marc.lemoine@mairie-saulieu.test',
        kind: 'directory',
        commune: 'Saulieu',
      },
      { name: 'Pascale Lemaire', address: 'p.lemaire@cc-saulieu.test', kind: 'contact', commune: '' },
    ]
    const members = known.map(({ name, address }) => ({ name, address }))
    return Response.json({
      rows: known.filter(({ name }) => name.toLowerCase().includes(q)),
      groups: 'conseil'.startsWith(q) ? [{ name: 'Conseil', members }] : [],
    })
  })
}

function writingRoutes(app: Hono, state: State): void {
  const box = `${apiBase}/boxes/:box`
  // What lies in the trash.
  const thrown = new Map<string, KnownDraft>()
  app.get(`${box}/senders`, () =>
    Response.json({ rows: [us, { name: 'Accueil', address: 'accueil@mairie-saulieu.test' }] }),
  )
  app.get(`${apiBase}/settings`, () =>
    Response.json({
      ...{ undoSeconds: state.undoSeconds, density: 'comfortable', readingPane: 'right' },
      ...{ shortcuts: state.shortcuts, keys: {}, afterFiling: 'next' },
      receipts: 'ask',
      ...{ conversations: true, firstSteps: false },
    }),
  )
  app.get(`${box}/rules`, () =>
    Response.json({
      ...{ revision: '1', active: true, other: null, kept: null, forwardsOfDepartment: [] },
      ...{ rules: [], vacation: null, forward: null },
    }),
  )
  for (const kept of ['labels', 'templates']) app.get(`${box}/${kept}`, () => Response.json({ rows: [] }))
  app.get(`${box}/signatures`, () => Response.json({ rows: state.signatures }))
  app.get(`${box}/writers`, () => Response.json({ rows: state.writers }))
  app.get(`${box}/answer`, (context) => Response.json(answerOf(context)))
  app.get(`${box}/draft`, (context) => {
    const uid = Number(context.req.query('uid'))
    const [draft, known] = [...state.drafts].find(([, each]) => each.uid === uid) ?? []
    if (draft === undefined || known === undefined) return problem(404, 'not-found')
    const about = known.content.about === null ? '' : quote
    return Response.json({ ...savedOf(draft, known), content: known.content, quote: about })
  })
  app.get(`${box}/drafts/:draft`, (context) => {
    const known = state.drafts.get(context.req.param('draft'))
    return known === undefined
      ? problem(404, 'not-found')
      : Response.json({ place: { folder: 'Drafts', uid: known.uid } })
  })
  app.put(`${box}/drafts/:draft`, async (context) => {
    const draft = context.req.param('draft')
    const body: WebmailInput<'PUT /boxes/{box}/drafts/{draft}'>['body'] = await context.req.json()
    const before = state.drafts.get(draft) ?? thrown.get(draft)
    const kept = (before?.attachments ?? []).filter(({ id }) => body.keep.includes(id))
    const copied = body.copies.map(({ id, part }) => ({
      id,
      part,
      name: `copie-${part}.pdf`,
      type: 'application/pdf',
      bytes: 9,
    }))
    return Response.json(put(state, draft, { ...body, attachments: [...kept, ...copied] }))
  })
  app.post(`${box}/drafts/:draft/attachments`, async (context) => {
    const { draft, revision, basedOn, id, name, type, shown } = {
      ...context.req.param(),
      ...context.req.query(),
    } as Record<string, string>
    const octets = await context.req.arrayBuffer()
    await state.files
    const known = state.drafts.get(draft ?? '')
    if (known === undefined || draft === undefined) return problem(404, 'not-found')
    if (shown === 'in-text') cameIn.set(contentIdOf(id ?? ''), octets.byteLength)
    const added = { id: id ?? '', part: '', name: name ?? '', type: type ?? '', bytes: octets.byteLength }
    return Response.json(
      put(state, draft, {
        ...{ revision: revision ?? '', basedOn: basedOn ?? null, content: known.content },
        attachments: shown === 'in-text' ? known.attachments : [...known.attachments, added],
      }),
    )
  })
  app.delete(`${box}/drafts/:draft`, (context) => {
    const draft = context.req.param('draft')
    const known = state.drafts.get(draft)
    if (known !== undefined) thrown.set(draft, known)
    state.drafts.delete(draft)
    return new Response(null, { status: 204 })
  })
  app.get(`${apiBase}/outbox/refused`, () => {
    const own = state.outbox.filter(({ state: became }) => became === 'refused')
    return Response.json({
      rows: [...own.map((row) => ({ ...row, box: boxRows[0]?.id })), ...state.refusedElsewhere],
    })
  })
  app.post(`${box}/actions`, async (context) => act(state, await context.req.json()))
  app.get(`${box}/outbox`, () => Response.json({ rows: state.outbox }))
  app.post(`${box}/outbox`, async (context) => {
    const answer = send(state, await context.req.json())
    if (state.lostAnswers === 0) return answer
    state.lostAnswers--
    return new Response('', { status: 502 })
  })
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

/** Of drafts alone. */
function act(
  state: State,
  { uids, cancelSending }: WebmailInput<'POST /boxes/{box}/actions'>['body'],
): Response {
  const waits = state.outbox.filter(({ draft }) => draft !== null && uids.includes(draft.uid))
  if (waits.length > 0 && cancelSending !== true) return problem(409, 'in-use')
  for (const row of waits) state.outbox.splice(state.outbox.indexOf(row), 1)
  for (const [draft, { uid }] of [...state.drafts]) if (uids.includes(uid)) state.drafts.delete(draft)
  const moved = uids.map((uid) => ({ from: { folder: 'Drafts', uid }, to: { folder: 'Trash', uid } }))
  return Response.json({ moved, missing: [] })
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

const savedOf = (draft: string, { revision, uid, attachments, content }: KnownDraft) => ({
  ...{ draft, revision, at, place: { folder: 'Drafts', uid } },
  attachments: [...attachments],
  pictures: [...cameIn].flatMap(([contentId, bytes]) =>
    content.html.includes(contentId)
      ? { ...{ contentId, bytes, part: `9${contentId.slice(0, 3)}`, name: 'a.png' }, type: 'image/png' }
      : [],
  ),
})

/** Pictures of drafts, whichever: how large they are, by what texts call them. */
const cameIn = new Map<string, number>()

function send(state: State, body: WebmailInput<'POST /boxes/{box}/outbox'>['body']): Response {
  state.sent.push(body)
  if (state.left.has(body.revision)) return Response.json({ kind: 'left' })
  const before = state.outbox.find(({ id }) => id === body.revision)
  if (before !== undefined) return Response.json({ kind: 'waiting', outgoing: before })
  const known = state.drafts.get(body.draft)
  if (known?.revision !== body.revision) return problem(409, 'changed-meanwhile')
  const open = state.questions.filter(({ kind, final }) => final || !body.accepted.includes(kind))
  if (open.length > 0) return Response.json({ kind: 'questions', questions: open })
  const { answered } = state
  if (answered !== null && body.seenAnswers?.includes(answered.messageId) !== true)
    return problem(409, 'already-answered', answered)
  const outgoing: Outgoing = {
    ...{ id: body.revision, person: 'Claire Bonnard', me: true, state: 'waiting', reply: '' },
    recipients: known.content.to.map(({ address }) => address),
    subject: known.content.subject,
    sendAt: 'at' in body.when ? body.when.at : at,
    draft: { folder: 'Drafts', uid: known.uid },
  }
  state.outbox.push(outgoing)
  return Response.json({ kind: 'waiting', outgoing })
}
