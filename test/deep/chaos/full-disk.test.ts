// A volume that fills up while mail comes in: senders hear 4xx, what was answered 250 is in the inbox, and with room
// again everything goes on by itself.

import { randomBytes, randomUUID } from 'node:crypto'
import { rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { everyoneCanReach } from '#stack/machine/reach.ts'
import { countMessages, send, withImap } from '#test/support/dovecot/mail-client.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { smallVolume } from '#test/support/stack/small-volume.ts'
import { accountOf, startStack } from '#test/support/stack/stack.ts'
import { untilHealthy } from '#test/support/stack/until-healthy.ts'

const megabyte = 1_048_576
/** Below this the gateway takes nothing; PostgreSQL and Dovecot need what is under it to end in order. */
const floorMegabytes = 32
/** For messages of six and what the daemons write besides. */
const roomMegabytes = 80

test('a full volume → 4xx, none lost, goes on when there is room', { timeout: 300_000 }, async () => {
  // A clone that the daemons' users cannot enter is copied into the state, node_modules and all.
  const copied = (await everyoneCanReach(join(import.meta.dirname, '../../..'))) ? 0 : 480
  await using volume = await smallVolume(500 + copied)
  if (volume === null) {
    process.stdout.write('No volume can be mounted here: a full disk was not tried.\n')
    return
  }
  await using stack = await startStack({ limits: { freeDiskFloorMegabytes: floorMegabytes } }, volume.path)
  const overview = await stack.overview()
  const { endpoints } = overview
  const account = accountOf(overview)
  const accepted = new Set<string>()
  const sendLarge = async (): Promise<string> => {
    const messageId = `<${randomUUID()}@nowhere.test>`
    const attachments = [{ filename: 'plan.bin', content: randomBytes(6 * megabyte) }]
    const message = {
      from: 'x@nowhere.test',
      to: account.address,
      messageId,
      subject: 'Plan',
      text: 'x',
      attachments,
    }
    const answer = await send(endpoints.smtp, message)
    if (answer.code === 250) accepted.add(messageId)
    return answer.text
  }
  // Mail alone would take minutes to fill it.
  const { bavail, bsize } = await statfs(volume.path)
  const most = join(volume.path, 'most')
  await writeFile(
    most,
    Buffer.alloc(Math.max(0, bavail * bsize - (floorMegabytes + roomMegabytes) * megabyte)),
  )
  const refusal = await eventually(
    'a refusal',
    async () => {
      const text = await sendLarge()
      return text.startsWith('250') ? null : text
    },
    90,
  )
  expect(refusal).toMatch(/^4\d\d /)

  // Not a byte is left: nothing that runs may break for good.
  const ballast = join(volume.path, 'ballast')
  await writeFile(ballast, Buffer.alloc(500 * megabyte)).catch(() => undefined)
  expect(await sendLarge()).toMatch(/^(4\d\d |.*ECONN|.*closed)/)

  for (const file of [ballast, most]) await rm(file)
  // Dovecot waits a while before it asks a database again that was away: so do we.
  const counts = await eventually(
    'a login',
    () => countMessages(endpoints.imap, account).catch(() => null),
    60,
  )
  expect([...accepted].filter((messageId) => counts.get(messageId) !== 1)).toEqual([])
  expect(accepted.size).toBeGreaterThan(2)

  await untilHealthy(stack)
  await withImap(endpoints.imap, account, async (imap) => {
    const lock = await imap.getMailboxLock('INBOX')
    await imap.messageDelete('1:*')
    lock.release()
  })
  const small = { from: 'x@nowhere.test', to: account.address, subject: 'Bonjour', text: 'x' }
  await eventually('250', async () => ((await send(endpoints.smtp, small)).code === 250 ? true : null), 30)
})
