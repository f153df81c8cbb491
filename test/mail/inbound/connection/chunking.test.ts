// RFC 3030 is not offered. Whoever sends BDAT all the same sends its content right behind it: none of it is ever a command.

import { expect, test } from 'vitest'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'

const content = 'NOOP\r\nMAIL FROM:<evil@away.test>\r\nRCPT TO:<a@ours.test>\r\nDATA\r\n'

test.each([
  `BDAT ${content.length} LAST\r\n${content}`,
  `BDAT ${content.length}\r\n${content}BDAT 0 LAST\r\n`,
  `bdat 5 last\r\n${content}`,
  `BDAT\r\n${content}`,
  `BDAT\t5\r\n${content}`,
  ` BDAT 5\r\n${content}`,
  `BDAT 99999999999999999999 LAST\r\n${content}`,
])('%j → one 502 5.5.1 and closed, nothing behind it is run', async (octets) => {
  await using run = await gatewayUnderTest()
  await using dialogue = await run.greeted()
  await dialogue.run('C: MAIL FROM:<s@away.test>\nS: 250\nC: RCPT TO:<a@ours.test>\nS: 250')
  dialogue.send(octets)
  expect(await dialogue.reply()).toMatch(/^502 5\.5\.1/)
  expect(await dialogue.reply()).toBe('closed')
  expect(run.lmtp.delivered).toEqual([])
})

test('BDAT in the data of a message → text like any other', async () => {
  await using run = await gatewayUnderTest()
  expect(await run.deliver('From: s@away.test\r\n\r\nBDAT 5 LAST')).toMatch(/^250/)
})
