import { chmod, chown, mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkReach } from '#cli/boot/reach.ts'
import { Fault } from '#cli/terminal.ts'
import { closedFoldersAbove, everyoneCanReach, stateFolder } from '#stack/machine/reach.ts'
import { accountOf } from '#stack/machine/users.ts'
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

test('a state folder below a closed one → the Fault names that folder, its users and what to do', async () => {
  const { folder, program } = await checkout(0o700)
  const fault = await checkReach({ state: join(program, 'not', 'there') }).catch((error: unknown) => error)
  expect(fault).toBeInstanceOf(Fault)
  expect(String(fault)).toMatch(new RegExp(`${folder.path} cannot be entered by postgres, .*vaguemestre\n`))
  expect(String(fault)).toContain(`chmod o+x ${folder.path}\n`)
  await folder[Symbol.asyncDispose]()
})

test('a link into a closed folder → the folder that is closed is named, not the link', async () => {
  const { folder: closed, program } = await checkout(0o700)
  const { folder: open } = await checkout(0o755)
  const link = join(open.path, 'state')
  await symlink(program, link)
  expect((await closedFoldersAbove(link)).map(({ folder }) => folder)).toEqual([closed.path])
  await Promise.all([closed, open].map((each) => each[Symbol.asyncDispose]()))
})

test('a folder that a group alone may enter → open to its members, closed to everybody else', async () => {
  const { folder, program } = await checkout(0o710)
  await chown(folder.path, 0, (await accountOf('postgres')).gid)
  const [closed] = await closedFoldersAbove(program)
  expect(closed?.users).not.toContain('postgres')
  expect(closed?.users).toContain('redis')
  await folder[Symbol.asyncDispose]()
})

test('folders that everybody can enter → none is closed, whatever the mode of the last', async () => {
  const { folder, program } = await checkout(0o755)
  await chmod(program, 0o700)
  expect(await closedFoldersAbove(program)).toEqual([])
  await folder[Symbol.asyncDispose]()
})
