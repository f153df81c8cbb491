import { expect, test } from 'vitest'
import {
  type CarriedFindings,
  findingsField,
  findingsFieldName,
  readFindingsField,
} from '#core/message/findings-field.ts'
import { Secret } from '#core/secret.ts'

const key = new Secret('k')
const findings: CarriedFindings = {
  queueId: '01J',
  authorDomain: 'away.test',
  authenticated: true,
  attachments: [{ mark: 'macro', name: 'Délibération n° 12.docm' }],
  suspicions: [{ mark: 'borrowed-name', resembles: 'Claire Garnier' }],
}
const field = findingsField(findings, key)
const value = field.slice(findingsFieldName.length + 1)

test('a field as written → read again, folded lines within 78 octets', () => {
  expect(readFindingsField(value, '01J', key)).toEqual(findings)
  expect(field.endsWith('\r\n')).toBe(true)
  const lines = field.slice(0, -2).split('\r\n')
  expect(lines.slice(1).every((line) => line.startsWith('\t'))).toBe(true)
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(78)
})

const [, text = '', signature = ''] = value.replace(/\s/g, '').split(';')

test.each([
  ['another message', value, '01K', key],
  ['another key', value, '01J', new Secret('other')],
  ['another text', `v1;${text.slice(0, -4)};${signature}`, '01J', key],
  ['another version', `v2;${text};${signature}`, '01J', key],
  ['no signature', `v1;${text}`, '01J', key],
  ['nothing', '', '01J', key],
  ['text that is not ours', 'yes', '01J', key],
])('a field of %s → nothing', (_, given, queueId, secret) => {
  expect(readFindingsField(given, queueId, secret)).toBeNull()
})
