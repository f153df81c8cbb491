// The Dovecot of an installation, started as the supervisor starts it, on a test database. For tests that run as root.

import { execFile, spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Secret } from '#core/secret.ts'
import { databaseName } from '#db/names.ts'
import { generateDovecot } from '#stack/generate/dovecot.ts'
import type { Installation } from '#stack/installation.ts'
import { dovecotService } from '#stack/services/dovecot.ts'
import { tokenKeyFile } from '#stack/spec/token-keys.ts'
import { writeCertificate } from './certificate.ts'
import { eventually } from './eventually.ts'
import { demoInstallation } from './installation.ts'
import { claimPortRange } from './port-range.ts'
import type { TestPostgresql } from './postgresql.ts'
import { temporaryFolder } from './temporary-folder.ts'

const run = promisify(execFile)

export const authPolicyToken = 'auth-policy-test'

export interface TestDovecot extends AsyncDisposable {
  readonly installation: Installation
  /** Signs the tokens that open a mailbox. */
  readonly tokenKey: Secret
  readonly doveadmPassword: string
  /** Resolves when it takes connections again; those that were open are gone. */
  restart(): Promise<void>
}

/** Resolves when LMTP and IMAP take connections; `probePassword` is what the probe will log in with. */
export async function startDovecot(postgresql: TestPostgresql, probePassword: string): Promise<TestDovecot> {
  const folder = await temporaryFolder()
  await chmod(folder.path, 0o755)
  const ports = await claimPortRange()
  const demo = demoInstallation({ state: folder.path, portBase: ports.base })
  const installation = { ...demo, ports: { ...demo.ports, postgresql: postgresql.port } }
  const service = dovecotService(installation)
  await writeFiles(installation)
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
    'dovecot.pgpass': `127.0.0.1:*:${databaseName}:vm_dovecot:${postgresql.target.passwords.vm_dovecot.reveal()}\n`,
  })
  const [program, ...args] = service.command
  const begin = () => {
    const child = spawn('setpriv', ['--pdeathsig=TERM', '--', program, ...args], {
      detached: true,
      stdio: 'ignore',
    })
    return { child, gone: new Promise((resolve) => child.once('exit', resolve)) }
  }
  const ready = () =>
    eventually('Dovecot', async () => {
      const readiness = await service.probe()
      return readiness.kind === 'ready' || readiness.detail.includes('AUTHENTICATIONFAILED') ? true : null
    })
  let running = begin()
  const end = async () => {
    running.child.kill('SIGTERM')
    await running.gone
  }
  const stop = async () => {
    await end()
    await ports[Symbol.asyncDispose]()
    await folder[Symbol.asyncDispose]()
  }
  try {
    await ready()
  } catch (error) {
    await stop()
    throw error
  }
  const restart = async () => {
    await end()
    running = begin()
    await ready()
  }
  return { installation, doveadmPassword, tokenKey, restart, [Symbol.asyncDispose]: stop }
}

async function writeFiles(installation: Installation): Promise<void> {
  const { paths } = installation
  for (const file of generateDovecot(installation)) {
    const path = join(paths.etc, file.path)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, file.content)
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
