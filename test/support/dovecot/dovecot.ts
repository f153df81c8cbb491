// The Dovecot of an installation, started as the supervisor starts it, on a test database. For tests that run as root.

import { execFile, spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { closeSync, openSync } from 'node:fs'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Secret } from '#core/secret.ts'
import { databaseName } from '#db/names.ts'
import { generateDovecot } from '#stack/generate/dovecot.ts'
import type { Installation } from '#stack/installation.ts'
import { dovecotService } from '#stack/services/dovecot.ts'
import { tokenKeyFile } from '#stack/spec/token-keys.ts'
import type { TestDatabase } from '../database/postgresql.ts'
import { eventually } from '../stack/eventually.ts'
import { demoInstallation } from '../stack/installation.ts'
import { claimPortRange } from '../stack/port-range.ts'
import { temporaryFolder } from '../stack/temporary-folder.ts'
import { writeCertificate } from '../world/certificate.ts'

const run = promisify(execFile)

export const authPolicyToken = 'auth-policy-test'

/** Characters: more than what one test makes it say. */
const mostLogged = 8000

export interface TestDovecot extends AsyncDisposable {
  readonly installation: Installation
  /** Signs the tokens that open a mailbox. */
  readonly tokenKey: Secret
  readonly doveadmPassword: string
  /** Of its first process, whose children are all others. */
  pid(): number
  /** What it says. */
  doveadm(...args: readonly string[]): Promise<string>
  /** What it logged last. */
  log(): Promise<string>
  /** Resolves when it takes connections again; `meanwhile` nobody answers. */
  restart(meanwhile?: () => Promise<unknown>): Promise<void>
}

/** Resolves when LMTP and IMAP take connections; `probePassword` is what the probe will log in with. */
export async function startDovecot(postgresql: TestDatabase, probePassword: string): Promise<TestDovecot> {
  const folder = await temporaryFolder()
  await chmod(folder.path, 0o755)
  const ports = await claimPortRange()
  const demo = demoInstallation({ state: folder.path, portBase: ports.base })
  const installation = { ...demo, ports: { ...demo.ports, postgresql: postgresql.port } }
  const service = dovecotService(installation)
  await writeFiles(installation, postgresql.name)
  const tokenKey = await writeTokenKey(installation)
  for (const { path, owner, mode } of service.directories) {
    await mkdir(path, { recursive: true })
    await run('chown', [owner, path])
    await chmod(path, mode)
  }
  const doveadmPassword = 'doveadm-test'
  await writeSecrets(installation, {
    'doveadm-password': doveadmPassword,
    'probe-password': probePassword,
    'auth-policy-header': `Authorization: Bearer ${authPolicyToken}`,
    'auth-policy-nonce': 'a-nonce-of-this-test',
    'dovecot.pgpass': `127.0.0.1:*:${postgresql.name}:vm_dovecot:${postgresql.passwords.vm_dovecot.reveal()}\n`,
  })
  const logFile = join(folder.path, 'dovecot.log')
  const started = () => startProcess(service.command, logFile)
  let running = started()
  const ready = () =>
    eventually('Dovecot', async () => {
      const readiness = await service.probe()
      return readiness.kind === 'ready' || readiness.detail.includes('AUTHENTICATIONFAILED') ? true : null
    })
  const restart = async (meanwhile?: () => Promise<unknown>) => {
    await running.end()
    await meanwhile?.()
    running = started()
    await ready()
  }
  const stop = async () => {
    await running.end()
    await ports[Symbol.asyncDispose]()
    await folder[Symbol.asyncDispose]()
  }
  try {
    await ready()
  } catch (error) {
    await stop()
    throw error
  }
  const doveadm = async (...args: readonly string[]) => {
    const configuration = join(installation.paths.etc, 'dovecot/dovecot.conf')
    return (await run('doveadm', ['-c', configuration, ...args])).stdout
  }
  return {
    ...{ installation, doveadmPassword, tokenKey, doveadm, restart },
    pid: () => running.pid,
    log: async () => (await readFile(logFile, 'utf8')).slice(-mostLogged),
    [Symbol.asyncDispose]: stop,
  }
}

interface Running {
  readonly pid: number
  readonly end: () => Promise<void>
}

function startProcess([program, ...args]: readonly [string, ...string[]], logFile: string): Running {
  const log = openSync(logFile, 'a')
  const child = spawn('setpriv', ['--pdeathsig=TERM', '--', program, ...args], {
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const gone = new Promise((resolve) => child.once('exit', resolve))
  return {
    pid: child.pid ?? 0,
    end: async () => {
      child.kill('SIGTERM')
      await gone
    },
  }
}

async function writeFiles(installation: Installation, database: string): Promise<void> {
  const { paths } = installation
  for (const file of generateDovecot(installation)) {
    const path = join(paths.etc, file.path)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, file.content.replace(`dbname = ${databaseName}`, `dbname = ${database}`))
    await run('chown', [file.owner, path])
    await chmod(path, file.executable === true ? 0o500 : 0o400)
  }
  await mkdir(paths.tls, { recursive: true })
  writeCertificate(paths.tls, 'mail-host')
}

async function writeTokenKey({ paths }: Installation): Promise<Secret> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  await mkdir(dirname(tokenKeyFile(paths)), { recursive: true })
  await writeFile(tokenKeyFile(paths), publicKey.export({ type: 'spki', format: 'pem' }))
  return new Secret(String(privateKey.export({ type: 'pkcs8', format: 'pem' })))
}

async function writeSecrets(
  { paths }: Installation,
  secrets: Readonly<Record<string, string>>,
): Promise<void> {
  await mkdir(paths.secrets, { recursive: true, mode: 0o711 })
  const keys = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const files = {
    ...secrets,
    'mail-crypt-private.pem': String(keys.privateKey.export({ type: 'pkcs8', format: 'pem' })),
    'mail-crypt-public.pem': String(keys.publicKey.export({ type: 'spki', format: 'pem' })),
  }
  for (const [name, content] of Object.entries(files)) {
    const path = join(paths.secrets, name)
    await writeFile(path, content, { mode: 0o600 })
    const owner = name.startsWith('mail-crypt') ? 'vmail' : name === 'dovecot.pgpass' ? 'dovecot' : 'root'
    await run('chown', [owner, path])
  }
}
