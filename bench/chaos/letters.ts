// The messages, and how they are handed to the queue: again and again under the same id until it is sure that they are there.

import { setTimeout as wait } from 'node:timers/promises'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { MailQueue, NewQueuedMessage } from '#core/queue/queued-mail.ts'
import type { Random } from '#test/fixtures/fraud-corpus/random.ts'
import { mairie } from '#test/support/database/commune.ts'
import { queued } from '#test/support/database/queued.ts'
import type { Destination } from './destinations.ts'

const longest = 100_000

/** For one to three people at one or two destinations. */
export function letter(
  n: number,
  from: { readonly commune: CommuneId; readonly mailbox: MailboxId },
  { destinations, random }: { readonly destinations: readonly Destination[]; readonly random: Random },
): NewQueuedMessage {
  const [first, second] = [destinations[n % destinations.length], random.pick(destinations)]
  const people = Array.from({ length: 1 + random.integer(3) }, (_, index) => {
    const { domain } = (index === 1 ? second : first) ?? second
    return `r${3 * n + index}@${domain}`
  })
  const [one = '', ...others] = people
  const message = queued(from.commune, [one, ...others], { mailbox: from.mailbox, reversePath: mairie })
  const octets = random.chance(0.05) ? longest : 1_000
  const head = [`From: ${mairie}`, 'Subject: Compte rendu', `Message-ID: <${message.queueId}@ours.test>`]
  const line = 'Veuillez trouver ci-dessous le compte rendu du conseil.\r\n'
  const content = Buffer.from(`${head.join('\r\n')}\r\n\r\n${line.repeat(octets / line.length)}`)
  return { ...message, content, envelopeId: message.queueId }
}

const againMilliseconds = 100

/** Resolves when it is committed, and says how often that was in doubt. */
export async function handOver(queue: MailQueue, message: NewQueuedMessage): Promise<number> {
  for (let doubts = 0; ; doubts += 1) {
    try {
      await queue.enqueue(message)
      return doubts
    } catch (error) {
      if (isThereAlready(error)) return doubts
      await wait(againMilliseconds)
    }
  }
}

const isThereAlready = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '23505'
