// Invitations that came with messages: seen by whoever reads the box, answered by whoever writes as it.

import type { z } from 'zod'
import { notFound } from '#http/problem.ts'
import { type eventTime, invitationRoutes, type invitationView } from '../../contract/invitation.ts'
import { type Asking, implement } from '../http/handler.ts'
import { mayIn, type OpenedBox, openBox } from '../http/open-box.ts'
import type { Message } from '../imap/conversation.ts'
import { answerAmong } from '../invitation/answer-keyword.ts'
import type { EventTime } from '../invitation/event-time.ts'
import { type FoundInvitation, findInvitation } from '../invitation/find-invitation.ts'
import { invitationUpdates, soleAddress } from '../invitation/invitation-updates.ts'
import { partiesOf, sendAnswer } from '../invitation/send-answer.ts'
import { messageNow } from './messages.ts'

export const invitationHandlers = implement(invitationRoutes, {
  'GET /boxes/{box}/invitation': async ({ params, query }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    const message = await messageNow(opened.value, query, context.ports)
    if (!message.ok) return message.error
    const found = await findInvitation(opened.value, message.value, context.ports)
    if (!found.ok) return found.error
    if (found.value === null) return { invitation: null }
    return { invitation: await viewOf(opened.value, { message: message.value, found: found.value }, context) }
  },

  'POST /boxes/{box}/invitation-answers': async ({ params, body: { place, answer } }, context) => {
    const opened = await openBox(params.box, 'send', context)
    if (!opened.ok) return opened.error
    // Before the message is read: of two that answer at once, the second sees what the first one answered.
    using _one = await context.ports.writing.ofOneDraft.take(`${opened.value.box.id} invitations`)
    const message = await messageNow(opened.value, place, context.ports)
    if (!message.ok) return message.error
    const found = await findInvitation(opened.value, message.value, context.ports)
    if (!found.ok) return found.error
    if (found.value === null) return notFound('invitation')
    const { invitation } = found.value
    const sent = await sendAnswer(opened.value, { message: message.value, invitation, answer }, context)
    return sent.ok ? { answer } : sent.error
  },
})

interface Shown {
  readonly message: Message
  readonly found: FoundInvitation
}

const mostShown = 50

async function viewOf(
  opened: OpenedBox,
  { message, found: { part, invitation } }: Shown,
  { ports, person }: Asking,
): Promise<z.input<typeof invitationView>> {
  const { box } = opened
  const sender = await ports.writing.senders.findFor(box.address, person.id)
  const parties = partiesOf(invitation, sender?.addresses ?? new Set([box.address]))
  const { folder, uid, received } = message
  const from = soleAddress(message.from)
  const came = { folder, uid, received, from }
  const later =
    invitation.method === 'request' ? await invitationUpdates(opened, { invitation, came }, ports) : null
  const state = later?.ok === true ? later.value : 'current'
  const { method, summary, place: where, start, end, repeats, organiser } = invitation
  // Whoever answers says it in a message of their own: a calendar may name anybody.
  const attendees =
    method === 'reply'
      ? invitation.attendees.filter(({ address }) => address.toLowerCase() === from)
      : invitation.attendees
  return {
    ...{ part, method, state, summary, where, organiser },
    isUpdate: method === 'request' && invitation.sequence > 0,
    start: timeOf(start),
    end: timeOf(end),
    repeats: repeats === null ? null : { ...repeats, until: timeOf(repeats.until) },
    attendees: attendees
      .slice(0, mostShown)
      .map((each) => ({ ...each, me: each.address === parties?.attendee.address })),
    attendeeCount: attendees.length,
    invited: parties?.attendee.address ?? null,
    answer: answerAmong(message.keywords),
    mayAnswer: method === 'request' && state === 'current' && parties !== null && mayIn(box, 'send'),
  }
}

const timeOf = (time: EventTime | null): z.input<typeof eventTime> | null =>
  time?.kind === 'instant' ? { kind: 'instant', at: time.at.toISOString() } : time
