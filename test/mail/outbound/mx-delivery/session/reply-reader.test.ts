import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shownReply } from '#mail/outbound/mx-delivery/remote-reply.ts'
import { extensionsIn } from '#mail/outbound/mx-delivery/session/extensions.ts'
import { replyReader } from '#mail/outbound/mx-delivery/session/reply-reader.ts'

const read = (text: string) => replyReader()(Buffer.from(text))

test.each([
  ['250 OK\r\n', [{ code: 250, enhanced: null, lines: ['OK'] }]],
  ['250\r\n', [{ code: 250, enhanced: null, lines: [''] }]],
  ['550 5.1.1 no\r\n', [{ code: 550, enhanced: '5.1.1', lines: ['no'] }]],
  ['550 5.1.1\r\n', [{ code: 550, enhanced: '5.1.1', lines: [''] }]],
  ['550-5.7.1 one\n550 5.7.1 two\n', [{ code: 550, enhanced: '5.7.1', lines: ['one', 'two'] }]],
  // An address is no enhanced code.
  ['220 5.1.1.1 ready\r\n', [{ code: 220, enhanced: null, lines: ['5.1.1.1 ready'] }]],
  ['250 é\r\n', [{ code: 250, enhanced: null, lines: ['é'] }]],
  ['250-half\r\n', []],
])('%j → %j', (text, replies) => {
  expect(read(text)).toEqual(replies)
})

test.each([
  ['HTTP/1.1 200 OK\r\n'],
  ['\r\n'],
  ['150 what\r\n'],
  ['250'.padEnd(40_000, 'x')],
  ['250-long enough to fill a reply that never ends\r\n'.repeat(1000)],
])('%.20j → garbage', (text) => {
  expect(read(text)).toBe('garbage')
})

test('a reply in any pieces → the same reply', () => {
  const whole = Buffer.from('250-5.0.0 première\r\n250 5.0.0 dernière\r\n354 é\r\n')
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: whole.length }), { maxLength: 6 }), (cuts) => {
      const reader = replyReader()
      const edges = [0, ...cuts.sort((one, other) => one - other), whole.length]
      const replies = edges.flatMap((edge, index): readonly unknown[] => {
        const some = reader(whole.subarray(edges[index - 1] ?? 0, edge))
        return some === 'garbage' ? [some] : some
      })
      expect(replies).toEqual(read(whole.toString()))
    }),
  )
})

test('any octets → no exception, and never more kept than a bounded part', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 }), (pieces) => {
      const reader = replyReader()
      for (const piece of pieces) reader(Buffer.from(piece))
    }),
  )
})

test('a reply of several lines, with what no terminal should see → one line', () => {
  const reply = { code: 550, enhanced: '5.7.1', lines: ['one\u001b[31m', 'two\u202e', 'x'.repeat(600)] }
  expect(shownReply(reply)).toMatch(/^550 5\.7\.1 one \[31m two x+…$/)
})

test.each([
  [
    ['mx', 'SIZE 1000', 'starttls', '8BITMIME', 'SMTPUTF8', 'PIPELINING'],
    { startTls: true, pipelining: true, eightBitMime: true, smtputf8: true, size: true, mostOctets: 1000 },
  ],
  [['mx'], { startTls: false, pipelining: false, size: false, mostOctets: null }],
  // The greeting is none of them.
  [['STARTTLS'], { startTls: false }],
  [['mx', 'SIZE -5'], { size: true, mostOctets: null }],
  [['mx', 'SIZE 99999999999999999999'], { mostOctets: null }],
])('%j → %j', (lines, extensions) => {
  expect(extensionsIn(lines)).toMatchObject(extensions)
})
