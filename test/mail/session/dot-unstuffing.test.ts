import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DotUnstuffing } from '#mail/session/dot-unstuffing.ts'

const octets = fc
  .array(fc.constantFrom('\r', '\n', '\r\n', '\r\n', '.', '.', 'x'), { maxLength: 30 })
  .map((each) => each.join(''))
const places = fc.array(fc.nat(60), { maxLength: 60 })
const trueEnd = '\r\n.\r\n'

/** RFC 5321 §4.5.2, in expressions over the whole of the data. */
function expected(text: string): { readonly content: string; readonly rest: string | null } {
  const end = `\r\n${text}`.indexOf(trueEnd)
  const data = end < 0 ? text : text.slice(0, end)
  const content = `\r\n${data}`.replaceAll('\r\n.', '\r\n').slice(2)
  return { content, rest: end < 0 ? null : text.slice(end + 3) }
}

test('any octets, cut anywhere → without the dots of lines, and what follows the end apart', () => {
  fc.assert(
    fc.property(octets, places, (text, cuts) => {
      const whole = `${text}\r\n.\r\nNOOP`
      const reader = new DotUnstuffing()
      const sorted = [0, ...cuts.filter((cut) => cut < whole.length).sort((a, b) => a - b), whole.length]
      let content = ''
      for (const [index, cut] of sorted.slice(1).entries()) {
        const read = reader.read(Buffer.from(whole.slice(sorted[index], cut)))
        content += read.content.toString()
        if (read.rest === null) continue
        expect({ content, rest: read.rest.toString() + whole.slice(cut) }).toEqual(expected(whole))
        return
      }
      throw new Error('the end was not found')
    }),
    { numRuns: 3000 },
  )
})
