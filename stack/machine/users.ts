// System users. The daemons' packages bring theirs; two are ours: `vaguemestre` runs all our processes, `vmail` owns
// the mail. Neither has a shell, a home or a password.

import { readFile } from 'node:fs/promises'
import { type DaemonUser, daemonUsers, type SystemUser } from '../spec/system-user.ts'
import { mustSucceed } from './command.ts'

const ownUsers = ['vaguemestre', 'vmail'] as const

export interface Account {
  readonly uid: number
  readonly gid: number
}

export async function createUsers(): Promise<void> {
  for (const name of ownUsers) {
    if ((await lookUp(name)) !== null) continue
    await mustSucceed(['groupadd', '--system', '--force', name])
    await mustSucceed([
      'useradd',
      '--system',
      '--gid',
      name,
      '--home-dir',
      '/nonexistent',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      name,
    ])
  }
}

/** Those of the daemons' users that the machine has already, in one order. */
export async function knownDaemonUsers(): Promise<readonly (Account & { readonly name: DaemonUser })[]> {
  const found = await Promise.all(daemonUsers.map(async (name) => ({ name, account: await lookUp(name) })))
  return found.flatMap(({ name, account }) => (account === null ? [] : [{ name, ...account }]))
}

/** The numbers of a system user; throws when the package that brings it is not installed. */
export async function accountOf(name: SystemUser): Promise<Account> {
  const account = await lookUp(name)
  if (account === null)
    throw new Error(`the system user ${name} does not exist; the package that brings it is missing`)
  return account
}

async function lookUp(name: string): Promise<Account | null> {
  const passwd = await readFile('/etc/passwd', 'utf8')
  const fields = passwd
    .split('\n')
    .map((line) => line.split(':'))
    .find(([user]) => user === name)
  if (fields === undefined) return null
  return { uid: Number(fields[2]), gid: Number(fields[3]) }
}
