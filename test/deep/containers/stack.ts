// One run of docker/compose.yaml under a project name, image tag and ports of its own.

import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { command, type Finished, mustSucceed } from '#stack/machine/command.ts'
import type { Engine } from './engine.ts'

const containerState = z.object({
  Service: z.string(),
  Name: z.string(),
  State: z.string(),
  Health: z.string(),
  ExitCode: z.int(),
})
export type ContainerState = z.infer<typeof containerState>

export interface PublishedPorts {
  readonly smtp: number
  readonly imaps: number
}

export class ContainerStack implements AsyncDisposable {
  readonly ports: PublishedPorts
  readonly #engine: Engine
  readonly #prefix: readonly ['docker', ...string[]]
  readonly #environment: Readonly<Record<string, string>>

  constructor(
    engine: Engine,
    repository: string,
    ports: PublishedPorts & { readonly others: readonly number[] },
  ) {
    const [managesieve, submission, submissions, panel, webmail, content] = ports.others
    const name = `vaguemestre-test-${process.pid}`
    this.ports = ports
    this.#engine = engine
    this.#prefix = [
      'docker',
      'compose',
      '--project-name',
      name,
      '--file',
      join(repository, 'docker/compose.yaml'),
    ]
    this.#environment = {
      ...engine.environment,
      VAGUEMESTRE_TAG: name,
      VAGUEMESTRE_SMTP_PORT: String(ports.smtp),
      VAGUEMESTRE_IMAPS_PORT: String(ports.imaps),
      VAGUEMESTRE_MANAGESIEVE_PORT: String(managesieve),
      VAGUEMESTRE_SUBMISSION_PORT: String(submission),
      VAGUEMESTRE_SUBMISSIONS_PORT: String(submissions),
      VAGUEMESTRE_PANEL_PORT: String(panel),
      VAGUEMESTRE_WEBMAIL_PORT: String(webmail),
      VAGUEMESTRE_CONTENT_PORT: String(content),
    }
  }

  /** Runs `docker compose …`; throws with what it printed when it fails. */
  compose(line: readonly string[], timeoutSeconds: number): Promise<string> {
    return mustSucceed([...this.#prefix, ...line], { environment: this.#environment, timeoutSeconds })
  }

  /** Runs a program in a fresh container of the set-up image, inside the network of the stack. */
  inSetup(line: readonly string[]): Promise<Finished> {
    const run = [...this.#prefix, 'run', '--rm', '--no-deps', '--quiet-pull', 'setup', ...line] as const
    return command(run, { environment: this.#environment, timeoutSeconds: 120 })
  }

  /**
   * `kill -9` of everything in a container, which the engine sees as a crash (`docker kill` would count as a wish to
   * stop); resolves once it was started again.
   */
  async crash(service: string): Promise<void> {
    const before = await this.#starts(service)
    await command([...this.#prefix, 'exec', '--no-TTY', service, 'sh', '-c', 'kill -9 -1'], {
      environment: this.#environment,
      timeoutSeconds: 30,
    })
    for (const deadline = Date.now() + 30_000; (await this.#starts(service)) === before; await wait(200)) {
      if (Date.now() > deadline) throw new Error(`${service} was not started again`)
    }
  }

  /** When a container was last started, as often as it was. */
  async #starts(service: string): Promise<string> {
    const name = (await this.states()).find(({ Service }) => Service === service)?.Name ?? service
    const line = ['docker', 'inspect', '--format', '{{.RestartCount}} {{.State.StartedAt}}', name] as const
    return mustSucceed(line, { environment: this.#environment, timeoutSeconds: 30 })
  }

  async states(): Promise<readonly ContainerState[]> {
    const printed = await this.compose(['ps', '--all', '--format', 'json'], 30)
    const lines = printed.split('\n').filter((line) => line.trim() !== '')
    return lines.map((line) => containerState.parse(JSON.parse(line)))
  }

  /** The whole of `docker inspect` for each container. */
  async inspect(): Promise<unknown> {
    const names = (await this.states()).map(({ Name }) => Name)
    const line = ['docker', 'inspect', ...names] as const
    return JSON.parse(await mustSucceed(line, { environment: this.#environment, timeoutSeconds: 30 }))
  }

  /** Resolves once every container is healthy or ended with 0; rejects as soon as one failed, or after `seconds`. */
  async untilHealthy(seconds: number): Promise<void> {
    const deadline = Date.now() + seconds * 1000
    for (;;) {
      const states = await this.states()
      const failed = states.filter(({ State, ExitCode }) => State === 'exited' && ExitCode !== 0)
      if (failed.length > 0)
        throw new Error(`ended with a failure: ${failed.map(({ Service }) => Service).join(', ')}`)
      const pending = states.filter(({ State, Health }) => State !== 'exited' && Health !== 'healthy')
      if (pending.length === 0) return
      if (Date.now() > deadline) {
        throw new Error(
          `not healthy after ${seconds} s: ${pending.map((one) => `${one.Service} (${one.State} ${one.Health})`).join(', ')}`,
        )
      }
      await wait(500)
    }
  }

  /** What a person needs to see when a step failed. */
  async lastWords(): Promise<string> {
    const asked = [
      ['ps', '--all'],
      ['logs', '--no-color', '--tail', '25'],
    ]
    const said = await Promise.all(asked.map((line) => this.compose(line, 60).catch(String)))
    return said.join('\n')
  }

  /** Removes containers, networks, volumes and the images built under this tag. */
  async [Symbol.asyncDispose](): Promise<void> {
    const images = this.#engine.ours ? [] : ['--rmi', 'all']
    await this.compose(['down', '--volumes', '--remove-orphans', '--timeout', '20', ...images], 180)
  }
}

/** Free ports below the range the kernel hands out to outgoing connections. */
export async function freePorts(count: number, from = 25_100): Promise<readonly number[]> {
  const found: number[] = []
  for (let port = from; found.length < count && port < 32_000; port += 1) {
    if (await isFree(port)) found.push(port)
  }
  if (found.length < count) throw new Error(`fewer than ${count} free ports between ${from} and 32000`)
  return found
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
