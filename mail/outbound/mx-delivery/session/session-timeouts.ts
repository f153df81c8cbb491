// How long each thing may take, in milliseconds. All but the first and the last are those of RFC 5321 §4.5.3.2.

export interface SessionTimeouts {
  readonly connect: number
  readonly banner: number
  readonly ehlo: number
  /** STARTTLS and the handshake, each. */
  readonly tls: number
  readonly mail: number
  readonly rcpt: number
  /** Until DATA is answered. */
  readonly data: number
  /** Without any progress while the content is sent. */
  readonly block: number
  /** From the last dot on: the other side may be thinking. */
  readonly end: number
  /** One attempt in all, whatever it meets. */
  readonly whole: number
}

const second = 1000
const minute = 60 * second

export const rfcTimeouts: SessionTimeouts = {
  connect: 30 * second,
  banner: 5 * minute,
  ehlo: 5 * minute,
  tls: 2 * minute,
  mail: 5 * minute,
  rcpt: 5 * minute,
  data: 2 * minute,
  block: 3 * minute,
  end: 10 * minute,
  whole: 60 * minute,
}
