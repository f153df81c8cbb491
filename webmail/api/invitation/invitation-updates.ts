// What became of an invitation since it came: whether the organiser changed it or called it off, by what lies in sight of the same
// sender. Bounded, because an organiser may be a program that writes every day.

import { ok, type Result } from '#core/result.ts'
import type { Problem } from '#http/problem.ts'
import type { Asking } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import type { OpenedBox } from '../http/open-box.ts'
import { roleNames } from '../imap/folder-names.ts'
import { type MessageHead, messageHeads } from '../imap/message-head.ts'
import { openIfThere } from '../imap/open-folder.ts'
import { uidSets } from '../imap/uid-set.ts'
import { type AttachedPart, readableParts } from '../message/readable-parts.ts'
import type { EventTime } from './event-time.ts'
import { findInvitation } from './find-invitation.ts'
import type { Invitation } from './invitation.ts'

export type InvitationUpdates = 'current' | 'updated' | 'cancelled'

export interface Came {
  readonly uid: number
  readonly folder: string
  readonly received: Date
  /** Of whoever sent it, as `soleAddress` has it. */
  readonly from: string | null
}

/** In lower case; null where nobody sent it, or several did. */
export function soleAddress(from: MessageHead['from']): string | null {
  const [first, ...others] = from
  return first === undefined || first.address === '' || others.length > 0 ? null : first.address.toLowerCase()
}

const mostLookedAt = 100
const mostRead = 5
const inSight = [roleNames.inbox, roleNames.archive, roleNames.snoozed]

/** `current` where it cannot be known. */
export async function invitationUpdates(
  opened: OpenedBox,
  { invitation, came }: { readonly invitation: Invitation; readonly came: Came },
  ports: Asking['ports'],
): Promise<Result<InvitationUpdates, Problem>> {
  const { from } = came
  if (from === null) return ok('current')
  const heads = await ports.connections.read(opened.visit, async (client) => {
    const found: MessageHead[] = []
    for (const folder of inSight) {
      if ((await openIfThere(client, folder)) === null) continue
      const uids = await client.search({ since: came.received, from }, { uid: true })
      for (const set of uidSets(Array.isArray(uids) ? uids.slice(-mostLookedAt) : []))
        found.push(...(await messageHeads(client, set, [])))
    }
    return ok(found)
  })
  if (!heads.ok) {
    problemOfMail(heads.error, ports.log)
    return ok('current')
  }
  const candidates = heads.value
    // The search takes any address, and any name, that has this one in it.
    .filter((head) => soleAddress(head.from) === from)
    .filter((head) => head.folder !== came.folder || head.uid !== came.uid)
    .filter(({ structure }) => structure !== null && readableParts(structure).attachments.some(isCalendar))
    .slice(-mostRead)
  let state: InvitationUpdates = 'current'
  for (const candidate of candidates) {
    const found = await findInvitation(opened, candidate, ports)
    if (!found.ok) continue
    if (found.value === null || !changes(found.value.invitation, invitation)) continue
    if (found.value.invitation.method === 'cancel') return ok('cancelled')
    state = 'updated'
  }
  return ok(state)
}

const isCalendar = ({ kind }: AttachedPart): boolean => kind === 'invitation'

/** RFC 5546 §2.1.5: by its SEQUENCE, then by when it was made. A cancelled series ends each of its times. */
export function changes(later: Invitation, one: Invitation): boolean {
  if (later.uid !== one.uid || later.method === 'reply' || one.method === 'reply') return false
  const sameTime = keyOf(later.recurrence) === keyOf(one.recurrence)
  if (!sameTime && !(later.method === 'cancel' && later.recurrence === null)) return false
  if (later.sequence !== one.sequence) return later.sequence > one.sequence
  return (later.stamp?.getTime() ?? 0) > (one.stamp?.getTime() ?? 0) || later.method === 'cancel'
}

const keyOf = (time: EventTime | null): string =>
  time === null ? '' : time.kind === 'day' ? time.day : time.kind === 'wall' ? time.at : time.at.toISOString()
