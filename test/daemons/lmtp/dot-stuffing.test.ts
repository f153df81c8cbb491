import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dotStuffer } from '#daemons/lmtp/dot-stuffing.ts'
import { DotUnstuffing } from '#mail/session/dot-unstuffing.ts'

const piece = fc.string({ unit: fc.constantFrom('a', '.', '\r\n', '\r\n.'), maxLength: 6 })

test('any lines, cut anywhere → no dot ends them before their end, and who reads them has them as they were', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const stuffed = pieces.map((each) => Buffer.from(each)).map(dotStuffer())
      const sent = Buffer.concat([...stuffed, Buffer.from('\r\n.\r\n')])
      const { content, rest } = new DotUnstuffing().read(sent)
      expect(rest?.length).toBe(0)
      expect(content.toString()).toBe(`${pieces.join('')}\r\n`)
    }),
  )
})
