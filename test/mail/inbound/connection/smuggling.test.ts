// Where data ends and where a laxer server might think it does (RFC 5321 §2.3.8 and §4.1.1.4), through the real listener
// and wherever the octets are cut.

import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GatewayUnderTest, gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import type { SmtpDialogue } from '#test/support/gateway/smtp-dialogue.ts'
import { eventually } from '#test/support/stack/eventually.ts'

let run: GatewayUnderTest
beforeAll(async () => {
  run = await gatewayUnderTest()
})
afterAll(() => run[Symbol.asyncDispose]())

const head = 'From: s@away.test\r\n\r\n'
const smuggled =
  'MAIL FROM:<evil@away.test>\r\nRCPT TO:<b@ours.test>\r\nDATA\r\nFrom: evil@away.test\r\n\r\nx\r\n.\r\n'

async function toData(dialogue: SmtpDialogue): Promise<void> {
  await dialogue.run('C: MAIL FROM:<s@away.test>\nS: 250\nC: RCPT TO:<a@ours.test>\nS: 250\nC: DATA\nS: 354')
}

/** Each piece in a segment of its own, as far as the kernel allows. */
async function sendPieces({ socket }: SmtpDialogue, pieces: readonly string[]): Promise<void> {
  socket.setNoDelay(true)
  for (const piece of pieces.filter((each) => each !== ''))
    await new Promise((sent) => socket.write(piece, sent))
}

const breaks = ['\n', '\r', '\r\n', '\r\r\n', '\n\r', '\r\n\n', '\n\r\n', '\0\n'] as const
const falseEnds = breaks.flatMap((before) => breaks.map((after) => `${before}.${after}`))
const trueEnd = '\r\n.\r\n'

test.each(falseEnds.filter((each) => !each.includes(trueEnd)))(
  '%j between lines, cut anywhere → 554 5.6.0 once, nothing behind it is run',
  async (end) => {
    run.lmtp.delivered.length = 0
    await using dialogue = await run.greeted()
    for (let cut = 0; cut <= end.length; cut += 1) {
      await toData(dialogue)
      await sendPieces(dialogue, [`${head}before${end.slice(0, cut)}`, `${end.slice(cut)}${smuggled}`])
      expect(await dialogue.reply()).toMatch(/^554 5\.6\.0/)
      await dialogue.run('C: NOOP\nS: 250')
    }
    expect(run.lmtp.delivered).toEqual([])
  },
)

const octets = fc
  .array(fc.constantFrom('\r', '\n', '\r\n', '\r\n', '.', '.', 'x', 'yz'), { maxLength: 30 })
  .map((each) => each.join(''))
  .filter((text) => `\r\n${text}${trueEnd}`.indexOf(trueEnd) === text.length + 2)
const cuts = fc.array(fc.nat(40), { maxLength: 4 })

/** RFC 5321 §4.5.2 in one expression. */
const unstuffed = (text: string): string => text.replace(/(^|\r\n)\./g, '$1')
const isBare = (text: string): boolean => /\r(?!\n)|(?<!\r)\n/.test(text)

test('any octets, cut anywhere → refused exactly when a CR or LF stands alone, else delivered octet by octet', async () => {
  await fc.assert(
    fc.asyncProperty(octets, cuts, async (text, places) => {
      await using dialogue = await run.greeted()
      run.lmtp.delivered.length = 0
      await toData(dialogue)
      const whole = `${head}${text}${trueEnd}`
      const sorted = [0, ...places.map((place) => head.length + place).sort((a, b) => a - b), whole.length]
      await sendPieces(
        dialogue,
        sorted.slice(1).map((place, index) => whole.slice(sorted[index], place)),
      )
      const reply = await dialogue.reply()
      await dialogue.run('C: NOOP\nS: 250')
      if (isBare(text)) expect([reply.slice(0, 9), run.lmtp.delivered]).toEqual(['554 5.6.0', []])
      else {
        expect(reply).toMatch(/^250 2\.0\.0/)
        expect(run.lmtp.delivered[0]?.message.endsWith(`${head}${unstuffed(text)}\r\n`)).toBe(true)
      }
    }),
    { numRuns: 150 },
  )
})

test.each([
  ['a false end', `${head}x\n.\n${smuggled}`, ['smuggling-attempt']],
  ['a bare LF alone, as clumsy programs send', `${head}x\ny${trueEnd}`, []],
  ['a dot at the start of a line', `${head}..${trueEnd}`, []],
])('%s → in the security log: %3$j', async (_what, content, kinds) => {
  await using alone = await gatewayUnderTest()
  for (let times = 0; times < 2; times += 1) {
    await using dialogue = await alone.greeted()
    await toData(dialogue)
    dialogue.send(content)
    await dialogue.reply()
  }
  expect(alone.noticed.map(({ kind }) => kind)).toEqual(kinds)
})

test('a false end in a large message whose sender is gone before it is on disk → nothing delivered, noticed', async () => {
  await using alone = await gatewayUnderTest()
  const dialogue = await alone.greeted()
  await toData(dialogue)
  dialogue.send(`${head}${`${'x'.repeat(70)}\r\n`.repeat(20_000)}bare\nlf\n.\n${smuggled}`)
  dialogue.socket.end()
  await eventually('the end of the data', () =>
    alone.events.some(({ event }) => event === 'smtp.refused' || event === 'mail.answered') ? true : null,
  )
  expect(alone.lmtp.delivered).toEqual([])
  expect(alone.noticed).toMatchObject([{ kind: 'smuggling-attempt', network: '127.0.0.1' }])
})
