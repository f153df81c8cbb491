// Settings that rspamd has by name and applies only to a scan that asks for them (`Settings-Id`); the generator of rspamd
// writes what each of them switches off. Given in the request itself they would be parsed and worked out for each message.

/** By what is scanned. */
export const scanSettings = {
  /** Of somebody who signed in: rules that only say something about a stranger do not run. */
  sent: 'sent',
  /** Received, and never asked to come back. */
  noGreylisting: 'no-greylisting',
} as const
