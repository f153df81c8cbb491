import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { generateClamd } from '#stack/generate/clamd.ts'
import { generateFreshclam } from '#stack/generate/freshclam.ts'
import { generatedMark } from '#stack/generate/generated-file.ts'
import { generateKnot } from '#stack/generate/knot.ts'
import { generatePostgresql } from '#stack/generate/postgresql.ts'
import { generateRedis } from '#stack/generate/redis.ts'
import { generateRspamd } from '#stack/generate/rspamd.ts'
import { generateUnbound } from '#stack/generate/unbound.ts'
import { demoInstallation } from '#test/support/installation.ts'

const generators = {
  postgresql: { generate: generatePostgresql, owner: 'postgres' },
  redis: { generate: generateRedis, owner: 'redis' },
  unbound: { generate: generateUnbound, owner: 'unbound' },
  knot: { generate: generateKnot, owner: 'knot' },
  clamd: { generate: generateClamd, owner: 'clamav' },
  freshclam: { generate: generateFreshclam, owner: 'clamav' },
  rspamd: { generate: generateRspamd, owner: '_rspamd' },
}
const each = Object.entries(generators).map(([daemon, generator]) => ({ daemon, ...generator }))

test.each(each)('demo installation → the golden files of $daemon', async ({ generate }) => {
  for (const { path, content } of generate(demoInstallation())) {
    await expect(content).toMatchFileSnapshot(`../../golden/${path}`)
  }
})

test.each(each)(
  'every file of $daemon → in its folder, marked, for its one reader',
  ({ daemon, generate, owner }) => {
    const files = generate(demoInstallation())
    expect(new Set(files.map(({ path }) => path)).size).toBe(files.length)
    for (const file of files) {
      expect(file.path.startsWith(`${daemon}/`)).toBe(true)
      expect(file.owner).toBe(owner)
      expect(file.content.split('\n')[0]).toContain(generatedMark)
    }
  },
)

test('reputation lists wanted and the Internet there → only then are they asked', () => {
  const files = (networkLists: boolean, internet: boolean) => {
    const { spec } = demoInstallation()
    const installation = demoInstallation({
      spec: { filtering: { ...spec.filtering, networkLists } },
      facts: { internet },
    })
    return generateRspamd(installation)
      .filter(({ path }) => path.startsWith('rspamd/local.d/'))
      .map(({ path }) => basename(path))
  }
  expect(files(true, true)).not.toContain('rbl.conf')
  expect(files(true, false)).toContain('rbl.conf')
  expect(files(false, true)).toContain('rbl.conf')
})

test('private mirror of signatures → freshclam asks it alone', () => {
  const [file] = generateFreshclam(
    demoInstallation({ spec: { clamav: { mirror: 'http://mirror.cotedor.fr/clamav' } } }),
  )
  expect(file?.content).toContain('PrivateMirror http://mirror.cotedor.fr/clamav\n')
  expect(file?.content).not.toContain('DatabaseMirror')
})

test('largest message of the spec → clamd takes it with the fields we add', () => {
  const { spec } = demoInstallation()
  const [file] = generateClamd(
    demoInstallation({ spec: { smtp: { ...spec.smtp, maxMessageMegabytes: 120 } } }),
  )
  expect(file?.content).toContain('StreamMaxLength 122M\n')
  expect(file?.content).toContain('MaxFileSize 122M\n')
})

test('validation of signatures → by the root key of Debian; off → no validator', () => {
  const { spec } = demoInstallation()
  const content = (dnssec: 'validate' | 'off') =>
    generateUnbound(demoInstallation({ spec: { resolver: { ...spec.resolver, dnssec } } }))[0]?.content ?? ''
  expect(content('validate')).toContain('trust-anchor-file: "/usr/share/dns/root.key"')
  expect(content('off')).toContain('module-config: "iterator"')
  expect(content('off')).not.toContain('trust-anchor-file')
})

test('zone name that is no file name → refused', () => {
  const zones = [{ name: '../../etc/passwd', text: '' }]
  expect(() => generateKnot({ ...demoInstallation(), zones })).toThrow('cannot express')
})
