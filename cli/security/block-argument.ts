// Whom a person at a terminal means: a client, or an account.

import type { ShutOut } from '#db/stores/security/release-blocks.ts'
import { networkNamed } from '../network-named.ts'

export function shutOutNamed(text: string): ShutOut {
  const network = networkNamed(text)
  return network === null ? { kind: 'login', login: text } : { kind: 'client', network }
}
