import { Resolver } from 'node:dns/promises'
import { expect, test } from 'vitest'
import { generateKnot } from '#stack/generate/knot.ts'
import { generateUnbound } from '#stack/generate/unbound.ts'
import type { Installation } from '#stack/installation.ts'
import { command } from '#stack/machine/command.ts'
import { knotService } from '#stack/services/knot.ts'
import { unboundService } from '#stack/services/unbound.ts'
import type { Spec } from '#stack/spec/spec.ts'
import { layDaemons, type TestDaemons } from '#test/support/daemons/daemons.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { demoInstallation } from '#test/support/stack/installation.ts'
import { fakeDns } from '#test/support/world/fake-dns.ts'

function resolverOf({ ports }: Installation, timeout = 5000): Resolver {
  const resolver = new Resolver({ timeout, tries: 1 })
  resolver.setServers([`127.0.0.1:${ports.unbound}`])
  return resolver
}

const startUnbound = ({ installation, start }: TestDaemons) =>
  start(unboundService(installation), generateUnbound(installation))

const resolving = (resolver: Partial<Spec['resolver']>): Pick<Spec, 'resolver'> => ({
  resolver: { ...demoInstallation().spec.resolver, ...resolver },
})

test('our zones → answered by Knot through unbound; any other name → does not exist, at once', async () => {
  await using daemons = await layDaemons()
  const { installation } = daemons
  await daemons.start(knotService(installation), generateKnot(installation))
  await startUnbound(daemons)
  const resolver = resolverOf(installation)
  expect(await resolver.resolveMx('mairie-saulieu.test')).toMatchObject([
    { exchange: 'mail.cotedor.test', priority: 10 },
  ])
  const begun = performance.now()
  await expect(resolver.resolveMx('gouv.fr')).rejects.toMatchObject({ code: 'ENOTFOUND' })
  await expect(resolver.resolveMx('other.test')).rejects.toMatchObject({ code: 'ENOTFOUND' })
  expect(performance.now() - begun).toBeLessThan(4_000)
})

test('own checkers → accept what is generated', async () => {
  await using daemons = await layDaemons()
  const { installation } = daemons
  await daemons.start(knotService(installation), generateKnot(installation))
  await startUnbound(daemons)
  for (const { check } of [knotService(installation), unboundService(installation)]) {
    expect(await command(check ?? ['false'])).toMatchObject({ code: 0 })
  }
})

test('forwarder and dnssec off → any invented name is answered', async () => {
  await using dns = await fakeDns()
  dns.records.set('A mail.commune.invented', ['192.0.2.7'])
  dns.records.set('A mail.sender.test', ['192.0.2.8'])
  const spec = resolving({ forwarders: [`127.0.0.1@${dns.port}`], dnssec: 'off' })
  await using daemons = await layDaemons({ spec, facts: { internet: true } })
  await startUnbound(daemons)
  const resolver = resolverOf(daemons.installation)
  expect(await resolver.resolve4('mail.commune.invented')).toEqual(['192.0.2.7'])
  expect(await resolver.resolve4('mail.sender.test')).toEqual(['192.0.2.8'])
})

test('forwarder that has no answer to some names → what a stranger asks for silences it for others for seconds only', async () => {
  await using dns = await fakeDns()
  const silent = Array.from({ length: 20 }, (_, index) => `silent${index}.invented`)
  for (const name of silent) dns.records.set(`SILENT ${name}`, [])
  dns.records.set('A mail.commune.invented', ['192.0.2.7'])
  const spec = resolving({ forwarders: [`127.0.0.1@${dns.port}`], dnssec: 'off' })
  await using daemons = await layDaemons({ spec, facts: { internet: true } })
  await startUnbound(daemons)
  for (const name of silent)
    await expect(resolverOf(daemons.installation, 1000).resolve4(name)).rejects.toThrow()
  // unbound calls the forwarder down for two minutes unless it is told to forget soon, and remembers a failure for seconds.
  const resolver = resolverOf(daemons.installation)
  const answer = () => resolver.resolve4('mail.commune.invented').catch(() => null)
  expect(await eventually('the answer to another name', answer, 15)).toEqual(['192.0.2.7'])
}, 60_000)

test('forwarder without signatures and dnssec validate → only names under .test are believed', async () => {
  await using dns = await fakeDns()
  dns.records.set('A mail.commune.invented', ['192.0.2.7'])
  dns.records.set('A mail.sender.test', ['192.0.2.8'])
  const spec = resolving({ forwarders: [`127.0.0.1@${dns.port}`], dnssec: 'validate' })
  await using daemons = await layDaemons({ spec, facts: { internet: true } })
  await startUnbound(daemons)
  const resolver = resolverOf(daemons.installation)
  expect(await resolver.resolve4('mail.sender.test')).toEqual(['192.0.2.8'])
  await expect(resolver.resolve4('mail.commune.invented')).rejects.toMatchObject({ code: 'ESERVFAIL' })
})

test('stub zone of the spec → asked at its own server', async () => {
  await using dns = await fakeDns()
  dns.records.set('A mail.intranet.cotedor.fr', ['192.0.2.9'])
  const spec = resolving({
    stubZones: [{ zone: 'intranet.cotedor.fr', server: `127.0.0.1@${dns.port}` }],
  })
  await using daemons = await layDaemons({ spec })
  await startUnbound(daemons)
  expect(await resolverOf(daemons.installation).resolve4('mail.intranet.cotedor.fr')).toEqual(['192.0.2.9'])
})
