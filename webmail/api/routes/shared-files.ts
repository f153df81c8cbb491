// Files given out by a link. Whoever may send from a box may give out and withdraw, with a line in the audit log, which names the
// box and never the file: what a file is called is mail.

import { failed, ok, type Result } from '#core/result.ts'
import {
  abandonSharedFile,
  completeUpload,
  findUpload,
  isComplete,
  type ListedFile,
  putPiece,
  sharedOfBox,
  withdrawShared,
} from '#db/stores/webmail/shared-files.ts'
import { type Audited, auditedTransaction } from '#http/audited-transaction.ts'
import { changedMeanwhile, notFound, Problem, wrongField } from '#http/problem.ts'
import { takeShared } from '#http/request-concurrency.ts'
import { mostAttachedBytes } from '../../contract/draft-limits.ts'
import { sharedFileRoutes } from '../../contract/shared-file.ts'
import { pieceBytes } from '../../contract/shared-file-limits.ts'
import { type Asking, implement } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import { type OpenedBox, openBox } from '../http/open-box.ts'
import { findDraft } from '../imap/drafts.ts'
import { type LinkWanted, type MadeLink, makeLink } from '../sharing/make-link.ts'
import { areAllOf, octetsOfPiece, sealPiece } from '../sharing/sealed-pieces.ts'
import { readDraft } from '../writing/read-draft.ts'
import { readPart } from '../writing/read-part.ts'

/** Their work holds a connection to the database. */
const transactions: ReadonlySet<string> = new Set([
  'POST /boxes/{box}/shared-files',
  'POST /boxes/{box}/shared-files/{file}/completion',
  'POST /boxes/{box}/drafts/{draft}/shared-files',
  'DELETE /boxes/{box}/shared-files/{file}',
])

export const sharedFileHandlers = implement(sharedFileRoutes, {
  'GET /boxes/{box}/shared-files': async ({ params }, context) => {
    const opened = await openBox(params.box, 'send', context)
    if (!opened.ok) return opened.error
    const rows = await sharedOfBox(context.database, opened.value.box.id)
    return { rows: rows.map(view) }
  },

  'POST /boxes/{box}/shared-files': async ({ params, body }, context) => {
    const opened = await openBox(params.box, 'send', context)
    if (!opened.ok) return opened.error
    const made = await begun({ opened: opened.value, context }, body)
    return made.ok ? made.value.view : made.error
  },

  'PUT /boxes/{box}/shared-files/{file}/pieces/{piece}': async ({ params, upload }, context) => {
    const { box, file: id, piece } = params
    const opened = await openBox(box, 'send', context)
    if (!opened.ok) return opened.error
    const { database, person, ports } = context
    const file = await findUpload(database, { id, mailbox: box, person: person.id })
    if (file === null) return notFound('file')
    const expected = octetsOfPiece(file, piece)
    if (expected === null) return notFound('piece')
    using room = ports.writing.uploads.take(upload.most)
    if (room === null)
      return new Problem('others-at-work', 'Files of others are coming; this one in a moment.')
    const plain = await upload.octets()
    if (plain?.length !== expected)
      return wrongField('/body', 'wrong-length', `This piece has ${expected} octets.`)
    const octets = sealPiece(ports.comingFiles.open(file.comingKey, id), { file, piece, plain })
    return (await putPiece(database, { fileId: id, piece, octets })) ? null : notFound('file')
  },

  'POST /boxes/{box}/shared-files/{file}/completion': async ({ params: { box, file: id } }, context) => {
    const opened = await openBox(box, 'send', context)
    if (!opened.ok) return opened.error
    const refused = await completed({ opened: opened.value, context }, { id, because: 'size' })
    if (refused === null) return null
    const own = { id, mailbox: box, person: context.person.id }
    return (await isComplete(context.database, own)) ? null : refused
  },

  'POST /boxes/{box}/drafts/{draft}/shared-files': async ({ params: { box, draft }, body }, context) => {
    const opened = await openBox(box, 'send', context)
    if (!opened.ok) return opened.error
    // Whoever has the message has the link: of what must not lie open in a mailbox, that alone opens nothing.
    if (body.because === 'leak' && !body.password)
      return wrongField('/body/password', 'needed', 'In place of a leak, a link asks for a password.')
    const sharing = { opened: opened.value, context }
    using _turn = await takeShared(context.ports.writing.wholeMessages)
    const found = await fileOfDraft(sharing, { draft, file: body.file })
    if (!found.ok) return found.error
    const { name, content } = found.value
    const { days, password, because } = body
    const made = await begun(sharing, { name, octets: content.length, days, password })
    if (!made.ok) return made.error
    const { view: link, key } = made.value
    for (let piece = 0; piece * pieceBytes < content.length; piece += 1) {
      const plain = content.subarray(piece * pieceBytes, (piece + 1) * pieceBytes)
      const octets = sealPiece(key, { file: link, piece, plain })
      await putPiece(context.database, { fileId: link.id, piece, octets })
    }
    const refused = await completed(sharing, { id: link.id, because })
    return refused ?? link
  },

  'DELETE /boxes/{box}/shared-files/{file}': async ({ params: { box, file: id } }, context) => {
    const opened = await openBox(box, 'send', context)
    if (!opened.ok) return opened.error
    if (await abandonSharedFile(context.database, { id, mailbox: box })) return null
    return await audited(
      { opened: opened.value, context },
      'withdraw:shared-file',
      async ({ transaction }) => {
        const withdrawn = await withdrawShared(transaction, { id, mailbox: box })
        return withdrawn === null ? notFound('file') : { ...withdrawn, file: id }
      },
    )
  },
}).map((route) => (transactions.has(route.name) ? { ...route, isTransaction: true as const } : route))

interface Sharing {
  readonly opened: OpenedBox
  readonly context: Asking
}

/** A person who gives up half-way shares nothing, so nothing is told of it. */
const begun = (sharing: Sharing, wanted: LinkWanted): Promise<Result<MadeLink, Problem>> =>
  sharing.context.database.transaction((transaction) => makeLink(transaction, wanted, sharing))

const completed = (
  sharing: Sharing,
  { id, because }: { readonly id: string; readonly because: 'leak' | 'size' },
): Promise<Problem | null> =>
  audited(sharing, 'give:shared-file', async ({ transaction }) => {
    const { opened, context } = sharing
    const own = { id, mailbox: opened.box.id, person: context.person.id }
    const done = await completeUpload(transaction, own, areAllOf)
    if (done === 'gone') return notFound('file')
    if (done === 'incomplete') return wrongField('/params/file', 'incomplete', 'Some of it has not come.')
    const { octets, expiresAt, hasPassword } = done
    return { octets, expiresAt: expiresAt.toISOString(), password: hasPassword, because, file: id }
  })

async function audited(
  { opened: { box }, context: { database, person, client } }: Sharing,
  action: 'give:shared-file' | 'withdraw:shared-file',
  work: (audited: Audited) => Promise<Readonly<Record<string, unknown>> | Problem>,
): Promise<Problem | null> {
  const by = { kind: 'person', id: person.id, name: person.email, client } as const
  return await auditedTransaction<null>(database, { by, name: action }, async (transaction) => {
    const after = await work(transaction)
    if (after instanceof Problem) return after
    const { id: entityId, address: entity, commune } = box
    await transaction.audit({ action, commune, entityId, entity, after })
    return null
  })
}

interface FoundFile {
  readonly name: string
  readonly content: Buffer
}

async function fileOfDraft(
  { opened, context: { ports } }: Sharing,
  { draft, file: id }: { readonly draft: string; readonly file: string },
): Promise<Result<FoundFile, Problem>> {
  const seen = await findDraft(ports.connections, opened.visit, { draft, role: 'drafts' })
  if (!seen.ok) return failed(problemOfMail(seen.error, ports.log))
  const version = seen.value.versions.at(-1)
  if (version === undefined) return failed(notFound('draft'))
  const read = await readDraft(opened, version, ports)
  if (!read.ok) return read
  const file = read.value.attachments.find((each) => each.id === id)
  if (file === undefined) return failed(changedMeanwhile(undefined))
  const content = await readPart(
    opened,
    { message: version, part: file.part, mostOctets: mostAttachedBytes },
    ports,
  )
  if (!content.ok) return content
  return content.value.length === 0
    ? failed(wrongField('/body/file', 'empty', 'There is nothing in this file.'))
    : ok({ name: file.name, content: content.value })
}

const view = ({ sharedAt, expiresAt, lastDownloadAt, ...same }: ListedFile) => ({
  ...same,
  sharedAt: sharedAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  lastDownloadAt: lastDownloadAt?.toISOString() ?? null,
})
