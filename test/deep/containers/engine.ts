// The Docker engine the container tests use: the one that answers already, or one of our own in a throw-away folder
// that is stopped and removed at the end. Packages are installed only where root and apt-get are there.

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { command } from '#stack/machine/command.ts'
import { installPackages, missingPackages } from '#stack/machine/packages.ts'
import { rememberFirewall } from './firewall.ts'

const packages = [
  'docker.io',
  'docker-cli',
  'docker-compose',
  'docker-buildx',
  'iptables',
  'debootstrap',
] as const
const startSeconds = 60
const stopSeconds = 60
const youngMilliseconds = 600_000

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
  await need(['docker', 'compose', 'version'], ['docker', 'buildx', 'version'])
  if ((await command(['docker', 'info'], { timeoutSeconds: 30 })).code === 0) {
    return { environment: {}, ours: false, [Symbol.asyncDispose]: async () => undefined }
  }
  if (!isRoot()) {
    throw new NoEngine(
      'no Docker engine answers, and only root can start one: start docker, or run this as root',
    )
  }
  await need(['dockerd', '--version'])
  return startEngine()
}

const isRoot = (): boolean => process.getuid?.() === 0

/** Installs the packages when one of the programs does not run; where that cannot be done, says what to type. */
export async function need(...programs: readonly (readonly [string, ...string[]])[]): Promise<void> {
  const answers = await Promise.all(programs.map((line) => command(line)))
  if (answers.every(({ code }) => code === 0)) return
  if (!isRoot() || !existsSync('/usr/bin/apt-get')) {
    const install = `apt-get install --no-install-recommends ${packages.join(' ')}`
    throw new NoEngine(`Docker is missing or incomplete. As root on Debian 13: ${install}`)
  }
  await installPackages(await missingPackages(packages))
}

const parent = '/var/tmp'
const prefix = 'vaguemestre-docker-'

/** A test killed with -9 leaves its folder: the engine in it has stopped, its gigabytes stay. A young one may be starting. */
async function clearAbandoned(): Promise<void> {
  const folders = (await readdir(parent))
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(parent, name))
  for (const folder of folders) {
    const pid = (await readFile(join(folder, 'dockerd.pid'), 'utf8').catch(() => '')).trim()
    const runs = pid !== '' && existsSync(`/proc/${pid}`)
    const young = Date.now() - (await stat(folder)).mtimeMs < youngMilliseconds
    if (!runs && !young) await rm(folder, { recursive: true, force: true })
  }
}

async function startEngine(): Promise<Engine> {
  await clearAbandoned()
  const folder = await mkdtemp(join(parent, prefix))
  const socket = `unix://${join(folder, 'docker.sock')}`
  const logFile = join(folder, 'dockerd.log')
  const log = await open(logFile, 'a')
  const limit = await openFilesLimit()
  const restoreFirewall = await rememberFirewall()
  const [program, ...args] = [
    'setpriv',
    '--pdeathsig=TERM',
    '--',
    'dockerd',
    `--host=${socket}`,
    `--data-root=${join(folder, 'data')}`,
    `--exec-root=${join(folder, 'exec')}`,
    `--pidfile=${join(folder, 'dockerd.pid')}`,
    `--default-ulimit=nofile=${limit}:${limit}`,
  ] as const
  const child = spawn(program, args, { stdio: ['ignore', log.fd, log.fd], detached: true })
  await log.close()
  const exited = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
    child.once('error', () => resolve())
  })
  const environment = { DOCKER_HOST: socket }
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    const impatience = setTimeout(() => child.kill('SIGKILL'), stopSeconds * 1000)
    await exited
    clearTimeout(impatience)
    await command(['ip', 'link', 'delete', 'docker0'])
    await rm(folder, { recursive: true, force: true })
    await restoreFirewall()
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
