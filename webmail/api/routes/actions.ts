// What is done to messages of a folder.

import type { z } from 'zod'
import { failed, ok, type Result } from '#core/result.ts'
import { findLabels } from '#db/stores/webmail/labels.ts'
import { notFound, Problem } from '#http/problem.ts'
import type { messageAction } from '../../contract/action.ts'
import { actionRoutes } from '../../contract/action.ts'
import { readFutureTime } from '../http/future-time.ts'
import { type Asking, implement } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import { type OpenedBox, openBox } from '../http/open-box.ts'
import {
  deleteMessages,
  type Marking,
  type Moved,
  markMessages,
  moveMessages,
  moveToRole,
} from '../imap/actions.ts'
import type { Connections, Visit } from '../imap/connections.ts'
import type { MailFault } from '../imap/mail-fault.ts'
import type { MessagesIn } from '../imap/open-folder.ts'
import { type Snoozed, snooze } from '../snooze/snooze.ts'
import { keptFromLeaving } from '../writing/draft-in-outbox.ts'

type Action = z.output<typeof messageAction>
type SnoozeAction = Extract<Action, { readonly kind: 'snooze' }>

export const actionHandlers = implement(actionRoutes, {
  'POST /boxes/{box}/actions': async ({ params, body }, context) => {
    const opened = await openBox(params.box, 'write', context)
    if (!opened.ok) return opened.error
    const { connections, log } = context.ports
    const { folder, uids, action, cancelSending = false } = body
    if (action.kind === 'label' && !(await hasLabel(context, opened.value, action.label)))
      return notFound('label')
    if (goesElsewhere(action)) {
      const kept = await keptFromLeaving(opened.value, { folder, uids, cancelSending }, context)
      if (kept !== null) return kept
    }
    const messages = { folder, uidValidity: null, uids }
    const done =
      action.kind === 'snooze'
        ? await snoozed(opened.value, { messages, action }, context)
        : await acted(connections, opened.value.visit, { messages, action })
    if (done instanceof Problem) return done
    if (!done.ok) return problemOfMail(done.error, log)
    const { moved, missing } = done.value
    // Some went and the rest could not: what is said is what is true now, and the rest is asked for again.
    if (moved !== null && moved.stoppedBy !== null && moved.uids.length === 0)
      return problemOfMail(moved.stoppedBy, log)
    return { moved: moved === null ? [] : placesOf(moved), missing: [...missing, ...missingOf(moved, uids)] }
  },
})

/** One that is taken off may be nobody's any more. */
async function hasLabel({ database }: Asking, { box }: OpenedBox, id: string): Promise<boolean> {
  return (await findLabels(database, box.id)).some((label) => label.id === id)
}

/** A problem where the hour is none to come. */
async function snoozed(
  opened: OpenedBox,
  { messages, action }: { readonly messages: MessagesIn; readonly action: SnoozeAction },
  { database, ports: { connections, clock } }: Asking,
): Promise<Result<Snoozed, MailFault> | Problem> {
  const until = readFutureTime(action.until, clock.now(), '/body/action/until')
  if (!until.ok) return until.error
  return await snooze(opened, { messages, until: until.value }, { database, connections })
}

const elsewhere: ReadonlySet<Action['kind']> = new Set(['move', 'archive', 'junk', 'not-junk', 'delete'])

const goesElsewhere = ({ kind }: Action): boolean => elsewhere.has(kind)

interface Acting {
  readonly messages: MessagesIn
  readonly action: Exclude<Action, SnoozeAction>
}

async function acted(
  connections: Connections,
  visit: Visit,
  acting: Acting,
): Promise<Result<Snoozed, MailFault>> {
  const done = await act(connections, visit, acting)
  return done.ok ? ok({ moved: done.value, missing: [] }) : done
}

/** Null where nothing went to another folder. */
async function act(
  connections: Connections,
  visit: Visit,
  { messages, action }: Acting,
): Promise<Result<Moved | null, MailFault>> {
  switch (action.kind) {
    case 'move':
      return await moveMessages(connections, visit, { messages, to: action.to })
    case 'archive':
    case 'junk':
      return await moveToRole(connections, visit, { messages, role: action.kind })
    case 'not-junk':
      return await moveToRole(connections, visit, { messages, role: 'inbox' })
    case 'delete':
      return await deleteMessages(connections, visit, { messages, forGood: false })
    default: {
      const marked = await markMessages(connections, visit, { messages, marking: markingOf(action) })
      return marked.ok ? ok(null) : failed(marked.error)
    }
  }
}

type MarkingAction = Exclude<
  Action,
  SnoozeAction | { readonly kind: 'move' } | { readonly kind: 'archive' | 'delete' | 'junk' | 'not-junk' }
>

function markingOf(action: MarkingAction): Marking {
  switch (action.kind) {
    case 'read':
      return { add: ['seen'] }
    case 'unread':
      return { remove: ['seen'] }
    case 'flag':
      return { add: ['flagged'] }
    case 'unflag':
      return { remove: ['flagged'] }
    case 'label':
      return { addLabels: [action.label] }
    case 'unlabel':
      return { removeLabels: [action.label] }
  }
}

const placesOf = ({ from, to, uids }: Moved) =>
  uids.map(([old, now]) => ({ from: { folder: from, uid: old }, to: { folder: to, uid: now } }))

function missingOf(moved: Moved | null, uids: readonly number[]): number[] {
  if (moved === null) return []
  const went = new Set(moved.uids.map(([old]) => old))
  return uids.filter((uid) => !went.has(uid))
}
