import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { everyoneCanReach, stateFolder } from '#stack/machine/reach.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

async function checkout(mode: number) {
  const folder = await temporaryFolder()
  await chmod(folder.path, mode)
  const program = join(folder.path, 'vaguemestre')
  await mkdir(program)
  return { folder, program }
}

test('a clone that everybody can enter → the state lives beside the program', async () => {
  const { folder, program } = await checkout(0o755)
  expect(await stateFolder(undefined, program)).toBe(join(program, 'var'))
  await folder[Symbol.asyncDispose]()
})

test('a clone in a closed folder, as /root is → the state lives in the place of the system', async () => {
  const { folder, program } = await checkout(0o700)
  expect(await everyoneCanReach(program)).toBe(false)
  expect(await stateFolder(undefined, program)).toBe('/var/lib/vaguemestre')
  await folder[Symbol.asyncDispose]()
})

test('a folder that the operator names → that one', async () => {
  const { folder, program } = await checkout(0o700)
  expect(await stateFolder('/srv/mail', program)).toBe('/srv/mail')
  await folder[Symbol.asyncDispose]()
})
