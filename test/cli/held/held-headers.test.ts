import { expect, test } from 'vitest'
import { heldHeaders } from '#cli/held/held-headers.ts'
import { type CarriedFindings, findingsField, readFindingsField } from '#core/message/findings-field.ts'
import { Secret } from '#core/secret.ts'

const key = new Secret('key')
const findings: CarriedFindings = {
  queueId: '01K',
  authorDomain: 'fournisseur.test',
  authenticated: true,
  attachments: [{ mark: 'executable', name: 'facture.exe' }],
  suspicions: [{ mark: 'first-contact', resembles: '' }],
}
const read = (fields: readonly string[], queueId = '01K') =>
  heldHeaders(Buffer.from(`${fields.join('\r\n')}\r\n\r\nSubject: not this\r\n`), (value) =>
    readFindingsField(value, queueId, key),
  )

test('encoded words over two lines → readable text', () => {
  const { from, subject } = read([
    'From: =?utf-8?q?Ren=C3=A9?= <rene@fournisseur.test>',
    'Subject: =?utf-8?b?RMOpbGliw6lyYXRpb24=?=',
    ' du conseil',
  ])
  expect(from).toBe('René <rene@fournisseur.test>')
  expect(subject).toBe('Délibération du conseil')
})

test('what a terminal would obey or turn around → gone, also out of encoded words', () => {
  const { subject, to } = read(['Subject: =?utf-8?b?G1sybeKArmV4ZQ==?= \u001b]0;x\u0007y', 'To: a\u202eb'])
  expect(subject).not.toMatch(/\p{C}/u)
  expect(to).toBe('a b')
})

test('no such field → empty; a very long one → cut', () => {
  const { date, subject } = read([`Subject: ${'a'.repeat(5000)}`])
  expect(date).toBe('')
  expect(subject.length).toBeLessThan(300)
})

test('findings signed for this message → named; for another → none', () => {
  const field = findingsField(findings, key).trimEnd()
  expect(read([field]).marks).toEqual(['executable (facture.exe)', 'first-contact'])
  expect(read([field], '01J').marks).toEqual([])
})
