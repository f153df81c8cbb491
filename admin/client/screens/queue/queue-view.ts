// Outgoing mail as the API tells it, and what every part of this screen shares.

import type { AdminAnswer } from '../../../contract/all.ts'

export type QueueRow = AdminAnswer<'GET /queue'>['rows'][number]
export type QueuedMessageView = AdminAnswer<'GET /queue/{queueId}'>
export type DeliveryView = QueuedMessageView['deliveries'][number]
export type DestinationView = AdminAnswer<'GET /destinations'>['rows'][number]

/** A message goes to several destinations, and each is a row. */
export const rowKey = ({ queueId, destination }: Pick<QueueRow, 'queueId' | 'destination'>): string =>
  `${queueId} ${destination}`

/** What is read anew after a decision. */
export const staleQueue = ['/queue', '/destinations', '/audit', '/to-do'] as const

/** All of a message, or what of it goes to one destination. */
export interface Which {
  readonly queueId: string
  readonly destination: string | null
}
