import { mkdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeSecrets } from '#stack/machine/secrets.ts'
import { accountOf } from '#stack/machine/users.ts'
import { pathsFor } from '#stack/spec/paths.ts'
import type { SecretFile } from '#stack/spec/secret-file.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

const readBy = (owner: SecretFile['owner']): readonly (readonly SecretFile[])[] => [
  [{ name: 'database-vm_webmail', owner, content: (token) => `${token}\n` }],
]

test('a secret whose reader is another one in this version → given to that one, and the same secret', async () => {
  await using folder = await temporaryFolder()
  const paths = pathsFor(folder.path)
  await mkdir(paths.secrets, { recursive: true })
  const file = join(paths.secrets, 'database-vm_webmail')
  await makeSecrets(paths, readBy('root'))
  const made = await readFile(file, 'utf8')
  expect((await stat(file)).uid).toBe(0)
  await makeSecrets(paths, readBy('vaguemestre'))
  const { uid, mode } = await stat(file)
  expect(uid).toBe((await accountOf('vaguemestre')).uid)
  expect(mode & 0o777).toBe(0o400)
  expect(await readFile(file, 'utf8')).toBe(made)
})
