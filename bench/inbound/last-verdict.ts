// Whether a side did the work that is measured: the newest message of an inbox must say that SPF, DKIM and DMARC passed
// (RFC 8601). A side that skips a check, or messages that bear no signature, would give a fast and worthless figure.

import type { HostPort } from '#core/address/host-port.ts'
import { type Account, openInbox } from './open-inbox.ts'

const expected = ['spf=pass', 'dkim=pass', 'dmarc=pass'] as const

/** Those of the three that the newest message does not bear. */
export async function missingVerdicts(at: HostPort, account: Account): Promise<readonly string[]> {
  const { imap } = await openInbox(at, account)
  const newest = await imap.fetchOne('*', { headers: ['authentication-results'] })
  await imap.logout()
  const verdict = newest === false ? '' : String(newest.headers ?? '')
  return expected.filter((each) => !verdict.includes(each))
}
