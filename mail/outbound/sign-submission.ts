// The signatures of the author's domain in front of the message (RFC 6376), and the whole of it as it will be sent.

import { domainOf } from '#core/address/email-address.ts'
import { dkimSignatures, type Signing } from '../signing/sign.ts'
import type { Fitted, Signed } from './stages.ts'

/** Rejects when the keys cannot be asked for. */
export async function signSubmission({ whole, ...mail }: Fitted, signing: Signing): Promise<Signed> {
  const signedFor = domainOf(mail.author)
  const signatures = await dkimSignatures(whole, signedFor, signing)
  return {
    ...mail,
    signed: Buffer.concat([Buffer.from(signatures), whole]),
    signedFor,
    '~stage': 'signing',
  }
}
