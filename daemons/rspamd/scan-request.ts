// What rspamd's scan worker is told about a message besides its bytes (its HTTP protocol, and the
// stock `http_headers` module, which takes our SPF, DKIM and DMARC verdict so that no question is asked twice).

import type { EmailAddress, ReversePath } from '#core/address/email-address.ts'
import { scanSettings } from './scan-settings.ts'

export type SpfWord = 'pass' | 'fail' | 'softfail' | 'neutral' | 'permfail' | 'na'
export type DkimWord = 'pass' | 'fail' | 'tempfail' | 'permfail' | 'na'
export type DmarcWord = 'pass' | 'fail' | 'quarantine' | 'softfail' | 'permfail' | 'na'

export interface HandedVerdict {
  readonly spf: SpfWord
  readonly dkim: readonly { readonly domain: string; readonly result: DkimWord }[]
  readonly dmarc: DmarcWord
}

interface Envelope {
  readonly queueId: string
  readonly from: ReversePath
  readonly recipients: readonly EmailAddress[]
}

/** Of a message that somebody from elsewhere handed in. */
export interface ScanRequest extends Envelope {
  readonly clientAddress: string
  readonly helo: string
  readonly verdict: HandedVerdict
  /** False for mail that must not be asked to come back. */
  readonly mayGreylist: boolean
}

/** Of a message of somebody who signed in, which has proved more than SPF, DKIM and DMARC ever say. */
export interface SentScanRequest extends Envelope {}

/** The request header section, `Content-Length` and `Host` apart. */
export type ScanHeaders = Readonly<Record<string, string | string[]>>

/** rspamd needs to know that there are many recipients, not all their names; its header section is bounded. */
const maxRecipientsNamed = 50

/** A header value travels as octets: UTF-8 addresses are passed as such, control characters never. */
const octets = (text: string): string => Buffer.from(text.replace(/\p{Cc}/gu, '')).toString('latin1')

export function scanHeaders(request: ScanRequest): ScanHeaders {
  const { verdict } = request
  return {
    ...envelopeHeaders(request),
    IP: request.clientAddress,
    Helo: octets(request.helo),
    SPF: JSON.stringify({ result: verdict.spf }),
    DKIM: octets(JSON.stringify({ results: verdict.dkim })),
    DMARC: JSON.stringify({ result: verdict.dmarc }),
    ...(request.mayGreylist ? {} : { 'Settings-Id': scanSettings.noGreylisting }),
  }
}

/** Where its author sits is nobody's business, and says nothing. */
export const sentScanHeaders = (request: SentScanRequest): ScanHeaders => ({
  ...envelopeHeaders(request),
  IP: '127.0.0.1',
  Helo: 'localhost',
  'Settings-Id': scanSettings.sent,
})

const envelopeHeaders = ({ queueId, from, recipients }: Envelope) => ({
  From: octets(from),
  Rcpt: recipients.slice(0, maxRecipientsNamed).map(octets),
  'Queue-Id': queueId,
})
