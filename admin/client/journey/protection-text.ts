// What protected a session with a server of others, as the service writes it down (`TLSv1.3 dane`), in words.

import type { protection as french } from '../words/fr/protection.ts'

export type ProtectionWords = typeof french

/** `TLSv1.3` → chiffré (TLS 1.3), certificat non vérifié. */
export function protectionText(tls: string, words: ProtectionWords): string {
  if (tls === '') return words.none
  const [version = '', word = ''] = tls.split(' ')
  const proof = isProof(word, words) ? words.proven[word] : words.unproven
  return `${words.encrypted(version.replace('TLSv', 'TLS '))}, ${proof}`
}

const isProof = (word: string, { proven }: ProtectionWords): word is keyof ProtectionWords['proven'] =>
  Object.hasOwn(proven, word)
