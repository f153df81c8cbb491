import { expect, test } from 'vitest'
import { gatewayUnderTest } from '#test/support/gateway-under-test.ts'

test('asked to stop → idle clients hear 421, the message under way is delivered and answered first', async () => {
  await using run = await gatewayUnderTest()
  await using idle = await run.greeted()
  const asked = new Promise<void>((resolve) => {
    run.lmtp.delay = (moment) => {
      if (moment !== 'end') return 0
      resolve()
      return 500
    }
  })
  const answer = run.deliver('From: s@away.test\r\n\r\nx')
  await asked
  const stopped = run.gateway.stop(5000)
  expect(await idle.reply()).toMatch(/^421 4\.3\.2/)
  expect(await answer).toMatch(/^250/)
  await stopped
  expect(run.lmtp.delivered).toHaveLength(1)
})
