// freshclam has no listener to ask. What matters is what it brought: without official signatures clamd finds the EICAR
// test file and nothing else, and that must be said aloud.

import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Installation } from '../installation.ts'
import type { Readiness, Service } from '../supervise/service.ts'

const days = 86_400_000
const staleAfterDays = 3

export function freshclamService({ paths, spec }: Installation): Service {
  const configuration = `--config-file=${join(paths.etc, 'freshclam', 'freshclam.conf')}`
  const signatures = join(paths.data, 'clamav')
  return {
    name: 'freshclam',
    command: ['freshclam', '--daemon', '--foreground', configuration],
    user: 'clamav',
    environment: {},
    needs: ['clamd'],
    directories: [{ path: signatures, owner: 'clamav', mode: 0o755 }],
    check: ['freshclam', configuration, '--version'],
    stopSignal: 'SIGTERM',
    stopSeconds: 10,
    startSeconds: 30,
    reloadSignal: null,
    probe: async (): Promise<Readiness> => {
      const fetched = await newestDaily(signatures)
      const source = spec.clamav.mirror ?? 'database.clamav.net'
      if (fetched === null) {
        // A demonstration may do without; an installation that real mail depends on may not.
        return {
          kind: spec.demo ? 'ready' : 'degraded',
          detail: `ONLY TEST SIGNATURES: no real virus is found until ${source} can be reached`,
        }
      }
      const age = Math.floor((Date.now() - fetched) / days)
      const detail = `signatures of ${new Date(fetched).toISOString().slice(0, 10)}`
      return age > staleAfterDays
        ? { kind: 'degraded', detail: `${detail}, ${age} days old: is ${source} reachable?` }
        : { kind: 'ready', detail }
    },
  }
}

/** When the official `daily` signatures were last fetched, or null when there are none. */
async function newestDaily(folder: string): Promise<number | null> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^daily\.c[vl]d$/.test(name))
  const times = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).mtimeMs))
  return times.length === 0 ? null : Math.max(...times)
}
