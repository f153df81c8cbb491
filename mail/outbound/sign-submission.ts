// The signatures of the author's domain in front of the message (RFC 6376), and the whole of it as it will be sent.

import { domainOf } from '#core/email-address.ts'
import { wholeContent } from '../session/whole-content.ts'
import { dkimSignatures, type Signing } from '../signing/sign.ts'
import type { Checked, Signed } from './stages.ts'

/** Rejects when the keys cannot be asked for. */
export async function signSubmission(mail: Checked, signing: Signing): Promise<Signed> {
  const content = await wholeContent(mail.content)
  const signedFor = domainOf(mail.author)
  const signatures = await dkimSignatures(content, signedFor, signing)
  return {
    ...mail,
    signed: Buffer.concat([Buffer.from(signatures), content]),
    signedFor,
    '~stage': 'signing',
  }
}
