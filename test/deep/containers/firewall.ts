// dockerd lays rules into the machine's firewall, refuses to forward what is not its own, switches forwarding on, and
// leaves all that behind when it stops. This takes it away again, and nothing that anybody else laid in the meantime.

import { readFile, writeFile } from 'node:fs/promises'
import { command, mustSucceed } from '#stack/machine/command.ts'

const forwardingFile = '/proc/sys/net/ipv4/ip_forward'
const families = [
  ['iptables-save', 'iptables-restore'],
  ['ip6tables-save', 'ip6tables-restore'],
] as const

/** Call before dockerd starts; what it returns, after dockerd has stopped. Needs root. */
export async function rememberFirewall(): Promise<() => Promise<void>> {
  const forwarding = await readFile(forwardingFile, 'utf8')
  const before = await Promise.all(families.map(async ([save]) => (await command([save])).stdout))
  return async () => {
    if ((await readFile(forwardingFile, 'utf8')) !== forwarding) await writeFile(forwardingFile, forwarding)
    for (const [family, [save, restore]] of families.entries()) {
      const now = (await command([save])).stdout
      const input = withoutDocker(now, before[family] ?? '')
      if (input !== now) await mustSucceed([restore], { input })
    }
  }
}

/** What `iptables-save` prints now, without the rules and chains that Docker added since it printed `before`. */
export function withoutDocker(now: string, before: string): string {
  const kept = new Set(tableLines(before).map(({ table, line }) => `${table} ${withoutCounters(line)}`))
  const forward = /^:FORWARD (\S+)/m.exec(tableText(before, '*filter'))?.[1] ?? 'ACCEPT'
  return tableLines(now)
    .filter(({ table, line }) => !docker.test(line) || kept.has(`${table} ${withoutCounters(line)}`))
    .map(({ table, line }) =>
      table === '*filter' ? line.replace(/^:FORWARD \S+/, `:FORWARD ${forward}`) : line,
    )
    .join('\n')
}

/** A chain of Docker's, a rule that names one or a bridge of its making, or its address translation. */
const docker = /^:DOCKER\b|^-A .*(\bDOCKER\b|\bdocker0\b|\bbr-[0-9a-f]{12}\b)/

const withoutCounters = (line: string): string => line.replace(/ \[\d+:\d+\]$/, '')

const tableText = (saved: string, table: string): string =>
  tableLines(saved)
    .filter((entry) => entry.table === table)
    .map(({ line }) => line)
    .join('\n')

/** Each line with the table ("*filter") it belongs to. */
function tableLines(saved: string): readonly { readonly table: string; readonly line: string }[] {
  let table = ''
  return saved.split('\n').map((line) => {
    if (line.startsWith('*')) table = line
    return { table, line }
  })
}
