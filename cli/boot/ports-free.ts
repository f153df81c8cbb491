// Before anything starts: is every port free? A sentence now is worth more than ten daemons failing one by one.

import { readdir, readFile, readlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { Installation } from '#stack/installation.ts'
import { Fault } from '../terminal.ts'

/** Throws a `Fault` that names each taken port and, where it can be found, the program that holds it. */
export async function checkPorts(installation: Installation): Promise<void> {
  const taken = await findTakenPorts(installation)
  if (taken.length === 0) return
  const other = otherBase(installation.spec.portBase)
  throw new Fault(
    `${taken.join('\n')}\nStop what holds it, or use other ports: ./vaguemestre up --port-base ${other}`,
  )
}

/** One line for each port that cannot be used. */
export async function findTakenPorts({
  spec,
  ports,
}: Pick<Installation, 'spec' | 'ports'>): Promise<readonly string[]> {
  const loopback = Object.entries(ports).map(([name, port]) => ({ name, address: '127.0.0.1', port }))
  const named = Object.entries(spec.listeners).flatMap(([name, at]) =>
    at === undefined ? [] : [{ name, ...at }],
  )
  const taken: string[] = []
  for (const { name, address, port } of [...loopback, ...named]) {
    const cause = await bindFails(address, port)
    if (cause === 'EADDRINUSE') taken.push(`${name}: ${address}:${port} is taken${await holderOf(port)}`)
    else if (cause !== null) taken.push(`${name}: ${address}:${port} cannot be used (${cause})`)
  }
  return taken
}

const otherBase = (base: number): number => (base + 1000 > 31000 ? 20000 : base + 1000)

function bindFails(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)))
  })
}

/** Looks the listener up in the kernel's table; empty when it cannot be told. */
async function holderOf(port: number): Promise<string> {
  const table = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')),
  )
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  const inode = table
    .join('\n')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .find(([, local, , state]) => state === '0A' && local?.endsWith(`:${hex}`))?.[9]
  if (inode === undefined) return ''
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const files = await readdir(`/proc/${pid}/fd`).catch(() => [])
    for (const file of files) {
      if ((await readlink(`/proc/${pid}/fd/${file}`).catch(() => '')) !== `socket:[${inode}]`) continue
      const name = (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '?')).trim()
      return ` by ${name} (pid ${pid})`
    }
  }
  return ''
}
