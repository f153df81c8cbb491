import { expect, test } from 'vitest'
import { generateAll } from '#stack/generate/all.ts'
import { secretFiles } from '#stack/generate/secret-files.ts'
import { demoInstallation } from '#test/support/stack/installation.ts'

const token = 'Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyMDE'

test('one token → the same password for the server and for its client', () => {
  const content = (wanted: string) =>
    secretFiles
      .flat()
      .find(({ name }) => name === wanted)
      ?.content(token)
  expect(content('redis.conf')).toBe(`requirepass "${token}"\n`)
  expect(content('rspamd-redis.inc')).toBe(`"password" = "${token}";\n`)
  expect(content('redis-password')).toBe(`${token}\n`)
  expect(content('rspamd-controller.inc')).toContain(`"password" = "${token}";\n`)
})

test('names → each once; files that share a token → each for another reader', () => {
  const names = secretFiles.flat().map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const group of secretFiles) {
    expect(new Set(group.map(({ owner }) => owner)).size).toBe(group.length)
  }
})

test('generated files → name secret files, hold no secret', () => {
  const everything = generateAll(demoInstallation())
    .map(({ content }) => content)
    .join('\n')
  expect(everything).not.toMatch(/requirepass/)
  expect(everything).toContain('/var/lib/vaguemestre/secrets/redis.conf')
  expect(everything).toContain('/var/lib/vaguemestre/secrets/rspamd-redis.inc')
})
