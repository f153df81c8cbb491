// The client's side of STARTTLS.

import { once } from 'node:events'
import { connect, type SecureVersion, type TLSSocket } from 'node:tls'
import { type SmtpDialogue, smtpDialogue } from './smtp-dialogue.ts'

export interface Listening {
  readonly port: number
  greeted(): Promise<SmtpDialogue>
}

/** Begins a handshake on the socket of a dialogue that heard 220; OpenSSL's own floor of versions and ciphers is off. */
export function upgrade({ socket }: SmtpDialogue, maxVersion: SecureVersion = 'TLSv1.3'): TLSSocket {
  socket.removeAllListeners('data')
  return connect({
    socket,
    rejectUnauthorized: false,
    maxVersion,
    minVersion: maxVersion === 'TLSv1.1' ? 'TLSv1.1' : 'TLSv1.2',
    ciphers: 'DEFAULT@SECLEVEL=0',
  })
}

/** A dialogue past STARTTLS, before the second EHLO. */
export async function secured(listening: Listening): Promise<SmtpDialogue> {
  const plain = await listening.greeted()
  await plain.run('C: STARTTLS\nS: 220')
  const socket = upgrade(plain)
  await once(socket, 'secureConnect')
  return smtpDialogue(listening.port, socket)
}
