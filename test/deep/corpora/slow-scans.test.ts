// Archives of a few kilobytes that keep the real clamd busy for as long as it may, more of them than it has threads for one
// sender: others are served meanwhile, and each ends with a definite answer.

import { expect, test } from 'vitest'
import { ask } from '#daemons/tcp/ask.ts'
import { mailWithFiles } from '#test/fixtures/files/mail-with-files.ts'
import { deflatedZeros } from '#test/fixtures/files/packed-zeros.ts'
import { zip } from '#test/fixtures/files/zip.ts'
import { mail, sentence } from '#test/fixtures/torture/torture-message.ts'
import { filteredGateway, withFilteringTimeout } from '#test/support/gateway/filtered-gateway.ts'
import { sendProxied } from '#test/support/gateway/proxied-message.ts'
import { eventually } from '#test/support/stack/eventually.ts'

const timeoutSeconds = 12
const recipient = 'a@ours.test'

/** 100 ZIPs in a ZIP, each of 100 MB of zeros. */
function slowArchive(number: number): string {
  const inner = zip([
    { name: `${number}.txt`, content: '', deflated: deflatedZeros(100), claims: { unpacked: 100 << 20 } },
  ])
  const content = zip(Array.from({ length: 100 }, (_, copy) => ({ name: `${copy}.zip`, content: inner })))
  return mailWithFiles([{ name: 'plan.zip', content }], sentence.trim()).toString('latin1')
}

test('eight slow archives from one network → another sender is served, and each is refused in the end', {
  timeout: 240_000,
}, async () => {
  await using at = await filteredGateway(
    { proxyNetworks: ['127.0.0.1/32'], filteringTimeoutSeconds: timeoutSeconds },
    withFilteringTimeout(timeoutSeconds),
  )
  const { port } = at.run
  const clamd = { host: '127.0.0.1', port: at.filters.installation.ports.clamd }
  const bombs = Array.from({ length: 8 }, (_, number) => slowArchive(number))
  const send = (message: string, number: number) =>
    sendProxied(port, { client: `198.51.100.${number}`, recipient, message })
  const answered: string[] = []
  const first = bombs.map(async (message, number) => {
    const reply = await send(message, number)
    answered.push(reply)
    return reply
  })
  await eventually('clamd at three of them', async () => {
    const stats = await ask(clamd, 'zSTATS\0', (text) => text.includes('END'))
    return (stats.ok && stats.value.match(/\tINSTREAM/g)?.length === 3) || null
  })
  expect(await sendProxied(port, { recipient, message: mail([], sentence) })).toMatch(/^250 /)
  expect(answered).toEqual([])

  let replies = await Promise.all(first)
  for (let attempt = 2; attempt <= 4 && replies.some((reply) => reply.startsWith('451')); attempt++) {
    const again = replies.map((reply, number) =>
      reply.startsWith('451') ? send(bombs[number] ?? '', number) : reply,
    )
    replies = await Promise.all(again)
  }
  expect(replies.map((reply) => reply.slice(0, 9))).toEqual(bombs.map(() => '554 5.7.0'))
  expect(at.lmtp.delivered).toHaveLength(1)
})
