// How much clamd looks at, in megabytes: as clamd.conf(5) has it, and as the signatures say that find what is longer.

import type { Spec } from '../spec/spec.ts'

export interface ScanLimits {
  /** Of one message. */
  readonly stream: number
  /** Of one file, as it was sent or as it was unpacked. */
  readonly file: number
  /** Of all that is unpacked of one message. */
  readonly scan: number
}

/**
 * The octets by which clamd unpacks: it ends a file that would grow past `MaxFileSize` with the last whole one of them, and
 * looks at that without a word. So it gets one more than is looked at: only what is too long reaches into it.
 */
export const unpackedAtOnce = 8192

export function scanLimits({ maxMessageMegabytes }: Spec['smtp']): ScanLimits {
  // Room for the header fields that the gateway adds to a message of the largest size.
  const stream = maxMessageMegabytes + 2
  return { stream, file: Math.max(100, stream), scan: Math.max(400, stream * 4) }
}
