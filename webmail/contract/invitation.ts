// An invitation that came with a message (iTIP, RFC 5546): what, when, where, who, what this box answered, and answering it.

import { z } from 'zod'
import { instant, routeTable } from '#http/contract/route.ts'
import { boxParams } from './box.ts'
import { messagePlace, uid } from './conversation.ts'
import { folderPath } from './folder.ts'

export const invitationAnswers = ['accepted', 'tentative', 'declined'] as const

export const eventTime = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('day'), day: z.iso.date() }),
  z.object({ kind: z.literal('instant'), at: instant }),
  /** On whatever clock hangs on the wall: nobody knows of which zone. */
  z.object({ kind: z.literal('wall'), at: z.string() }),
])

const attendance = z.enum([...invitationAnswers, 'needs-action', 'delegated'])
const participant = z.object({ name: z.string(), address: z.string() })

export const invitationView = z.object({
  /** Of the calendar, to keep it as a file. */
  part: z.string(),
  /** `reply`: somebody answers an invitation of this box. */
  method: z.enum(['request', 'cancel', 'reply']),
  /** `updated`, `cancelled`: by a message that came later. */
  state: z.enum(['current', 'updated', 'cancelled']),
  /** It changes an earlier invitation. */
  isUpdate: z.boolean(),
  summary: z.string(),
  where: z.string(),
  start: eventTime.nullable(),
  /** The day or instant at which it is over. */
  end: eventTime.nullable(),
  repeats: z
    .object({
      every: z.enum(['daily', 'weekly', 'monthly', 'yearly', 'other']),
      interval: z.int().min(1),
      times: z.int().nullable(),
      until: eventTime.nullable(),
    })
    .nullable(),
  organiser: participant.nullable(),
  /** The first of them. */
  attendees: z.array(participant.extend({ attendance, me: z.boolean() })),
  attendeeCount: z.int().min(0),
  /** The address that is invited, which answers; null where it is none of this box's. */
  invited: z.string().nullable(),
  answer: z.enum(invitationAnswers).nullable(),
  mayAnswer: z.boolean(),
})

export const invitationRoutes = routeTable({
  'GET /boxes/{box}/invitation': {
    permission: 'self',
    summary: 'The invitation that came with a message; null where there is none to read.',
    params: boxParams,
    query: z.object({ folder: folderPath, uid }),
    answer: z.object({ invitation: invitationView.nullable() }),
  },
  'POST /boxes/{box}/invitation-answers': {
    permission: 'self',
    summary: 'Answers an invitation by mail to its organiser, once more where it was answered otherwise.',
    params: boxParams,
    body: z.strictObject({ place: messagePlace, answer: z.enum(invitationAnswers) }),
    answer: z.object({ answer: z.enum(invitationAnswers) }),
  },
})
