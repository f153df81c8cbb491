import { describe, expect, test } from 'vitest'
import { readSpec, showSpecError } from '#stack/spec/read-spec.ts'

const minimal = 'department:\n  name: Côte-d’Or\n  number: "21"\nmailHost: mail.cotedor.fr\n'

function errorsOf(text: string): readonly string[] {
  const read = readSpec('spec.yaml', text)
  return read.ok ? [] : read.error.map(showSpecError)
}

describe('readSpec', () => {
  test('the two things nobody can guess → a complete spec with every default', () => {
    const read = readSpec('spec.yaml', minimal)
    expect(
      read.ok && [read.value.portBase, read.value.smtp.maxRecipients, read.value.resolver.dnssec],
    ).toEqual([24000, 1000, 'validate'])
  })

  test('a typo in a key → file, line and the key', () => {
    expect(errorsOf(`${minimal}smtp:\n  maxRecipient: 200\n`)).toEqual([
      'spec.yaml:6 smtp.maxRecipient: unknown setting; see docs/spec.md for the known ones',
    ])
  })

  test('a value of the wrong kind → its line and what was expected', () => {
    expect(errorsOf(`${minimal}smtp:\n  proxyNetworks: [10.0.0.0/8, nonsense]\n`)).toEqual([
      'spec.yaml:6 smtp.proxyNetworks.1: expected a network such as 192.0.2.0/24 or 2001:db8::/32',
    ])
  })

  test('a missing section → the document, by path', () => {
    expect(errorsOf('mailHost: mail.cotedor.fr\n')[0]).toMatch(/^spec\.yaml:1 department: /)
  })

  test('several faults → all of them, in the order of the file', () => {
    const errors = errorsOf(`${minimal}portBase: 60000\nlog:\n  level: loud\n`)
    expect(errors.map((line) => line.split(' ')[0])).toEqual(['spec.yaml:5', 'spec.yaml:7'])
  })

  test('text that is not YAML → the line where it ends to be', () => {
    expect(errorsOf('department: [unclosed\nmailHost: x\n')[0]).toMatch(/^spec\.yaml:\d+ /)
  })

  test('thresholds the wrong way round → a sentence about both', () => {
    expect(errorsOf(`${minimal}filtering:\n  junkAtScore: 20\n  refuseAtScore: 10\n`)).toEqual([
      'spec.yaml:5 filtering: junkAtScore must be below refuseAtScore',
    ])
  })

  test('a domain for passkeys that one of the interfaces does not lie in, or a top-level one → refused', () => {
    const hosts = 'webmailHost: mail.cotedor.fr, adminHost: admin.cotedor.fr, contentHost: content.cotedor.fr'
    const web = (domain: string) => errorsOf(`${minimal}web: { ${hosts}, passkeyDomain: ${domain} }\n`)
    expect(web('cotedor.fr')).toEqual([])
    for (const wrong of ['admin.cotedor.fr', 'otedor.fr', 'fr'])
      expect(web(wrong)).toEqual(['spec.yaml:5 web.passkeyDomain: webmailHost and adminHost must lie in it'])
  })

  test('a term of SPF that lets everybody pass → refused, with what is expected', () => {
    expect(errorsOf(`${minimal}delivery:\n  spfTerms: ["include:_spf.relay.fr", "+all"]\n`)).toEqual([
      'spec.yaml:6 delivery.spfTerms.1: expected a term of SPF such as include:_spf.relay.fr or ip4:192.0.2.0/24',
    ])
  })

  test('a resolver with a port, IPv4 and IPv6 → taken', () => {
    const addresses = '"127.0.0.1@5353", "2001:db8::53", "192.0.2.53@1", "192.0.2.53@65535"'
    expect(errorsOf(`${minimal}resolver:\n  forwarders: [${addresses}]\n`)).toEqual([])
  })

  test.each(['0x35', '0b11', '5e1', '53.0', '+53', ' 53', '053', '0', '65536', '', '53@53'])(
    'a resolver with the port "%s" → refused, with what is expected',
    (port) => {
      const address = `192.0.2.53@${port}`
      expect(errorsOf(`${minimal}resolver:\n  forwarders: ["${address}"]\n`)).toEqual([
        'spec.yaml:6 resolver.forwarders.0: expected an address with an optional decimal port from 1 to 65535, such as 192.0.2.53@5353',
      ])
      const stub = `  stubZones: [{ zone: cotedor.test, server: "${address}" }]`
      expect(errorsOf(`${minimal}resolver:\n${stub}\n`)).toHaveLength(1)
    },
  )
})
