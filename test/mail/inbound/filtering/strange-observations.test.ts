// Whatever rspamd may hand over of a message, its words included: every detector of ours answers, and bounded.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CommuneId } from '#core/address/directory.ts'
import { attachmentMarks } from '#core/message/attachment-mark.ts'
import { attachmentFindings } from '#mail/inbound/filtering/attachments/attachment-findings.ts'
import { suspicionsByCommune } from '#mail/inbound/filtering/suspicions/suspicions-by-commune.ts'
import { filteredMessage } from '#test/support/gateway/filtered-message.ts'
import { policyBook } from '#test/support/gateway/policy-book.ts'

const words = fc.array(
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom(
      'RIB',
      'virement',
      'FR76',
      '3000',
      'urgent',
      'facture',
      '@',
      '>',
      '\n',
      'Le ',
      'a écrit :',
      '\u202e',
      '---',
    ),
  ),
  { maxLength: 40 },
)
const text = words.map((all) => all.join(' '))
const archive = fc.record({
  type: fc.constantFrom('zip', '7zip', 'rar', ''),
  encrypted: fc.boolean(),
  unreadable: fc.boolean(),
  count: fc.nat(20_000),
  unpacked: fc.double({ noNaN: true, min: 0 }),
  files: fc.array(fc.string({ unit: 'binary' }), { maxLength: 10 }),
})
const attachment = fc.record(
  {
    name: text,
    naming: fc.array(text, { maxLength: 3 }),
    declared: fc.string(),
    detected: fc.string(),
    bytes: fc.nat(),
    marks: fc.array(fc.oneof(fc.constantFrom(...attachmentMarks), fc.string())),
    archive,
  },
  { requiredKeys: ['name', 'declared', 'detected', 'bytes', 'marks'] },
)
const observation = fc.record({
  from: fc.record({ name: text, address: text }),
  replyTo: text,
  subject: text,
  text,
  attachments: fc.array(attachment, { maxLength: 40 }),
  allAttachments: fc.boolean(),
})

test('any observation → at most 20 findings of known marks, names of at most 101 letters, no mark forgotten', () => {
  fc.assert(
    fc.property(observation, fc.option(fc.constantFrom(...attachmentMarks)), (seen, unpacked) => {
      const found = attachmentFindings(seen, unpacked)
      const marks = new Set(found.map(({ mark }) => mark))
      expect(found.length).toBeLessThanOrEqual(20)
      expect(found.every(({ name }) => name.length <= 101)).toBe(true)
      for (const mark of seen.attachments.flatMap((each) => each.marks))
        expect(marks.has(mark as never)).toBe(attachmentMarks.some((each) => each === mark))
      if (unpacked !== null) expect(marks.has(unpacked)).toBe(true)
    }),
  )
})

test('any observation, any author → suspicions for each commune', () => {
  const commune = 'c-1' as CommuneId
  const { verdict, origin } = filteredMessage()
  fc.assert(
    fc.property(observation, text, fc.boolean(), (seen, author, known) => {
      const suspicions = suspicionsByCommune({
        mail: { author, verdict, origin },
        observation: seen,
        communes: [commune],
        knownTo: new Set(known ? [commune] : []),
        book: policyBook(),
        trustedDomains: ['impots.gouv.fr'],
      })
      expect([...suspicions.keys()]).toEqual([commune])
    }),
  )
})
