import { expect, test } from 'vitest'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { SendingCounts, SendingFrom, SendingHabits } from '#core/sending/sending-counts.ts'
import { habitCache } from '#mail/outbound/checks/habit-cache.ts'
import { address } from '#test/support/database/commune.ts'

const from = (given: Partial<SendingFrom> = {}): SendingFrom => ({
  mailbox: 'm' as MailboxId,
  commune: 'c' as CommuneId,
  person: 'p',
  login: address('mairie@mairie-saulieu.test'),
  client: '192.0.2.1',
  network: '192.0.2.0/24',
  ...given,
})

function counting(habits: SendingHabits) {
  const asked: string[] = []
  const untold = () => Promise.reject(new Error('not asked for here'))
  const counts: SendingCounts = {
    ...{ count: untold, giveBack: untold, stop: untold, suspect: untold },
    habits: ({ client }) => {
      asked.push(client)
      return Promise.resolve(habits)
    },
  }
  return { asked, counts: habitCache(counts) }
}

test('asked twice from a network that is known → the database is asked once, and again from elsewhere', async () => {
  const { asked, counts } = counting({ usual: 40, usualFirstTime: 20, newNetwork: false })
  expect(await counts.habits(from())).toMatchObject({ usual: 40 })
  expect(await counts.habits(from())).toMatchObject({ usual: 40 })
  await counts.habits(from({ client: '198.51.100.1', network: '198.51.100.0/24' }))
  expect(asked).toEqual(['192.0.2.1', '198.51.100.1'])
})

test('asked twice from a new network → the database is asked twice: somebody may vouch for it', async () => {
  const { asked, counts } = counting({ usual: 40, usualFirstTime: 20, newNetwork: true })
  await counts.habits(from())
  await counts.habits(from())
  expect(asked).toHaveLength(2)
})
