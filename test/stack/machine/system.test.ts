import { expect, test } from 'vitest'
import { systemOf, tooOld } from '#stack/machine/system.ts'

const policy = (dovecot: string, postgresql: string): string =>
  [dovecot, postgresql]
    .map(
      (versions, at) => `${['dovecot-core', 'postgresql'][at]}:\n${versions}  Version table:\n     1:9 500\n`,
    )
    .join('')
const of = (installed: string, candidate: string): string =>
  `  Installed: ${installed}\n  Candidate: ${candidate}\n`

test.each([
  ['PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nVERSION_ID="13"\nID=debian\n', true],
  ['PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n', false],
  ['PRETTY_NAME="Debian GNU/Linux forky/sid"\nID=debian\n', false],
  ['NAME=Somebody’s\nID=other\nID_LIKE=debian\nVERSION_ID=13\n', false],
])('%j → supported: %s', (text, isSupported) => {
  expect(systemOf(text).isSupported).toBe(isSupported)
})

test('a system is called by its whole name, else by its name', () => {
  expect(systemOf('ID=x\nNAME=Other\nPRETTY_NAME="Other 4 (four)"').name).toBe('Other 4 (four)')
  expect(systemOf('NAME=Other').name).toBe('Other')
  expect(systemOf('').name).toBe('an unnamed system')
})

test('packages of Debian 12 → its Dovecot is too old, and both versions are told', () => {
  const debian12 = policy(of('(none)', '1:2.3.19.1+dfsg1-2.1'), of('(none)', '15+248+deb12u1'))
  expect(tooOld(debian12)).toEqual(['its Dovecot is 2.3.19.1, and 2.4 or newer is needed'])
})

test('an old one that is installed counts, whatever would come in its place', () => {
  expect(tooOld(policy(of('1:2.3.21-1', '1:2.4.1-6'), of('(none)', '14+238')))).toEqual([
    'its Dovecot is 2.3.21, and 2.4 or newer is needed',
    'its PostgreSQL is 14, and 15 or newer is needed',
  ])
})

test('packages that are new enough → nothing', () => {
  expect(tooOld(policy(of('(none)', '1:2.10.0-1'), of('17+278', '17+278')))).toEqual([])
})

test('packages that the archive does not have → told', () => {
  expect(tooOld('')).toHaveLength(2)
  expect(tooOld(policy(of('(none)', '(none)'), of('(none)', '17')))).toEqual([
    'it has no Dovecot, and 2.4 or newer is needed',
  ])
})
