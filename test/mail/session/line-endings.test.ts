import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineEndings } from '#mail/session/line-endings.ts'

const octets = fc.array(fc.constantFrom('\r', '\n', '.', 'x'), { maxLength: 40 }).map((each) => each.join(''))

/** The rule in one regular expression, over the data up to its end. */
function expected(text: string): boolean {
  const end = `\r\n${text}`.indexOf('\r\n.\r\n')
  const data = end < 0 ? text : text.slice(0, end + 3)
  return /\r(?!\n|$)|(?<!\r)\n/.test(data)
}

/** The same for what a reader sees that takes any CR or LF for a line break. */
function expectedFalseEnd(text: string): boolean {
  const end = `\r\n${text}`.indexOf('\r\n.\r\n')
  const data = end < 0 ? `\n${text}` : `\n${text.slice(0, end)}`
  const pending = /\r\n\.\r$|^\n\.\r$/.test(data)
  return /[\r\n]\.[\r\n]/.test(pending ? data.slice(0, -1) : data)
}

test('any octets, cut anywhere → bare exactly when a CR or LF stands alone before the end of data, false end when a dot does between breaks', () => {
  fc.assert(
    fc.property(octets, fc.nat(40), (text, cut) => {
      const reader = lineEndings()
      reader.read(Buffer.from(text.slice(0, cut)))
      reader.read(Buffer.from(text.slice(cut)))
      expect([reader.bare, reader.falseEnd]).toEqual([expected(text), expectedFalseEnd(text)])
    }),
    { numRuns: 2000 },
  )
})
