// Whom a person at a terminal means: a client, or an account.

import type { BlockedClient } from '#db/stores/security/release-blocks.ts'
import { networkNamed } from '../network-named.ts'

export function readBlockArgument(text: string): BlockedClient {
  const network = networkNamed(text)
  return network === null ? { kind: 'login', login: text } : { kind: 'client', network }
}
