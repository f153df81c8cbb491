// Why Dovecot did not do what it was asked, as a value. A bug of ours, such as a command it cannot read, stays an exception.

export type MailFault =
  /** No connection could be had, or it broke before the answer: of a change nobody knows whether it was done. */
  | { readonly kind: 'gone' }
  /** Too many are open or waiting, or the answer did not come in time. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'overQuota' }
  | { readonly kind: 'noSuchFolder' }
  /** Expunged meanwhile, or of a folder that was made anew (UIDVALIDITY, RFC 9051 §2.3.1.1). */
  | { readonly kind: 'noSuchMessage' }
  /** `code` of RFC 5530 or null; `text` is for a log, not for a person. */
  | { readonly kind: 'refused'; readonly code: string | null; readonly text: string }

export const gone: MailFault = { kind: 'gone' }
export const busy: MailFault = { kind: 'busy' }
export const noSuchFolder: MailFault = { kind: 'noSuchFolder' }
export const noSuchMessage: MailFault = { kind: 'noSuchMessage' }
export const refused = (code: string | null, text: string): MailFault => ({ kind: 'refused', code, text })

const byResponseCode: Readonly<Record<string, MailFault>> = {
  OVERQUOTA: { kind: 'overQuota' },
  NONEXISTENT: noSuchFolder,
  TRYCREATE: noSuchFolder,
  INUSE: busy,
  LIMIT: busy,
  UNAVAILABLE: busy,
}

/** A search that waited for full text: Dovecot gives it no code. */
const indexingSlow = 'Timeout while waiting for indexing'

/** What the library and Node say when there is no connection, or no longer. */
const brokenCodes = new Set([
  ...['NoConnection', 'EConnectionClosed', 'StateLogout', 'ClosedAfterConnectText', 'ClosedAfterConnectTLS'],
  ...['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT', 'ETIMEOUT', 'NoMailboxSelected'],
  ...['ResponseProcessingFailed', 'UnexpectedTag', 'MissingTag', 'InvalidResponse', 'LineTooLarge'],
  ...['LiteralTooLarge', 'ResponseTooLarge', 'TooManyTokens', 'DownloadIncomplete'],
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
])

/** Null for what no server said and no network did. */
export function faultOf(error: unknown): MailFault | null {
  if (!(error instanceof Error)) return null
  const text = textOf(error)
  if ('authenticationFailed' in error && error.authenticationFailed === true) {
    const given = codeOf(error)
    return given === 'UNAVAILABLE' ? busy : refused(given ?? 'AUTHENTICATIONFAILED', text)
  }
  if ('mailboxMissing' in error && error.mailboxMissing === true) return noSuchFolder
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'NotFound') return noSuchFolder
  if (code === 'ETHROTTLE') return busy
  if (brokenCodes.has(code)) return gone
  if (!('responseStatus' in error) || error.responseStatus !== 'NO') return null
  if (text.startsWith(indexingSlow)) return busy
  const given = codeOf(error)
  return (given === null ? undefined : byResponseCode[given]) ?? refused(given, text)
}

/** The code in brackets, which the library digs out for some commands and leaves in the response for others. */
function codeOf(error: Error): string | null {
  if ('serverResponseCode' in error && typeof error.serverResponseCode === 'string')
    return error.serverResponseCode.toUpperCase()
  const response = 'response' in error ? error.response : null
  if (typeof response !== 'object' || response === null || !('attributes' in response)) return null
  const [first] = Array.isArray(response.attributes) ? response.attributes : []
  const code: unknown = first?.section?.[0]?.value
  return typeof code === 'string' ? code.toUpperCase() : null
}

const textOf = (error: Error): string =>
  'responseText' in error && typeof error.responseText === 'string' ? error.responseText : error.message
