import { mkdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { writeFiles } from '#stack/apply/write-files.ts'
import { generateClamd } from '#stack/generate/clamd.ts'
import { generateFreshclam } from '#stack/generate/freshclam.ts'
import { generatedMark } from '#stack/generate/generated-file.ts'
import { generateKnot } from '#stack/generate/knot.ts'
import { generatePostgresql } from '#stack/generate/postgresql.ts'
import { generateRedis } from '#stack/generate/redis.ts'
import { generateRspamd } from '#stack/generate/rspamd.ts'
import { secretFiles } from '#stack/generate/secret-files.ts'
import { generateUnbound } from '#stack/generate/unbound.ts'
import { command } from '#stack/machine/command.ts'
import { makeSecrets } from '#stack/machine/secrets.ts'
import { demoInstallation } from '#test/support/stack/installation.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

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
  const rbl = (networkLists: boolean, internet: boolean) => {
    const { spec } = demoInstallation()
    const filtering = { ...spec.filtering, networkLists }
    const files = generateRspamd(demoInstallation({ spec: { filtering }, facts: { internet } }))
    return files.find(({ path }) => path === 'rspamd/local.d/rbl.conf')?.content
  }
  const off = '"enabled" = false;\n'
  expect(rbl(true, true)?.split('\n')).not.toContain(off.trim())
  expect(rbl(true, false)).toContain(off)
  expect(rbl(false, true)).toContain(off)
})

test('reputation lists of rspamd → asked by DNS, no list fetched over HTTP', async () => {
  const { spec } = demoInstallation()
  const filtering = { ...spec.filtering, networkLists: true }
  await using folder = await temporaryFolder()
  const installation = demoInstallation({
    state: folder.path,
    spec: { filtering },
    facts: { internet: true },
  })
  await mkdir(installation.paths.secrets)
  await makeSecrets(installation.paths, secretFiles)
  await writeFiles(generateRspamd(installation), installation.paths.etc)
  const dump = await command([
    'rspamadm',
    `--var=LOCAL_CONFDIR=${installation.paths.etc}/rspamd`,
    `--var=DBDIR=${folder.path}`,
    'configdump',
    'rbl',
    'whitelist',
    'mime_types',
    'mid',
  ])
  expect(dump.stdout).toContain('rbl = "zen.spamhaus.org"')
  expect(dump.stdout).toContain('valid_dmarc = true')
  expect(dump.stdout).not.toMatch(/https?:/)
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
  expect(file?.content).toContain(`MaxFileSize ${122 * 2 ** 20 + 8192}\n`)
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
