// The webmail in a process of its own, as an installation runs it, for figures that hold nothing of whoever asks.

import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Secret } from '#core/secret.ts'
import { nodeSettings } from '#stack/services/node-process.ts'
import { freePort } from '#test/support/database/postgresql.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'
import type { startWebmail } from '#webmail/api/webmail.ts'

interface WebmailProcess extends AsyncDisposable {
  readonly pid: number
}

type Given = readonly [Parameters<typeof startWebmail>[0], Parameters<typeof startWebmail>[1]]

/** The webmail of an installation, begun anew where it must know nothing yet; and others beside it. Sessions are good in all. */
export class OwnProcesses {
  #given: Given | null = null
  #running: WebmailProcess | null = null

  get pid(): number {
    if (this.#running === null) throw new Error('the webmail does not run')
    return this.#running.pid
  }

  async start(...[config, secrets]: Given): Promise<AsyncDisposable> {
    this.#given = [config, secrets]
    this.#running = await startProcess(config, secrets)
    return { [Symbol.asyncDispose]: async () => await this.#running?.[Symbol.asyncDispose]() }
  }

  async startAgain(): Promise<void> {
    const [config, secrets] = this.#asGiven()
    await this.#running?.[Symbol.asyncDispose]()
    this.#running = await startProcess(config, secrets)
  }

  /** One on ports of its own; `imapPort`: what stands before Dovecot. */
  async startBeside(imapPort: number): Promise<AsyncDisposable & { readonly origin: string }> {
    const [config, secrets] = this.#asGiven()
    const [port, contentPort] = [await freePort(), await freePort()]
    const origin = `http://localhost:${port}`
    const process = await startProcess(
      {
        ...config,
        listener: { ...config.listener, port },
        contentListener: { ...config.contentListener, port: contentPort },
        ...{ origin, contentOrigin: `http://127.0.0.1:${contentPort}` },
        imap: { ...config.imap, port: imapPort },
      },
      secrets,
    )
    return { origin, [Symbol.asyncDispose]: () => process[Symbol.asyncDispose]() }
  }

  #asGiven(): Given {
    if (this.#given === null) throw new Error('the webmail was never started')
    return this.#given
  }
}

/** Resolves once it answers. */
async function startProcess(...[config, secrets]: Given): Promise<WebmailProcess> {
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
      ...nodeSettings.flags('webmail'),
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
