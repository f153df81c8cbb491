// Where links lead, and what their text says.

import { expect, test } from 'vitest'
import { linkTarget, otherDomainNamed, shownDomain } from '#webmail/api/message/link-target.ts'

test.each([
  ['https://www.saulieu.fr/a?b#c', 'https://www.saulieu.fr/a?b#c', 'saulieu.fr'],
  [' \n http://X.test\t/', 'http://x.test/', 'x.test'],
  ['//evil.com/x', 'https://evil.com/x', 'evil.com'],
  ['https:evil.com', 'https://evil.com/', 'evil.com'],
  ['https://impots.gouv.fr@evil.com/', 'https://evil.com/', 'evil.com'],
  ['https://cadastre.gouv.fr', 'https://cadastre.gouv.fr/', 'cadastre.gouv.fr'],
  ['https://a.github.io/', 'https://a.github.io/', 'a.github.io'],
  ['https://0x7f.1/', 'https://127.0.0.1/', '127.0.0.1'],
  ['https://аpple.com/', 'https://xn--pple-43d.com/', 'xn--pple-43d.com'],
  ['mailto:mairie@saulieu.fr?subject=x', 'mailto:mairie@saulieu.fr?subject=x', 'saulieu.fr'],
  ['tel:+33380000000', 'tel:+33380000000', null],
])('%j → %s of %s', (written, href, domain) => {
  expect(linkTarget(written)).toEqual({ href, domain })
})

test.each([
  'javascript:canary()',
  'JaVaScRiPt:canary()',
  ' java\nscript:canary()',
  '\u0001javascript:canary()',
  'vbscript:x',
  'data:text/html,<script>canary()</script>',
  'blob:https://x.test/1',
  'file:///etc/passwd',
  'ftp://x.test/',
  'cid:x',
  'about:blank',
  'page.html',
  '/page',
  '#x',
  'tel:"onclick=canary()',
  'https://',
  '',
  `https://x.test/${'a'.repeat(9_000)}`,
])('%j → no link', (written) => {
  expect(linkTarget(written)).toBeNull()
})

test.each([
  ['https://impots.gouv.fr/', 'impots.gouv.fr'],
  ['www.impots.gouv.fr', 'impots.gouv.fr'],
  ['evil.com impots.gouv.fr', 'impots.gouv.fr'],
  ['«impots.gouv.fr».', 'impots.gouv.fr'],
  ['impots．gouv。fr', 'impots.gouv.fr'],
  ['im\u200Bpots.gouv\u00AD.fr', 'impots.gouv.fr'],
  ['https://impots.gouv.fr@evil.com/', 'impots.gouv.fr'],
  ['contact@orange.fr', 'orange.fr'],
  ['https://wetransfer.com/rapport.zip', 'wetransfer.com'],
])('the text %j over evil.com → names %s', (text, named) => {
  expect(otherDomainNamed(text, 'evil.com')).toBe(named)
})

test.each([
  'evil.com',
  'https://www.evil.com/impots.gouv.fr?impots.gouv.fr',
  'Cliquez ici',
  'rapport.zip',
  'notice.pdf, 12.30 et 1.2.3.4',
  'M. Dupont, etc...',
  `${'a'.repeat(100_000)}.fr`,
  '.'.repeat(100_000),
  '',
])('the text %j over evil.com → names no other', (text) => {
  expect(otherDomainNamed(text, 'evil.com')).toBeNull()
})

test.each([
  ['saulieu.fr', { shown: 'saulieu.fr', ascii: null }],
  ['xn--cole-9oa.fr', { shown: 'école.fr', ascii: null }],
  ['xn--pple-43d.com', { shown: 'аpple.com', ascii: 'xn--pple-43d.com' }],
  ['xn--80ak6aa92e.com', { shown: 'аррӏе.com', ascii: 'xn--80ak6aa92e.com' }],
])('the domain %s → shown as %j', (domain, expected) => {
  expect(shownDomain(domain)).toEqual(expected)
})
