import { expect, test } from 'vitest'
import { prefetchDns } from '#mail/inbound/authentication/dns-prefetch.ts'
import { rememberAnswers } from '#mail/inbound/authentication/resolver.ts'
import { address } from '#test/support/database/commune.ts'
import { gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { senderRecords, signed } from '#test/support/signing/signed-message.ts'
import { eventually } from '#test/support/stack/eventually.ts'

const client = { session: 's', address: '192.0.2.1', helo: 'mx.away.test', extended: true, tls: null }

function asked(reversePath: string, author: string, helo = client.helo): string[] {
  const names: string[] = []
  const path = reversePath === '' ? '' : address(reversePath)
  prefetchDns({ reversePath: path, client: { ...client, helo } }, author, {
    askAhead: (name, type) => void names.push(`${type} ${name}`),
  })
  return names
}

test.each([
  ['Mairie <a@mairie.test>', '_dmarc.mairie.test'],
  ['a@mairie.test', '_dmarc.mairie.test'],
  ['"a@elsewhere.test" <a@mairie.test> \r\n', '_dmarc.mairie.test'],
  ['Élus <a@mairie-é.test>', '_dmarc.xn--mairie--hya.test'],
])('From: %s → SPF of the reverse-path, DMARC of the author', (author, name) => {
  expect(asked('bounce@away.test', author)).toEqual(['TXT away.test', `TXT ${name}`])
})

test.each(['a@mairie.test (of the commune)', 'nobody', 'a@[192.0.2.1]', 'a@192.0.2.1', 'a@b/c.test', ''])(
  'From: %s → SPF alone, for DMARC may ask for another name',
  (author) => expect(asked('bounce@away.test', author)).toEqual(['TXT away.test']),
)

test('the null reverse-path → SPF of the name in EHLO, and of no address literal', () => {
  expect(asked('', 'a@mairie.test')).toEqual(['TXT mx.away.test', 'TXT _dmarc.mairie.test'])
  expect(asked('', 'a@mairie.test', '[192.0.2.1]')).toEqual(['TXT _dmarc.mairie.test'])
})

test('asked ahead, then asked → one question; unanswered counts only once somebody asked', async () => {
  let questions = 0
  const answers = rememberAnswers(async () => {
    questions += 1
    throw Object.assign(new Error('no answer'), { code: 'ETIMEOUT' })
  })
  answers.askAhead('Away.test', 'TXT')
  await Promise.resolve()
  expect(answers.unanswered.size).toBe(0)
  await expect(answers.resolve('away.test', 'TXT')).rejects.toThrow('no answer')
  expect(questions).toBe(1)
  expect([...answers.unanswered]).toEqual(['away.test'])
})

test('the key of a signature has no answer yet → SPF and DMARC are asked already, once each', async () => {
  await using run = await gatewayUnderTest()
  for (const [question, answer] of senderRecords('away.test')) run.dns.records.set(question, answer)
  const message = await signed('From: a@away.test\r\nSubject: x\r\n\r\nx\r\n', 'away.test')
  const key = [...run.dns.records.keys()].find((name) => name.includes('._domainkey.'))
  run.dns.records.set(`SILENT ${key?.slice('TXT '.length)}`, [])
  const reply = run.deliver(message, ['a@ours.test'], 'a@away.test')
  const both = ['TXT away.test', 'TXT _dmarc.away.test']
  await eventually('both questions', () => (both.every((name) => run.dns.asked.includes(name)) ? true : null))
  await reply
  for (const name of both) expect(run.dns.asked.filter((each) => each === name)).toHaveLength(1)
})
