// The links of the daily letter about held mail: whoever holds one decides about one message for one recipient, without
// signing in. Looking changes nothing, because programs that look for viruses follow links.

import { type HeldLink, verifyHeldLink } from '#core/held/held-link.ts'
import type { Database } from '#db/connection.ts'
import { findHeldMessage, type HeldFor, type HeldMessage } from '#db/stores/held/held-message.ts'
import { findPendingDecisions } from '#db/stores/held/pending-decisions.ts'
import type { Scope } from '#db/stores/query/scope.ts'
import { notFound, Problem } from '#http/problem.ts'
import { heldLinkRoutes } from '../../contract/held-link.ts'
import { implement } from '../http/handler.ts'
import type { Ports } from '../ports.ts'
import { leaveDecision } from './held-decision.ts'

/** The link itself says for whom it is. */
const scope: Scope = { kind: 'department' }

export const heldLinkHandlers = implement(heldLinkRoutes, {
  'GET /held-links/{token}': async ({ params }, { database, ports }) => {
    const read = await readLink(database.drizzle, params.token, ports)
    return read === null ? notFound('link') : view(read)
  },

  'POST /held-links/{token}': async ({ params }, context) => {
    const read = await readLink(context.transaction, params.token, context.ports)
    if (read === null) return notFound('link')
    const { link, message, state } = read
    if (state !== 'open' || message === null)
      return new Problem('changed-meanwhile', 'There is nothing left to decide here.', {
        current: view(read),
      })
    const trust = link.action === 'trust'
    const decided = await leaveDecision(
      context,
      { message, recipients: [link.recipient], pointer: '/params/token' },
      link.action === 'delete' ? { kind: 'delete' } : { kind: 'release', allowSender: trust, learn: trust },
    )
    return decided instanceof Problem ? decided : view({ ...read, state: 'deciding' })
  },
})

interface ReadLink {
  readonly link: HeldLink
  readonly state: 'open' | 'deciding' | 'settled' | 'expired'
  readonly message: HeldMessage | null
  readonly held: HeldFor | null
}

/** Null for what is no link of ours. */
async function readLink(
  drizzle: Pick<Database['drizzle'], 'select' | 'execute'>,
  token: string,
  { clock, heldLinksKey }: Pick<Ports, 'clock' | 'heldLinksKey'>,
): Promise<ReadLink | null> {
  const verified = verifyHeldLink(token, clock.now(), heldLinksKey)
  if (verified.kind === 'forged' || verified.kind === 'malformed') return null
  const { link } = verified
  if (verified.kind === 'expired') return { link, state: 'expired', message: null, held: null }
  const message = await findHeldMessage(drizzle, scope, link.queueId)
  const held = message?.recipients.find(({ address }) => address === link.recipient) ?? null
  if (held === null) return { link, state: 'settled', message: null, held: null }
  const pending = await findPendingDecisions(drizzle, [link.queueId])
  const decision = pending.about({
    queueId: link.queueId,
    commune: held.commune.id,
    recipient: link.recipient,
  })
  return { link, state: decision === null ? 'open' : 'deciding', message, held }
}

const view = ({ link, state, message, held }: ReadLink) => ({
  state,
  action: link.action,
  recipient: link.recipient,
  author: message?.author ?? null,
  reason: held?.reason ?? null,
  since: held?.since.toISOString() ?? null,
})
