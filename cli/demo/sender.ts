// The outside correspondent of the demonstration: a domain of its own with SPF, DKIM and DMARC, so that what it sends
// is authenticated for real by our gateway.

import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createTransport } from 'nodemailer'
import { type OwnListener, openSmtpSocket } from '#daemons/smtp/open-socket.ts'
import { writeOwnedFile } from '#stack/machine/owned-file.ts'
import type { Paths } from '#stack/spec/paths.ts'
import { secretFile } from '#stack/spec/secret-file.ts'

export const senderDomain = 'fournisseur.test'
export const senderSelector = 'demo'
export const senderAddress = `claire.fournier@${senderDomain}`

const keyFile = (paths: Paths): string => secretFile(paths, 'demo-sender-dkim.pem')

/** Makes the DKIM key of the sender once. */
export async function makeSenderKey(paths: Paths): Promise<void> {
  if ((await readFile(keyFile(paths)).catch(() => null)) !== null) return
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  await writeOwnedFile(keyFile(paths), privateKey.export({ type: 'pkcs8', format: 'pem' }), {
    uid: 0,
    gid: 0,
    mode: 0o400,
  })
}

/** The `p=` of the sender's key record (RFC 6376 §3.6.1), or null before the key exists. */
export async function senderPublicKey(paths: Paths): Promise<string | null> {
  const pem = await readFile(keyFile(paths), 'utf8').catch(() => null)
  if (pem === null) return null
  return createPublicKey(createPrivateKey(pem)).export({ type: 'spki', format: 'der' }).toString('base64')
}

/** What nodemailer signs with. Throws before the key exists. */
export async function senderSignature(paths: Paths) {
  const privateKey = await readFile(keyFile(paths), 'utf8')
  return { domainName: senderDomain, keySelector: senderSelector, privateKey }
}

export interface DemoMessage {
  readonly to: string
  /** Somebody else of the sender's domain than the usual one. */
  readonly from?: { readonly name: string; readonly address: string }
  readonly subject: string
  readonly text: string
  /** False leaves the signature out, and comes from an address that SPF does not list. */
  readonly authentic: boolean
  readonly attachment?: { readonly filename: string; readonly content: string }
}

export interface Destination {
  readonly listener: OwnListener
  readonly paths: Paths
}

/** Sends over SMTP to our own listener; returns its last reply, or throws with the refusal. */
export async function sendDemo(message: DemoMessage, { listener, paths }: Destination): Promise<string> {
  const dkim = await senderSignature(paths)
  // SPF of the sender lists 127.0.0.2 alone: whatever comes from another loopback address is not it.
  const localAddress = message.authentic ? '127.0.0.2' : '127.0.0.3'
  const transport = createTransport({
    connection: openSmtpSocket({ ...listener, localAddress }),
    name: `mail.${senderDomain}`,
    tls: { rejectUnauthorized: false },
    ...(message.authentic ? { dkim } : {}),
  })
  try {
    const sent = await transport.sendMail({
      from: message.from ?? { name: 'Claire Fournier', address: senderAddress },
      to: message.to,
      subject: message.subject,
      text: message.text,
      ...(message.attachment === undefined ? {} : { attachments: [message.attachment] }),
    })
    return sent.response
  } finally {
    transport.close()
  }
}
