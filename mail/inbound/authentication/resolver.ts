// DNS for one message: our own resolvers only, each question asked once.

import { Resolver } from 'node:dns/promises'
import { type HostPort, showHostPort } from '#core/host-port.ts'

/** As `dns.resolve(name, type)`: rejects with a `code` such as ENOTFOUND. */
export type Resolve = (name: string, type: string) => Promise<string[]>

/** Asks the given servers and no other; a question is answered or fails within `timeoutMilliseconds`. */
export function dnsResolver(servers: readonly HostPort[], timeoutMilliseconds: number): Resolve {
  const tries = 2
  const perTry = Math.max(200, Math.floor(timeoutMilliseconds / tries / 2))
  const resolver = new Resolver({ timeout: perTry, tries, maxTimeout: perTry })
  resolver.setServers(servers.map(showHostPort))
  return (name, type) => resolver.resolve(name, type) as Promise<string[]>
}

/** Remembers the answers, failures included, for as long as the returned function lives. */
export function rememberAnswers(resolve: Resolve): Resolve {
  const asked = new Map<string, Promise<string[]>>()
  return (name, type) => {
    const question = `${type} ${name.toLowerCase()}`
    const known = asked.get(question)
    if (known !== undefined) return known
    const answer = resolve(name, type)
    asked.set(question, answer)
    return answer
  }
}
