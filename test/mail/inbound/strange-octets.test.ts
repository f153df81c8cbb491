// Octets at random, and messages with a few octets changed, through everything of ours that reads a message before or
// beside rspamd. It never throws, keeps what it does not understand, and takes nothing for ours that is not.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type CarriedFindings,
  findingsField,
  findingsFieldName,
  readFindingsField,
} from '#core/message/findings-field.ts'
import { fieldValue, headerFields } from '#core/message/header-fields.ts'
import { bodyInMemory, contentBytes } from '#core/message/message-content.ts'
import { Secret } from '#core/secret.ts'
import { extractAuthor } from '#mail/inbound/authentication/extract-author.ts'
import { withoutForgedFields } from '#mail/session/forged-fields.ts'
import { headerLength } from '#mail/session/header-length.ts'

const leaf = fc.record({
  type: fc.constantFrom('text/plain', 'text/html', 'application/zip', 'message/rfc822', 'x', ''),
  encoding: fc.constantFrom('7bit', 'base64', 'quoted-printable', 'x-y', ''),
  text: fc.string({ unit: 'binary', maxLength: 80 }),
})

/** A tree of parts, written down; boundaries repeat, so some trees are no trees. */
const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf.map(
      ({ type, encoding, text }) =>
        `Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${text}\r\n`,
    ),
    fc
      .tuple(fc.constantFrom('a', 'b', 'ab', ''), fc.array(tie('tree'), { maxLength: 4 }))
      .map(
        ([boundary, parts]) =>
          `Content-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n${parts
            .map((part) => `--${boundary}\r\n${part}`)
            .join('')}--${boundary}--\r\n`,
      ),
  ),
}))

const message = tree.map((body) => Buffer.from(`From: Claire <s@away.test>\r\nSubject: x\r\n${body}`))

/** The message with some octets changed, as a broken line would. */
const changed = fc
  .tuple(message, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }))
  .map(([octets, changes]) => {
    const copy = Buffer.from(octets)
    for (const [at, octet] of changes) copy[at % copy.length] = octet
    return copy
  })
const anything = fc.oneof(
  changed,
  fc.uint8Array({ maxLength: 300 }).map((octets) => Buffer.from(octets)),
)

function split(octets: Buffer) {
  const length = headerLength(octets) ?? octets.length
  return { head: octets.subarray(0, length), body: bodyInMemory(octets.subarray(length)) }
}

test('any message → head and body are all of it, fields in order and apart', async () => {
  await fc.assert(
    fc.asyncProperty(anything, async (octets) => {
      const content = split(octets)
      const pieces: Buffer[] = [content.head]
      for await (const chunk of content.body.chunks()) pieces.push(chunk)
      expect(Buffer.concat(pieces).equals(octets)).toBe(true)
      expect(contentBytes(content)).toBe(octets.length)
      let last = 0
      for (const field of headerFields(content.head)) {
        expect(field.start).toBe(last)
        expect(field.end).toBeGreaterThan(field.start)
        fieldValue(content.head, field)
        last = field.end
      }
    }),
    { numRuns: 500 },
  )
})

test('any message → an author or a reply that refuses it', () => {
  fc.assert(
    fc.property(anything, (octets) => {
      const author = extractAuthor(split(octets).head)
      if (!author.ok) expect(author.error.reply.code).toBe(554)
    }),
    { numRuns: 500 },
  )
})

test('any message without a field of ours → no octet is taken for ours', () => {
  fc.assert(
    fc.property(anything, (octets) => {
      const { head } = split(octets)
      fc.pre(!/x-vaguemestre-|authentication-results/i.test(head.toString('latin1')))
      expect(withoutForgedFields(head, 'mx.ours.test').equals(head)).toBe(true)
    }),
    { numRuns: 500 },
  )
})

const key = new Secret('findings-key')
const findings = fc.record({
  queueId: fc.string(),
  authorDomain: fc.option(fc.string()),
  authenticated: fc.boolean(),
  attachments: fc.array(
    fc.record({ mark: fc.constantFrom('macro', 'script'), name: fc.string({ unit: 'binary' }) }),
  ),
  suspicions: fc.array(fc.record({ mark: fc.constantFrom('borrowed-name'), resembles: fc.string() })),
}) satisfies fc.Arbitrary<CarriedFindings>

test('any findings, written as a field → the same when read, in lines of ASCII', () => {
  fc.assert(
    fc.property(findings, (given) => {
      const field = findingsField(given, key)
      expect(field).toMatch(/^[\x20-\x7e\t\r\n]+\r\n$/)
      expect(readFindingsField(field.slice(findingsFieldName.length + 1), given.queueId, key)).toEqual(given)
    }),
  )
})

test('a field of ours with one sign changed, or any other text → not ours', () => {
  const touched = fc
    .tuple(findings, fc.nat(), fc.constantFrom('A', 'b', '=', ';', 'é'))
    .map(([given, at, sign]) => {
      const value = findingsField(given, key)
        .slice(findingsFieldName.length + 1)
        .replace(/\s/g, '')
      const place = at % value.length
      const other = value[place] === sign ? 'Z' : sign
      return { queueId: given.queueId, value: value.slice(0, place) + other + value.slice(place + 1) }
    })
  const other = fc.record({ queueId: fc.string(), value: fc.string({ unit: 'binary' }) })
  fc.assert(
    fc.property(fc.oneof(touched, other), ({ queueId, value }) => {
      expect(readFindingsField(value, queueId, key)).toBeNull()
    }),
    { numRuns: 500 },
  )
})
