// The webmail in a process of its own, as an installation runs it, for figures that hold nothing of whoever asks.

import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Secret } from '#core/secret.ts'
import { nodeSettings } from '#stack/services/node-process.ts'
import { temporaryFolder } from '#test/support/temporary-folder.ts'
import type { startWebmail } from '#webmail/api/webmail.ts'

interface WebmailProcess extends AsyncDisposable {
  readonly pid: number
}

type Given = Parameters<typeof startWebmail>

/** One after the other on the same ports, each with the Dovecot that it is told. */
export class RestartedProcess {
  #given: readonly [Given[0], Given[1]] | null = null
  #running: WebmailProcess | null = null

  get pid(): number {
    if (this.#running === null) throw new Error('the webmail does not run')
    return this.#running.pid
  }

  async start(config: Given[0], secrets: Given[1]): Promise<AsyncDisposable> {
    this.#given = [config, secrets]
    this.#running = await startProcess(config, secrets)
    return { [Symbol.asyncDispose]: async () => await this.#running?.[Symbol.asyncDispose]() }
  }

  /** `imapPort`: Dovecot's own, or what stands before it. Sessions stay. */
  async startAgain(imapPort: number): Promise<void> {
    if (this.#given === null) throw new Error('the webmail was never started')
    await this.#running?.[Symbol.asyncDispose]()
    const [config, secrets] = this.#given
    this.#running = await startProcess({ ...config, imap: { ...config.imap, port: imapPort } }, secrets)
  }
}

/** Resolves once it answers. */
async function startProcess(config: Given[0], secrets: Given[1]): Promise<WebmailProcess> {
  const folder = await temporaryFolder()
  const secretFile = async (name: string, secret: Secret): Promise<string> => {
    const path = join(folder.path, name)
    await writeFile(path, secret.reveal(), { mode: 0o600 })
    return path
  }
  const file = join(folder.path, 'webmail.json')
  await writeFile(
    file,
    JSON.stringify({
      ...config,
      database: { ...config.database, passwordFile: await secretFile('database', secrets.database) },
      identityKeyFile: await secretFile('identity', secrets.identity),
      mailboxTokenKeyFile: await secretFile('mailbox-token', secrets.mailboxToken),
      findingsKeyFile: await secretFile('findings', secrets.findings),
    }),
  )
  const child = spawn(
    'setpriv',
    [
      '--pdeathsig=TERM',
      '--',
      process.execPath,
      ...nodeSettings.flags,
      join(import.meta.dirname, '../../webmail/api/main.ts'),
      file,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...nodeSettings.environment } },
  )
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  if (child.pid === undefined) throw new Error('the webmail did not start')
  while (!(await answers(`${config.origin}/health`))) {
    if (child.exitCode !== null) throw new Error('the webmail ended')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    pid: child.pid,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM')
      await gone
      await folder[Symbol.asyncDispose]()
    },
  }
}

const answers = (address: string): Promise<boolean> =>
  fetch(address).then(
    ({ ok }) => ok,
    () => false,
  )
