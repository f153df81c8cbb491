// Runs a program to its end and returns what it printed. Arguments are never passed through a shell.

import { spawn } from 'node:child_process'

export interface Finished {
  /** Exit code, or null when a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface CommandOptions {
  readonly environment?: Readonly<Record<string, string>>
  readonly input?: string
  readonly timeoutSeconds?: number
}

/** Resolves with the exit code whatever it is; a program that does not exist gives code 127. */
export function command(
  line: readonly [string, ...string[]],
  options: CommandOptions = {},
): Promise<Finished> {
  const [program, ...args] = line
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      // biome-ignore lint/style/noProcessEnv: programs such as apt-get need the operator's own proxy and locale settings.
      env: { ...process.env, ...options.environment },
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(options.timeoutSeconds === undefined ? {} : { timeout: options.timeoutSeconds * 1000 }),
    })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.stdin.on('error', () => undefined)
    child.stdin.end(options.input ?? '')
    child.on('error', (error) => resolve({ code: 127, stdout: '', stderr: `${program}: ${error.message}` }))
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    )
  })
}

/** As `command`, but a failure is an exception that carries the last lines the program printed. */
export async function mustSucceed(
  line: readonly [string, ...string[]],
  options: CommandOptions = {},
): Promise<string> {
  return outputOf(line, await command(line, options))
}

/** What a program printed; throws with its last lines when it failed. */
export function outputOf([program]: readonly [string, ...string[]], finished: Finished): string {
  if (finished.code === 0) return finished.stdout
  const said = `${finished.stdout}\n${finished.stderr}`.trim().split('\n').slice(-12).join('\n')
  throw new Error(`${program} ended with ${finished.code ?? 'a signal'}:\n${said}`)
}
