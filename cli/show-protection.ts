// What protected a session with a mail host of others, at a terminal.

import { singleLine } from '#core/message/single-line.ts'

const proofs: Readonly<Record<string, string>> = {
  dane: 'certificate verified by DANE',
  'mta-sts': 'certificate verified by MTA-STS',
  verified: 'certificate verified',
}

/** `TLSv1.3 dane` → encrypted (TLS 1.3), certificate verified by DANE. */
export function showProtection(tls: string): string {
  if (tls === '') return 'not encrypted'
  const [version = '', word = ''] = singleLine(tls).split(' ')
  return `encrypted (${version.replace('TLSv', 'TLS ')}), ${proofs[word] ?? 'certificate not verified'}`
}
