import { expect, test } from 'vitest'
import type { Destination } from '#core/queue/queued-mail.ts'
import type { Ask } from '#daemons/dns/answer-cache.ts'
import type { DnsRecord } from '#daemons/dns/dns-answer.ts'
import { findRoute } from '#mail/outbound/mx-delivery/route/find-route.ts'

/** `ipv4` and `ipv6`: how many addresses each host has, best first. */
async function route(...hosts: readonly { ipv4: number; ipv6?: number }[]): Promise<readonly string[]> {
  const records = new Map<string, readonly DnsRecord[]>([
    ['MX away.test', hosts.map((_, at) => ({ priority: at, exchange: `mx${at}.away.test` }))],
  ])
  const several = (most: number, written: (index: number) => string) =>
    Array.from({ length: most }, (_, index) => written(index))
  for (const [at, { ipv4, ipv6 = 0 }] of hosts.entries()) {
    records.set(
      `A mx${at}.away.test`,
      several(ipv4, (index) => `192.0.2.${at * 20 + index}`),
    )
    records.set(
      `AAAA mx${at}.away.test`,
      several(ipv6, (index) => `2001:db8::${at}:${index}`),
    )
  }
  const ask: Ask = async ({ name, type }) => ({
    ...{ kind: 'records', records: records.get(`${type} ${name}`) ?? [], at: name, secure: false },
    known: { seconds: 0, octets: 0 },
  })
  const found = await findRoute('away.test' as Destination, {
    ...{ ask, random: () => 0, kindOf: () => 'reachable', ownNames: new Set(), mostAddresses: 6 },
  })
  return found.ok ? found.value.map(({ host, address }) => `${host.name.slice(0, 3)} ${address}`) : []
}

test('a best host with many addresses → the next are asked all the same, each in its turn', async () => {
  expect(await route({ ipv4: 12 }, { ipv4: 1 }, { ipv4: 12 })).toEqual([
    ...['mx0 192.0.2.0', 'mx0 192.0.2.1', 'mx0 192.0.2.2'],
    ...['mx1 192.0.2.20', 'mx2 192.0.2.40', 'mx2 192.0.2.41'],
  ])
})

test('hosts with addresses of both families → both of each, by turns', async () => {
  expect(await route({ ipv4: 4, ipv6: 4 }, { ipv4: 4, ipv6: 4 }, { ipv4: 4, ipv6: 4 })).toEqual([
    ...['mx0 192.0.2.0', 'mx0 2001:db8::0:0'],
    ...['mx1 192.0.2.20', 'mx1 2001:db8::1:0'],
    ...['mx2 192.0.2.40', 'mx2 2001:db8::2:0'],
  ])
})

test('a host that is alone → tried at as many as may be', async () => {
  expect(await route({ ipv4: 12 })).toHaveLength(6)
})

test('more hosts than may be tried → the best, at one address each', async () => {
  const hosts = Array.from({ length: 8 }, () => ({ ipv4: 3 }))
  expect(await route(...hosts)).toEqual([0, 1, 2, 3, 4, 5].map((at) => `mx${at} 192.0.2.${at * 20}`))
})
