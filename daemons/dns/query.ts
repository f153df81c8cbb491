// One question to one name server of ours, for readiness probes.

import { Resolver } from 'node:dns/promises'
import { type HostPort, showHostPort } from '#core/address/host-port.ts'
import { failed, ok, type Result } from '#core/result.ts'

const timeoutMilliseconds = 2_000

export type DnsQuestion = { readonly type: 'A' | 'SOA'; readonly name: string }

/** The address, or the serial number of the zone, as text; else one line with the code of the answer. Never rejects. */
export async function queryServer(server: HostPort, question: DnsQuestion): Promise<Result<string, string>> {
  const resolver = new Resolver({ timeout: timeoutMilliseconds, tries: 1 })
  resolver.setServers([showHostPort(server)])
  try {
    switch (question.type) {
      case 'A':
        return ok((await resolver.resolve4(question.name)).join(' '))
      case 'SOA':
        return ok(String((await resolver.resolveSoa(question.name)).serial))
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return failed(`${showHostPort(server)}: ${question.name} ${question.type}: ${code}`)
  }
}
