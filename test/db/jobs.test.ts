import { expect, test } from 'vitest'
import { newQueueId } from '#core/queue/queue-id.ts'
import { jobPayloads } from '#db/jobs.ts'

const queueId = newQueueId(0)
const deletion = (recipient: string) =>
  jobPayloads['delete-held'].safeParse({ queueId, commune: null, recipients: [recipient] })

test.each([
  'mairie@saulieu.test',
  'hélène@saulieu.test',
  'état-civil@saulieu.test',
  'a&b@saulieu.test',
  'mairie@saulieu.xn--fiqs8s',
])('a mailbox of ours, %s → taken as it is', (address) => {
  expect(deletion(address).data?.recipients).toEqual([address])
})

test.each(['root', '"a b"@saulieu.test', 'mairie@[127.0.0.1]'])(
  'no mailbox of ours, %s → refused',
  (address) => {
    expect(deletion(address).success).toBe(false)
  },
)
