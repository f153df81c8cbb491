// The Docker engine the container tests use: the one that answers already, or one of our own in a throw-away folder
// that is stopped and removed at the end. Packages are installed only where root and apt-get are there.

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { command, mustSucceed } from '#stack/machine/command.ts'
import { installPackages, missingPackages } from '#stack/machine/packages.ts'

const packages = [
  'docker.io',
  'docker-cli',
  'docker-compose',
  'docker-buildx',
  'iptables',
  'debootstrap',
] as const
const startSeconds = 60

export interface Engine extends AsyncDisposable {
  /** What every docker command must find in its environment to reach this engine. */
  readonly environment: Readonly<Record<string, string>>
  /** True when it was started here and all it holds goes away with it. */
  readonly ours: boolean
}

/** The machine cannot run containers; the message is what to do about it. */
export class NoEngine extends Error {
  override readonly name = 'NoEngine'
}

/** Finds or starts an engine with `docker compose` and buildx; throws `NoEngine` with a sentence when there is none. */
export async function openEngine(): Promise<Engine> {
  await needClient()
  if ((await command(['docker', 'info'], { timeoutSeconds: 30 })).code === 0) {
    return { environment: {}, ours: false, [Symbol.asyncDispose]: async () => undefined }
  }
  if (!isRoot())
    throw new NoEngine(
      'no Docker engine answers, and only root can start one: start docker, or run this as root',
    )
  return startEngine()
}

const isRoot = (): boolean => process.getuid?.() === 0

async function needClient(): Promise<void> {
  const asked = [
    ['docker', 'compose', 'version'],
    ['docker', 'buildx', 'version'],
    ['dockerd', '--version'],
  ] as const
  const answers = await Promise.all(asked.map((line) => command(line)))
  if (answers.every(({ code }) => code === 0)) return
  if (!isRoot() || !existsSync('/usr/bin/apt-get')) {
    throw new NoEngine(
      `Docker is missing or incomplete. As root on Debian 13: apt-get install --no-install-recommends ${packages.join(' ')}`,
    )
  }
  await installPackages(await missingPackages(packages))
}

async function startEngine(): Promise<Engine> {
  const folder = await mkdtemp('/var/tmp/vaguemestre-docker-')
  const socket = `unix://${join(folder, 'docker.sock')}`
  const logFile = join(folder, 'dockerd.log')
  const log = await open(logFile, 'a')
  const limit = await openFilesLimit()
  const child = spawn(
    'setpriv',
    [
      '--pdeathsig=TERM',
      '--',
      'dockerd',
      `--host=${socket}`,
      `--data-root=${join(folder, 'data')}`,
      `--exec-root=${join(folder, 'exec')}`,
      `--pidfile=${join(folder, 'dockerd.pid')}`,
      `--default-ulimit=nofile=${limit}:${limit}`,
    ],
    { stdio: ['ignore', log.fd, log.fd], detached: true },
  )
  await log.close()
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const environment = { DOCKER_HOST: socket }
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await exited
    await command(['ip', 'link', 'delete', 'docker0'])
    await rm(folder, { recursive: true, force: true })
  }
  for (let second = 0; second < startSeconds && child.exitCode === null; second += 1) {
    if ((await command(['docker', 'info'], { environment, timeoutSeconds: 10 })).code === 0) {
      return { environment, ours: true, [Symbol.asyncDispose]: stop }
    }
    await wait(1000)
  }
  const said = (await readFile(logFile, 'utf8')).trim().split('\n').slice(-3).join('\n')
  await stop()
  throw new NoEngine(`dockerd does not start on this machine:\n${said}`)
}

/** dockerd asks for a million open files by default, which a machine without CAP_SYS_RESOURCE refuses. */
async function openFilesLimit(): Promise<number> {
  const limits = await readFile('/proc/self/limits', 'utf8')
  const hard = Number(/^Max open files\s+\S+\s+(\d+)/m.exec(limits)?.[1])
  return Number.isInteger(hard) ? Math.min(hard, 1_048_576) : 1_048_576
}

/** `debian:trixie-slim`: what the engine has, what a registry gives, or what docker/base-image.sh makes. */
export async function bringBaseImage({ environment }: Engine, repository: string): Promise<void> {
  const image = 'debian:trixie-slim'
  if ((await command(['docker', 'image', 'inspect', image], { environment })).code === 0) return
  if ((await command(['docker', 'pull', '--quiet', image], { environment, timeoutSeconds: 180 })).code === 0)
    return
  await mustSucceed([join(repository, 'docker/base-image.sh'), image], { environment, timeoutSeconds: 600 })
}
