import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mailboxKey, parseDomain, parseEmailAddress } from '#core/email-address.ts'

const parsed = (text: string): string => {
  const result = parseEmailAddress(text)
  return result.ok ? result.value : `refused: ${result.error}`
}

describe('parseEmailAddress', () => {
  test.each([
    ['Mairie@Mairie-Saulieu.TEST', 'Mairie@mairie-saulieu.test'],
    ['maire@mairie-flavigny-sur-ozerain.test.', 'maire@mairie-flavigny-sur-ozerain.test'],
    ['accueil@Bézouotte.fr', 'accueil@xn--bzouotte-b1a.fr'],
    ['élu@mairie-nolay.test', 'élu@mairie-nolay.test'],
    ["o'brien+projets@mairie.test", "o'brien+projets@mairie.test"],
  ])('%s → %s', (text, expected) => {
    expect(parsed(text)).toBe(expected)
  })

  test.each([
    'mairie',
    '@mairie.test',
    'a@b',
    'a b@mairie.test',
    '"a b"@mairie.test',
    'a..b@mairie.test',
    '.a@mairie.test',
    'a@[192.0.2.1]',
    'a@192.0.2.1',
    'a@-mairie.test',
    `${'a'.repeat(65)}@mairie.test`,
    'a\r\nRCPT@mairie.test',
    'a\0@mairie.test',
    '<a@mairie.test>',
    '@relay.test:a@mairie.test',
  ])('%j → refused', (text) => {
    expect(parsed(text)).toMatch(/^refused/)
  })

  test('whatever is taken → parses to itself again', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (text) => {
        const once = parsed(text)
        if (!once.startsWith('refused')) expect(parsed(once)).toBe(once)
      }),
    )
  })
})

describe('parseDomain', () => {
  test('a name of one label, or of numbers only at its end → refused', () => {
    expect([parseDomain('localhost').ok, parseDomain('10.0.0.1').ok, parseDomain('a.1').ok]).toEqual([
      false,
      false,
      false,
    ])
  })
})

describe('mailboxKey', () => {
  test('capital letters and a detail → the mailbox, and the detail apart', () => {
    const address = parseEmailAddress('Mairie+Urbanisme@mairie-nolay.test')
    expect(address.ok && mailboxKey(address.value)).toEqual({
      key: 'mairie@mairie-nolay.test',
      detail: 'Urbanisme',
    })
  })
})
