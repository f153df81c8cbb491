// What rspamd's scan worker is told about a message besides its bytes (its HTTP protocol, and the
// stock `http_headers` module, which takes our SPF, DKIM and DMARC verdict so that no question is asked twice).

import type { EmailAddress, ReversePath } from '#core/email-address.ts'

export type SpfWord = 'pass' | 'fail' | 'softfail' | 'neutral' | 'permfail' | 'na'
export type DkimWord = 'pass' | 'fail' | 'tempfail' | 'permfail' | 'na'
export type DmarcWord = 'pass' | 'fail' | 'quarantine' | 'softfail' | 'permfail' | 'na'

export interface HandedVerdict {
  readonly spf: SpfWord
  readonly dkim: readonly { readonly domain: string; readonly result: DkimWord }[]
  readonly dmarc: DmarcWord
}

export interface ScanRequest {
  readonly queueId: string
  readonly clientAddress: string
  readonly helo: string
  readonly from: ReversePath
  readonly recipients: readonly EmailAddress[]
  readonly verdict: HandedVerdict
  /** False for mail that must not be asked to come back. */
  readonly mayGreylist: boolean
}

/** rspamd needs to know that there are many recipients, not all their names; its header section is bounded. */
const maxRecipientsNamed = 50

/** A header value travels as octets: UTF-8 addresses are passed as such, control characters never. */
const octets = (text: string): string => Buffer.from(text.replace(/\p{Cc}/gu, '')).toString('latin1')

const noGreylisting = JSON.stringify({ symbols_disabled: ['GREYLIST_CHECK', 'GREYLIST_SAVE'] })

/** The request header section, `Content-Length` and `Host` apart. */
export function scanHeaders(request: ScanRequest): Record<string, string | string[]> {
  const { verdict } = request
  return {
    IP: request.clientAddress,
    Helo: octets(request.helo),
    From: octets(request.from),
    Rcpt: request.recipients.slice(0, maxRecipientsNamed).map(octets),
    'Queue-Id': request.queueId,
    SPF: JSON.stringify({ result: verdict.spf }),
    DKIM: octets(JSON.stringify({ results: verdict.dkim })),
    DMARC: JSON.stringify({ result: verdict.dmarc }),
    ...(request.mayGreylist ? {} : { Settings: noGreylisting }),
  }
}
