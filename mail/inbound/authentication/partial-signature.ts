// A signature with l= leaves octets of the body to anybody (RFC 6376 §8.2).

import type { AuthenticateResult } from 'mailauth'

/** Whether DMARC passes by nothing but such a signature: what a reader sees may be all of what it leaves. */
export const leavesRoom = ({ dmarc }: Pick<AuthenticateResult, 'dmarc'>): boolean =>
  dmarc !== false &&
  dmarc.status.result === 'pass' &&
  dmarc.alignment.spf.result === undefined &&
  (dmarc.alignment.dkim.underSized ?? 0) > 0
