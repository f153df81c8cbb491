// A message of the queue and a destination, as a command line says them.

import { parseDomain } from '#core/address/email-address.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import { type Destination, localDestination } from '#core/queue/queued-mail.ts'
import { Fault } from '../terminal.ts'

export function queueIdNamed(positionals: readonly string[]): QueueId {
  const [id, ...others] = positionals
  if (id === undefined || others.length > 0)
    throw new Fault('name one message by its id, which "queue list" shows')
  if (!/^[0-9A-HJKMNP-TV-Z]{26}$/i.test(id))
    throw new Fault(`${id}: not the id of a message; "queue list" shows those that wait or are held`)
  return id.toUpperCase() as QueueId
}

export function destinationNamed(text: string): Destination {
  if (text.toLowerCase() === localDestination) return localDestination
  const domain = parseDomain(text)
  if (!domain.ok)
    throw new Fault(
      `${text}: ${domain.error}; a destination is a domain, or "${localDestination}" for our own mailboxes`,
    )
  return domain.value as string as Destination
}

export const notQueued = (queueId: QueueId): Fault =>
  new Fault(`${queueId}: not in the queue, or no longer; "queue list" shows what is`)
