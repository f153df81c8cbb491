// Which held message, and for whom, as a command line says it.

import type { EmailAddress } from '#core/address/email-address.ts'
import type { HeldChoice } from '#core/held/held-mail.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import { Fault } from '../terminal.ts'

/** The command line speaks for the département: no tenant is named. */
export function readHeldArguments(
  positionals: readonly string[],
  recipients: readonly EmailAddress[] | null,
): HeldChoice {
  const [id, ...others] = positionals
  if (id === undefined || others.length > 0)
    throw new Fault('name one message by its id, which "held list" shows')
  if (!/^[0-9A-HJKMNP-TV-Z]{26}$/i.test(id))
    throw new Fault(`${id}: not the id of a message; "held list" shows those that are held`)
  return { queueId: id.toUpperCase() as QueueId, commune: null, recipients }
}

export const notHeld = ({ queueId }: HeldChoice): Fault =>
  new Fault(
    `${queueId}: not held, or no longer; "held list" shows what is, "trace find --id ${queueId}" what became of it`,
  )
