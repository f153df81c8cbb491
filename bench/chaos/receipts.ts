// What the servers of others and the inboxes of ours have, and who was told so.

import type { Delivered } from '#test/support/daemons/fake-lmtp.ts'
import type { Arrived } from '#test/support/world/remote-smtp.ts'
import type { Receipt } from './balance.ts'

export const keyOf = (queueId: string, recipient: string): string => `${queueId} ${recipient}`

export function receiptsOf(arrived: readonly Arrived[], inbox: readonly Delivered[]): readonly Receipt[] {
  return [...arrived.flatMap(deliveries), ...inbox.flatMap(reports)]
}

function deliveries({ message, recipients, helo: client, at }: Arrived): readonly Receipt[] {
  const [, queueId = ''] = /^Message-ID: <(\w+)@/m.exec(message) ?? []
  return recipients.map((recipient) => ({ key: keyOf(queueId, recipient), as: 'delivered', client, at }))
}

/** A report (RFC 3464) names those it is about. */
function reports({ message, client, at }: Delivered): readonly Receipt[] {
  const [, queueId = ''] = /^Original-Envelope-Id: (\w+)/m.exec(message) ?? []
  return [...message.matchAll(/^Final-Recipient: rfc822; (\S+)\r\nAction: failed/gm)].map(
    ([, recipient = '']) => ({ key: keyOf(queueId, recipient), as: 'bounced', client, at }),
  )
}
