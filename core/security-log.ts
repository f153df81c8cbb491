// What looks like an attack, for those who watch: one entry for each thing noticed, not for each attempt.

import type { SendingBound, SmugglingManner, TakeoverSignal } from './contract.ts'

export const securityEventKinds = [
  'dictionary-attack',
  'too-many-connections',
  'early-talker',
  'relay-attempt',
  'smuggling-attempt',
  'password-guessing',
  'credential-stuffing',
  'sending-limit',
  'sending-stopped',
  'sending-resumed',
  'takeover-suspected',
] as const
export type SecurityEventKind = (typeof securityEventKinds)[number]

/** What is known of it besides: bare facts, which each reader's client puts into words. Never what a message says. */
export interface SecurityFacts {
  /** What somebody tried to sign in with. */
  readonly login?: string
  /** Different wrong passwords. */
  readonly failures?: number
  /** Logins that were tried. */
  readonly logins?: number
  /** For so long the login is closed to the network, or the network is for all logins. */
  readonly closedMinutes?: number
  /** More than so many at once. */
  readonly connections?: number
  /** For so long nothing is taken from there, after too many unknown recipients. */
  readonly refusedSeconds?: number
  readonly manner?: SmugglingManner
  /** The mailbox that sends. */
  readonly mailbox?: string
  /** What it reached, and how many recipients that allows. */
  readonly bound?: SendingBound
  readonly most?: number
  /** Of its messages of late. */
  readonly recipients?: number
  /** Of those of the last hour, whom its commune had never written to. */
  readonly firstTime?: number
  readonly signals?: readonly TakeoverSignal[]
}

export interface SecurityEvent {
  readonly at: Date
  readonly kind: SecurityEventKind
  /** The IPv4 address, /24 or IPv6 /64 that it is about. */
  readonly network: string
  readonly facts: SecurityFacts
}

export interface SecurityLog {
  /** Never waits, never fails. */
  add(event: SecurityEvent): void
}
