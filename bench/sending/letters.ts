// What is sent: unique messages, each of an account to one person of one of the domains, in turn.

import { messageText } from '../inbound/message-text.ts'
import type { Account } from '../inbound/open-inbox.ts'
import type { Load } from './options.ts'

export interface Letter {
  readonly recipient: string
  /** Dot-stuffed, with CRLF and the final dot. */
  readonly content: Buffer
}

/** The letters of one session. */
export interface Share {
  readonly account: Account
  readonly letters: readonly Letter[]
}

/** So many people of each domain are written to. */
const people = 200

export function shares(
  load: Load,
  accounts: readonly Account[],
  domains: readonly string[],
): readonly Share[] {
  const numbers = Array.from({ length: load.messages }, (_, n) => n)
  const byConnection = Map.groupBy(numbers, (n) => n % load.connections)
  return [...byConnection].map(([connection, own]) => {
    const account = accounts[connection % accounts.length]
    if (account === undefined) throw new Error('nobody can send')
    const letters = own.map((n): Letter => {
      const recipient = `r${n % people}@${domains[n % domains.length] ?? ''}`
      const { text } = messageText({ from: account.address, to: [recipient], size: load.size })
      return {
        recipient,
        content: Buffer.from(`${text.replaceAll('\r\n.', '\r\n..')}.\r\n`, 'latin1'),
      }
    })
    return { account, letters }
  })
}
