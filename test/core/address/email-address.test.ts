import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mailboxKey, parseDomain, parseEmailAddress, parseReversePath } from '#core/address/email-address.ts'

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

describe('parseReversePath', () => {
  const reversePath = (text: string): string => {
    const result = parseReversePath(text)
    return result.ok ? result.value : `refused: ${result.error}`
  }

  test.each([
    ['', ''],
    ['Foo.@Docomo.TEST', 'Foo.@docomo.test'],
    ['"john doe"@b.test', '"john doe"@b.test'],
    ['"a>b\\"@c"@b.test', '"a>b\\"@c"@b.test'],
    ['u@My_Host.b.test.', 'u@my_host.b.test'],
    ['u@Bézouotte.fr', 'u@xn--bzouotte-b1a.fr'],
    ['u@[192.0.2.1]', 'u@[192.0.2.1]'],
    ['u@[IPv6:2001:db8::1]', 'u@[IPv6:2001:db8::1]'],
    [`${'b'.repeat(100)}@b.test`, `${'b'.repeat(100)}@b.test`],
  ])('%j → %j', (text, expected) => {
    expect(reversePath(text)).toBe(expected)
  })

  test.each([
    'nobody',
    '@b.test',
    'a b@c.test',
    'a@b@c.test',
    '"a@c.test',
    '"a"b"@c.test',
    'a<b@c.test',
    'a>@c.test',
    'a@c.test> SIZE=1',
    '"a\r\nRCPT TO:<x>"@c.test',
    '"a\0"@c.test',
    'a\u200b@c.test',
    'a\ufffd@c.test',
    'a@localhost',
    'a@c.test/x',
    'a@192.0.2.1',
    'a@[192.0.2.256]',
    'a@[2001:db8::1]',
    'a@[IPv6:192.0.2.1]',
    `${'b'.repeat(248)}@b.test`,
  ])('%j → refused', (text) => {
    expect(reversePath(text)).toMatch(/^refused/)
  })

  test('whatever is taken → parses to itself, fits a path and ends it nowhere else', () => {
    const piece = fc.constantFrom(...'a.é_-@"\\<> \r\n\0[](),:;1', 'b.test', '[192.0.2.1]')
    const near = fc.array(piece, { maxLength: 30 }).map((pieces) => `${pieces.join('')}@b.test`)
    fc.assert(
      fc.property(fc.oneof(near, fc.string(), fc.emailAddress()), (text) => {
        const once = reversePath(text)
        if (once.startsWith('refused')) return
        expect(reversePath(once)).toBe(once)
        expect(Buffer.byteLength(once)).toBeLessThanOrEqual(254)
        expect(once.replace(/"(?:[^"\\]|\\.)*"/g, '')).toMatch(/^[^<>\s\p{Cc}]*$/u)
        expect(once).toMatch(/^\P{Cc}*$/u)
      }),
    )
  })

  test('every address of ours → is one', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (text) => {
        const address = parsed(text)
        if (!address.startsWith('refused')) expect(reversePath(address)).toBe(address)
      }),
    )
  })
})

describe('parseDomain', () => {
  test.each([
    'localhost',
    '10.0.0.1',
    'a.1',
    'mairie.test/x',
    'mairie.test?x',
    'mairie.test#x',
    'mairie%2etest',
    'mai\trie.test',
  ])('%j → refused', (text) => {
    expect(parseDomain(text).ok).toBe(false)
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
