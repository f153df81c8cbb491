// What an aggregate report (RFC 9990) will count: one observation for each message whose author domain asks for reports.
// Never a recipient, never a local part, nothing of the message.

/** What authentication found, before anybody decided. */
export interface DmarcEvidence {
  /** Where the policy was found: the author's domain or one above it. */
  readonly policyDomain: string
  readonly authorDomain: string
  /** The tags of the published record that a report repeats. */
  readonly published: Readonly<Record<string, string>>
  readonly dkimAligned: boolean
  readonly spfAligned: boolean
  /** The record's t=y weakened what its policy asks for. */
  readonly inTest: boolean
  /** Domain of the reverse-path, empty for the null one. */
  readonly envelopeFrom: string
  readonly spf: { readonly domain: string; readonly result: string }
  readonly dkim: readonly { readonly domain: string; readonly selector: string; readonly result: string }[]
}

export type DmarcDisposition = 'none' | 'quarantine' | 'reject'

/** Why less was done than the policy asks for (RFC 9990, PolicyOverrideType). */
export type DmarcOverride = 'trusted_forwarder' | 'local_policy' | 'policy_test_mode'

export interface DmarcObservation extends Omit<DmarcEvidence, 'inTest'> {
  readonly at: Date
  readonly client: string
  readonly disposition: DmarcDisposition
  readonly override: DmarcOverride | null
}

export interface DmarcObservations {
  /** Never waits, never fails: a message does not depend on it. What cannot be written is counted in the log. */
  add(observation: DmarcObservation): void
}
