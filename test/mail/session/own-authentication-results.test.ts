import { expect, test } from 'vitest'
import {
  type OwnAuthenticationResults,
  ownAuthenticationResults,
} from '#mail/session/own-authentication-results.ts'

const read = (...fields: readonly string[]) =>
  ownAuthenticationResults(Buffer.from([...fields, 'From: a@away.test', '', ''].join('\r\n')), 'mx.ours.test')

test.each<[string, string, Partial<OwnAuthenticationResults>]>([
  ['DMARC passed', 'dmarc=pass (p=NONE) header.from=away.test', { provenDomain: 'away.test' }],
  [
    'DMARC passed, folded',
    'spf=pass;\r\n\tdmarc=pass\r\n\theader.from=Away.test',
    { provenDomain: 'away.test' },
  ],
  ['DMARC failed', 'dmarc=fail header.from=away.test', { provenDomain: null }],
  ['another method that begins so', 'dmarc-x=pass header.from=away.test', { provenDomain: null }],
  ['a result that begins so', 'dmarc=passed header.from=away.test', { provenDomain: null }],
  ['SPF passed', 'spf=pass (x) smtp.mailfrom=ann@Away.test', { mailFromDomain: 'away.test' }],
  ['SPF failed', 'spf=fail smtp.mailfrom=away.test', { mailFromDomain: null }],
  [
    'signatures',
    'dkim=pass header.d=A.test; dkim=fail header.d=b.test;\r\n\tdkim=pass header.d=c.test',
    { signingDomains: ['a.test', 'c.test'] },
  ],
  [
    'a signature that leaves room',
    'dkim=pass header.d=a.test; dkim=pass (undersized signature: 9 bytes unsigned) header.d=b.test',
    { signingDomains: [] },
  ],
  [
    'DMARC that passed by a signature that leaves room',
    'dkim=pass (undersized signature: 9 bytes unsigned) header.d=b.test; dmarc=pass header.from=b.test',
    { provenDomain: null },
  ],
  ['signed in', 'auth=pass', { signedIn: true }],
  ['a chain that passes', 'arc=pass (i=1)', { arc: 'pass' }],
  ['a chain that fails', 'arc=fail', { arc: 'fail' }],
  ['no chain', 'arc=none', { arc: 'none' }],
  ['nothing of a chain', 'spf=pass', { arc: 'none', signedIn: false, provenDomain: null }],
])('%s → read', (_, results, expected) => {
  expect(read(`Authentication-Results: mx.ours.test; ${results}`)).toMatchObject(expected)
})

test.each([
  ['a quoted value', 'spf=none smtp.mailfrom="x; dmarc=pass header.from=mairie.test; auth=pass; arc=pass"'],
  [
    'a quote in a quoted value',
    String.raw`spf=none smtp.mailfrom="x\"; auth=pass; dmarc=pass header.from=mairie.test"`,
  ],
  [
    'a comment',
    'spf=none (x; dmarc=pass header.from=mairie.test; auth=pass; arc=pass; spf=pass smtp.mailfrom=x.test; dkim=pass header.d=x.test)',
  ],
  ['a comment in a comment', 'spf=none (x (y); dmarc=pass header.from=mairie.test; auth=pass)'],
])('what a stranger wrote into %s → says nothing', (_, results) => {
  const found = read(`Authentication-Results: mx.ours.test; ${results}`)
  expect(found).toMatchObject({ provenDomain: null, signedIn: false, arc: 'none' })
  expect(found).toMatchObject({ mailFromDomain: null, signingDomains: [] })
})

test('the first of ours counts; another’s and none → nothing', () => {
  const ours = (text: string) => `Authentication-Results: mx.ours.test; ${text}`
  const other = 'Authentication-Results: mx.away.test; auth=pass'
  expect(read(other, ours('arc=fail'), ours('arc=pass'))).toMatchObject({ arc: 'fail', signedIn: false })
  expect(read(other)).toBeNull()
  expect(read()).toBeNull()
})
