import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Domain, parseDomain } from '#core/address/email-address.ts'
import { hostedZoneText } from '#dns/mail-zone.ts'
import { type ZoneRecord, zoneText } from '#dns/zone-file.ts'

function domain(text: string): Domain {
  const parsed = parseDomain(text)
  if (!parsed.ok) throw new Error(parsed.error)
  return parsed.value
}

const zone = domain('mairie-saulieu.test')
const write = (...records: ZoneRecord[]) => zoneText({ zone, primary: 'ns1.cotedor.test', records })

test('domain whose mail is hosted → MX, SPF and DMARC', async () => {
  const text = hostedZoneText({
    zone,
    mailHost: 'mail.cotedor.test',
    nameServer: 'ns1.cotedor.test',
    spfTerms: [],
  })
  await expect(text).toMatchFileSnapshot('../golden/dns/mairie-saulieu.test.zone')
})

test('mail that leaves by a relay → SPF names it too', () => {
  const spfTerms = ['include:_spf.relay.test']
  const text = hostedZoneText({
    zone,
    mailHost: 'mail.cotedor.test',
    nameServer: 'ns1.cotedor.test',
    spfTerms,
  })
  expect(text).toContain('\n@ 3600 IN TXT "v=spf1 mx include:_spf.relay.test -all"\n')
})

test('any text of a TXT record → one line of strings of at most 255 octets that give it again, or refused', () => {
  const printable = fc.string({ unit: 'grapheme-ascii', maxLength: 900 })
  fc.assert(
    fc.property(fc.oneof(printable, fc.string({ unit: 'binary' })), (text) => {
      const bare = write().split('\n').length
      let written: string
      try {
        written = write({ type: 'TXT', name: '@', text })
      } catch {
        expect(text).toMatch(/[^\x20-\x7e]/)
        return
      }
      const lines = written.split('\n')
      expect(lines).toHaveLength(bare + 1)
      const line = lines.find((each) => each.includes(' IN TXT ')) ?? ''
      const strings = [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, escaped = '']) =>
        escaped.replace(/\\(.)/g, '$1'),
      )
      expect(strings.join('')).toBe(text)
      expect(strings.every((each) => each.length <= 255)).toBe(true)
    }),
  )
})

test.each(['a b', 'a\nb', '', 'a..b', '-a', '$ORIGIN', 'a;b', '"a"'])('name %j → refused', (name) => {
  expect(() => write({ type: 'A', name, address: '192.0.2.1' })).toThrow('not a name')
  expect(() => write({ type: 'MX', name: '@', preference: 10, host: name })).toThrow('not a name')
})

test('address of the wrong family → refused', () => {
  expect(() => write({ type: 'A', name: '@', address: '2001:db8::1' })).toThrow('not an address')
  expect(() => write({ type: 'AAAA', name: '@', address: '192.0.2.1\n' })).toThrow('not an address')
})
