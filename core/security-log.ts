// What looks like an attack, for those who watch: one entry for each thing noticed, not for each attempt.

export const securityEventKinds = [
  'dictionary-attack',
  'too-many-connections',
  'early-talker',
  'relay-attempt',
  'smuggling-attempt',
  'password-guessing',
  'credential-stuffing',
] as const
export type SecurityEventKind = (typeof securityEventKinds)[number]

export interface SecurityEvent {
  readonly at: Date
  readonly kind: SecurityEventKind
  /** The IPv4 address, /24 or IPv6 /64 that it is about. */
  readonly network: string
  /** One line, at most 500 characters; never what a message says. */
  readonly detail: string
}

export interface SecurityLog {
  /** Never waits, never fails. */
  add(event: SecurityEvent): void
}
