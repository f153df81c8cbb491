// Unique messages of about the asked size, signed like those of the demonstration sender.

import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import { senderAddress, senderSignature } from '#cli/demo/sender.ts'
import type { Paths } from '#stack/spec/paths.ts'
import { messageText } from './message-text.ts'
import type { Account } from './open-inbox.ts'

export interface Prepared {
  /** With its angle brackets. */
  readonly messageId: string
  readonly reversePath: string
  readonly recipients: readonly string[]
  /** Dot-stuffed, with CRLF, ready for DATA. */
  readonly content: Buffer
}

interface Wanted {
  readonly messages: number
  readonly size: number
  /** Of each message. */
  readonly recipients: number
  /** Served in turn. */
  readonly accounts: readonly Account[]
  readonly paths: Paths
}

export async function signedMessages({
  messages,
  size,
  recipients,
  accounts,
  paths,
}: Wanted): Promise<readonly Prepared[]> {
  const { domainName, keySelector, privateKey } = await senderSignature(paths)
  const key = {
    canonicalization: 'relaxed/relaxed',
    signingDomain: domainName,
    selector: keySelector,
    privateKey,
  }
  const prepared: Prepared[] = []
  for (let index = 0; index < messages; index += 1) {
    const to = Array.from({ length: recipients }, (_, each) => addressAt(accounts, index * recipients + each))
    const { messageId, text } = messageText({ from: senderAddress, to, size })
    const { signatures, errors } = await dkimSign(Buffer.from(text, 'latin1'), {
      ...key,
      signatureData: [key],
    })
    if (signatures === '') throw new Error(`a message could not be signed: ${JSON.stringify(errors)}`)
    const content = Buffer.from(`${signatures}${text}`.replaceAll('\r\n.', '\r\n..'), 'latin1')
    prepared.push({ messageId, reversePath: senderAddress, recipients: to, content })
  }
  return prepared
}

const addressAt = (accounts: readonly Account[], index: number): string =>
  accounts[index % accounts.length]?.address ?? ''
