import { expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import type { CommuneId } from '#core/directory.ts'
import { newQueueId } from '#core/queue-id.ts'
import { type Destination, localDestination } from '#core/queued-mail.ts'
import { address } from '#test/support/commune.ts'
import { attemptBy } from '#worker/queue/attempt.ts'
import type { MessageToDeliver } from '#worker/queue/queue-runner.ts'

const away = 'away.test' as Destination
const commune = 'saulieu' as CommuneId

/** Where a message for paul@away.test goes. */
async function wayOf(destination: Destination, { attempts = 0, ours = false }): Promise<readonly string[]> {
  const ways: string[] = []
  const attempt = attemptBy({
    deliverLocally: async ({ recipients }) => {
      ways.push('local')
      const reply = { code: 250, enhanced: '2.0.0', text: 'Saved' } as const
      return new Map(recipients.map((each) => [each, { reply, targets: [] }]))
    },
    deliverByMx: async () => {
      ways.push('mx')
      return { host: null, address: null, tls: '', milliseconds: 0, recipients: [] }
    },
    owners: { ownerOf: async () => (ours ? commune : null) },
    trace: { add: () => {} },
    clock: systemClock,
  })
  const message: MessageToDeliver = {
    ...{ queueId: newQueueId(0), commune, mailbox: null, origin: 'submission', smtputf8: false, attempts },
    ...{ reversePath: address('claire@here.test'), recipients: [address('paul@away.test')] },
    content: Buffer.from('Subject: x\r\n\r\n'),
  }
  await attempt(message, destination)
  return ways
}

test.each([
  [localDestination, {}, 'local'],
  [away, {}, 'mx'],
  [away, { attempts: 3 }, 'mx'],
  // Welcomed while its mail waited.
  [away, { attempts: 3, ours: true }, 'local'],
])('mail for %s %o → by %s', async (destination, about, way) => {
  expect(await wayOf(destination, about)).toEqual([way])
})
