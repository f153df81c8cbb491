// The facts a pure generator cannot look up, observed once before generation.

import { Resolver } from 'node:dns/promises'
import type { Facts } from '../installation.ts'
import type { Paths } from '../spec/paths.ts'
import type { Spec } from '../spec/spec.ts'
import { mustSucceed } from './command.ts'
import { findPostgresql } from './postgresql-cluster.ts'
import { loadedSignatures } from './signatures.ts'

/** Addresses of a.root-servers.net and k.root-servers.net (RFC 8109): asked once, only when the spec says `detect`. */
const rootServers = ['198.41.0.4', '193.0.14.129']

export async function observeFacts(spec: Spec, paths: Paths, program: string): Promise<Facts> {
  const postgresql = await findPostgresql(paths)
  return {
    postgresqlBin: postgresql.bin,
    postgresqlMajor: postgresql.major,
    dovecotVersion: await dovecotVersion(),
    internet: await reachesInternet(spec),
    signatures: await loadedSignatures(paths),
    program,
  }
}

/** `2.4.1` of `2.4.1-4 (7d8c0e5759)`. */
async function dovecotVersion(): Promise<string> {
  const printed = await mustSucceed(['dovecot', '--version'])
  const version = /^\d+\.\d+\.\d+/.exec(printed)?.[0]
  if (version === undefined) throw new Error(`dovecot --version printed ${JSON.stringify(printed)}`)
  return version
}

async function reachesInternet({ resolver }: Spec): Promise<boolean> {
  if (resolver.forwarders.length > 0) return true
  if (resolver.reach !== 'detect') return resolver.reach === 'internet'
  const root = new Resolver({ timeout: 1000, tries: 1 })
  root.setServers(rootServers)
  return root.resolveNs('.').then(
    () => true,
    () => false,
  )
}
