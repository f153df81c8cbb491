// The invitation of a message: of the parts that are calendars, the first that can be read.

import { failed, ok, type Result } from '#core/result.ts'
import type { Problem } from '#http/problem.ts'
import type { Asking } from '../http/handler.ts'
import type { OpenedBox } from '../http/open-box.ts'
import type { MessageHead } from '../imap/message-head.ts'
import { decodedText } from '../message/decoded-text.ts'
import { type ReadableParts, readableParts } from '../message/readable-parts.ts'
import { readPart } from '../writing/read-part.ts'
import { mostCalendarOctets } from './calendar-object.ts'
import { type Invitation, readInvitation } from './invitation.ts'

export interface FoundInvitation {
  readonly part: string
  readonly invitation: Invitation
}

type Place = Pick<MessageHead, 'folder' | 'uid' | 'uidValidity' | 'structure'>

/** Gmail and Outlook send the same one twice, inside the text and attached. */
const mostParts = 3

/** Null where the message has none, or one that cannot be understood. */
export async function findInvitation(
  opened: OpenedBox,
  message: Place,
  ports: Asking['ports'],
): Promise<Result<FoundInvitation | null, Problem>> {
  if (message.structure === null) return ok(null)
  for (const { part, octets } of calendarsIn(readableParts(message.structure)).slice(0, mostParts)) {
    // What travels is a little more than what it is.
    if (octets > 2 * mostCalendarOctets) continue
    const read = await readPart(
      opened,
      { message, part, mostOctets: mostCalendarOctets, mayBeCut: true },
      ports,
    )
    if (!read.ok) return failed(read.error)
    const invitation = readInvitation(decodedText(read.value, '', 'plain'))
    if (invitation !== null) return ok({ part, invitation })
  }
  return ok(null)
}

const calendarsIn = ({ attachments }: ReadableParts) =>
  attachments
    .filter(({ kind }) => kind === 'invitation')
    .toSorted((one, other) => Number(other.type === 'text/calendar') - Number(one.type === 'text/calendar'))
