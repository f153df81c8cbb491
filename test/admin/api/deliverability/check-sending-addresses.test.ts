import { expect, test } from 'vitest'
import { checkSendingAddresses } from '#admin/api/deliverability/check-sending-addresses.ts'
import type { Ports } from '#admin/api/ports.ts'

const host = 'mail.cotedor.test'

/** Answers from a table; what is not in it does not exist. */
function dns(table: Readonly<Record<string, readonly string[] | 'silent'>>) {
  const asked: string[] = []
  const askDns: Ports['askDns'] = async (question) => {
    const name = `${question.type} ${question.name}`
    asked.push(name)
    const found = table[name]
    if (found === 'silent') return { kind: 'failure', code: 'ETIMEOUT' }
    const said = { secure: false, known: { seconds: 0, octets: 0 } }
    return found === undefined
      ? { kind: 'none', code: 'ENOTFOUND', ...said }
      : { kind: 'records', records: [...found], at: question.name, ...said }
  }
  return { asked, askDns }
}

test('lists that may not be asked → none is, and the name in the DNS is looked up all the same', async () => {
  const { asked, askDns } = dns({ [`A ${host}`]: ['5.39.1.2'], 'PTR 2.1.39.5.in-addr.arpa': [host] })
  expect(await checkSendingAddresses(askDns, { host, asksLists: false })).toEqual([
    { address: '5.39.1.2', reverse: 'correct', names: [host], lists: [] },
  ])
  expect(asked.filter((name) => !name.endsWith(host) && !name.endsWith('.arpa'))).toEqual([])
})

test('an address of IPv6 → its own reverse zone, and the one list that knows such addresses', async () => {
  const { asked, askDns } = dns({ [`AAAA ${host}`]: ['2a01:510::2'] })
  const [found] = (await checkSendingAddresses(askDns, { host, asksLists: true })) ?? []
  expect(found).toMatchObject({ reverse: 'missing', lists: [{ name: 'Spamhaus ZEN', state: 'not-listed' }] })
  expect(asked.some((name) => name.startsWith('PTR 2.0.') && name.endsWith('.1.0.a.2.ip6.arpa'))).toBe(true)
})

test('one family that does not answer → nothing is said of the other', async () => {
  const { askDns } = dns({ [`A ${host}`]: ['5.39.1.2'], [`AAAA ${host}`]: 'silent' })
  expect(await checkSendingAddresses(askDns, { host, asksLists: true })).toBeNull()
})

test('a host with twenty addresses → eight are asked about', async () => {
  const { askDns } = dns({ [`A ${host}`]: Array.from({ length: 20 }, (_, at) => `5.39.1.${at}`) })
  expect(await checkSendingAddresses(askDns, { host, asksLists: true })).toHaveLength(8)
})
