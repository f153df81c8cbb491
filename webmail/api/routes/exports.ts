// A person's own export of a box. Who may: whoever owns or manages it. One at a time, with a line in the audit log, and it ends
// with the person's right to the box.

import { accessibleMailboxesStore } from '#db/stores/mailboxes/accessible-mailboxes.ts'
import {
  beginExport,
  type ExportNamed,
  endExport,
  lastExport,
  type MailExport,
  noteExport,
  takeExport,
} from '#db/stores/webmail/mail-exports.ts'
import { auditedTransaction } from '#http/audited-transaction.ts'
import { notFound, Problem } from '#http/problem.ts'
import { exportRoutes } from '../../contract/export.ts'
import { exportBox, type Progress } from '../export/export-box.ts'
import { type Asking, implement } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import { type OpenedBox, openBox } from '../http/open-box.ts'

/** How often its row is written, and its right asked for. */
const notedEveryMilliseconds = 1_000
const aliveMilliseconds = 30_000
const routeOfStart = 'POST /boxes/{box}/export'

export const exportHandlers = implement(exportRoutes, {
  'GET /export': async (_, { person, database }) => {
    const last = await lastExport(database, person.id)
    return { export: last === null ? null : view(last) }
  },

  'POST /boxes/{box}/export': async ({ params }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    const { box } = opened.value
    if (!mayExport(opened.value)) return mayNot()
    const { person, database, client } = context
    const by = { kind: 'person', id: person.id, name: person.email, client } as const
    const begun = await auditedTransaction<MailExport>(
      database,
      { by, name: routeOfStart },
      async (audited) => {
        const fresh = await beginExport(audited.transaction, person.id, box)
        if (fresh === null) return new Problem('already-exists', 'An export of yours is under way.')
        const { id: entityId, address: entity, commune } = box
        await audited.audit({ action: 'export:mailbox', commune, entityId, entity })
        return fresh
      },
    )
    return begun instanceof Problem ? begun : view(begun)
  },

  'GET /boxes/{box}/export/{export}': async ({ params }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    if (!mayExport(opened.value)) return mayNot()
    const { person, database, ports } = context
    const { box, visit } = opened.value
    const which = { person: person.id, id: params.export }
    const place = ports.downloads.begin(person.id)
    if (place === null)
      return new Problem('too-many-requests', 'Enough of your exports are still being read.')
    using untilRead = new DisposableStack()
    untilRead.use(place)
    if (!(await takeExport(database, which, box.id))) return notFound('export')
    const now = new Date(ports.clock.now())
    const note = noting(context, { which, opened: opened.value })
    const exported = await exportBox({ connections: ports.connections, visit, now, note: note.one })
    if (!exported.ok) {
      await endExport(database, which, 'failed')
      return problemOfMail(exported.error, ports.log)
    }
    const day = now.toISOString().slice(0, 10)
    const content = ports.downloads.during(ReadableStream.from(ended(exported.value, note, context)), place)
    untilRead.move()
    return { name: `${box.address} ${day}.zip`, content }
  },

  'DELETE /export/{export}': async ({ params }, { person, database }) => {
    const ended = await endExport(database, { person: person.id, id: params.export }, 'cancelled')
    return ended ? null : notFound('export')
  },
}).map((route) => (route.name === routeOfStart ? { ...route, isTransaction: true as const } : route))

const mayExport = ({ box }: OpenedBox): boolean => box.role === 'owner' || box.role === 'manage'

const mayNot = () => new Problem('forbidden', 'Only who owns or manages a box may export it.')

const view = ({ startedAt, ...same }: MailExport) => ({ ...same, startedAt: startedAt.toISOString() })

interface Noting {
  readonly which: ExportNamed
  /** After each message; rejects where it is to end. */
  readonly one: (progress: Progress) => Promise<void>
  /** What was written last. */
  readonly last: () => Progress
}

class Ended extends Error {}

/** Writes how far it is from time to time, and asks whether it may go on. */
function noting(
  { person, database, ports, stillSignedIn }: Asking,
  { which, opened }: { readonly which: ExportNamed; readonly opened: OpenedBox },
): Noting {
  let last: Progress = { messages: 0, total: 0, octets: 0 }
  let notedAt = Number.NEGATIVE_INFINITY
  const mayGoOn = async (): Promise<boolean> => {
    if (!(await noteExport(database, which, last)) || !(await stillSignedIn())) return false
    const box = await accessibleMailboxesStore(database).one(person.id, opened.box.id)
    return box !== null && mayExport({ ...opened, box })
  }
  return {
    which,
    last: () => last,
    one: async (progress) => {
      last = progress
      const now = ports.clock.now()
      if (now - notedAt < notedEveryMilliseconds) return
      notedAt = now
      if (!(await mayGoOn())) throw new Ended('the export was ended')
    },
  }
}

/** The same octets; how it ended is in its row, also where nobody reads them any more. */
async function* ended(
  content: AsyncGenerator<Uint8Array, void>,
  { which, last }: Noting,
  { database }: Asking,
): AsyncGenerator<Uint8Array, void> {
  let state: 'done' | 'cancelled' | 'failed' = 'cancelled'
  // A browser may pause a download for longer than what is silent counts as alive.
  const note = () => void noteExport(database, which, last()).catch(() => undefined)
  const alive = setInterval(note, aliveMilliseconds).unref()
  try {
    yield* content
    await noteExport(database, which, last())
    state = 'done'
  } catch (error) {
    state = error instanceof Ended ? 'cancelled' : 'failed'
    throw error
  } finally {
    clearInterval(alive)
    await endExport(database, which, state)
  }
}
