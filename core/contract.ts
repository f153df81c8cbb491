// The words that our APIs and the browser clients share: roles, permissions, problem codes. No zod and no Node here: it
// is the one file of `core/` that runs in a browser.

export const roles = ['administrator', 'support', 'auditor', 'manager', 'member'] as const
export type Role = (typeof roles)[number]

/** `action:entity`; which role has which stands in identity/permissions.ts. */
export const permissions = [
  'read:commune',
  'create:commune',
  'change:commune',
  'suspend:commune',
  'read:domain',
  'change:domain',
  'read:mailbox',
  'change:mailbox',
  'suspend:mailbox',
  'change:quota',
  'read:person',
  'change:person',
  'activate:person',
  'reset:factor',
  'read:access',
  'change:access',
  'read:address',
  'change:address',
  'allow:external-forward',
  'read:policy',
  'change:policy',
  'read:held',
  'preview:held',
  'decide:held',
  'read:trace',
  'read:queue',
  'change:queue',
  'pause:destination',
  'read:deliverability',
  'change:suppressed-address',
  'read:sign-in',
  'read:security',
  'release:block',
  'change:trusted-network',
  'read:app-password',
  'revoke:app-password',
  'read:audit',
  'read:status',
  'read:team',
  'change:team',
  'welcome:commune',
  'change:template',
  'read:api-key',
  'change:api-key',
] as const
export type Permission = (typeof permissions)[number]

/**
 * What no program's key may do, whoever made it: handing out or taking away other people's ways in, or mail to whoever holds
 * the key. Of those who read a mailbox, somebody decided.
 */
export const neverByKey: readonly Permission[] = [
  'change:team',
  'reset:factor',
  'activate:person',
  'change:access',
  'allow:external-forward',
  'change:api-key',
]

/** What can be wrong with a request: stable code → HTTP status. A client says each in words of its own. */
export const problems = {
  'malformed-body': 400,
  'invalid-input': 422,
  'not-signed-in': 401,
  'second-factor-missing': 403,
  forbidden: 403,
  'foreign-origin': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'changed-meanwhile': 409,
  'already-exists': 409,
  'in-use': 409,
  /** Of a message of a shared box, by somebody else of it: `current` says who, when and where; it leaves once its author has seen that. */
  'already-answered': 409,
  'last-administrator': 409,
  'same-person': 409,
  /** Of a delivery that is set aside, or whose mailbox sends nothing now: a manager waits for support or an administrator. */
  'department-decides': 409,
  /** Of two who settle something one got their access a moment ago, and may be the other one under another name. */
  'access-too-new': 409,
  /** They have a password: another code is a reset, and must be asked for as one. */
  'already-active': 409,
  /** A held virus is released on the machine, by somebody who means it. */
  'virus-stays-held': 409,
  'over-pooled-quota': 409,
  'key-used-for-something-else': 409,
  /** A box without room: what is sent or filed there has no place. */
  'mailbox-full': 507,
  /** As much waits to leave from a box as may: nothing more is taken until some of it has left or was taken back. */
  'outbox-full': 409,
  /** A box gives out as much by links as it may. */
  'links-full': 409,
  /** The boxes of its commune do, or all there are: nothing in this box makes room. */
  'links-full-elsewhere': 409,
  /** As many contacts, or as much of them, as a box may have. */
  'contacts-full': 409,
  /** Nobody could look into a message in time: it certainly did not leave, and is sent anew by its author. */
  'not-looked-into': 503,
  /** The mail server will not do it, and trying again changes nothing. */
  'mail-refused': 409,
  /** Nobody takes or tells the rules of a box at the moment; all else goes on. */
  'rules-away': 503,
  'too-large': 413,
  'unsupported-media-type': 415,
  'too-many-requests': 429,
  bug: 500,
  'try-later': 503,
  /** What few do at once, over all who ask: it comes in its turn, and the service is well. */
  'others-at-work': 503,
} as const
export type ProblemCode = keyof typeof problems

/** RFC 9457, as every error of our APIs reads; `type` is `urn:vaguemestre:problem:<code>`. */
export interface ProblemDocument {
  readonly type: string
  readonly code: ProblemCode
  readonly title: string
  readonly status: number
  readonly detail: string
  /** What is wrong with which part of the request: JSON pointers into `body`, `query` or `params`. */
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[]
  /** What stands there now, where somebody else changed it meanwhile. */
  readonly current?: unknown
  /** Who can give what is missing, by name, where that is known. */
  readonly grantors?: readonly string[]
}

/** How one message was to be hidden in another (SMTP smuggling). */
export const smugglingManners = ['false-end-of-data', 'behind-starttls', 'before-the-answer'] as const
export type SmugglingManner = (typeof smugglingManners)[number]

/** What sending is bounded by: so many recipients of one mailbox or one commune within an hour or a day. */
export const sendingBounds = ['mailboxHour', 'mailboxDay', 'communeHour', 'firstTimeDay'] as const
export type SendingBound = (typeof sendingBounds)[number]

/** What an account looks like that somebody took over (identity/intrusion/takeover.ts). */
export const takeoverSignals = ['new-network', 'burst', 'new-forward'] as const
export type TakeoverSignal = (typeof takeoverSignals)[number]

/** What is dangerous about an attached file (core/message/attachment-mark.ts). */
export const attachmentMarks = [
  'executable',
  'script',
  'macro',
  'html-smuggling',
  'disk-image',
  'shortcut',
  'onenote',
  'encrypted-archive',
  'nested-archive',
  'archive-bomb',
  'unreadable-archive',
] as const
export type AttachmentMark = (typeof attachmentMarks)[number]

/** What may leave a commune by mistake (core/policies/leak.ts). In order of weight: of two that call for the same, the first is the reason that is given. */
export const leakKinds = [
  /** SECRET, TRÈS SECRET, and what was CONFIDENTIEL DÉFENSE: classified (IGI 1300); no mail server of ours may carry it. */
  'classified',
  /** DIFFUSION RESTREINTE, SPÉCIAL FRANCE: a mark of protection, not of classification (II 901). */
  'restricted',
  /** Keys that open other doors: private keys, password safes. */
  'key-file',
  /** Number of a payment card. */
  'card',
  /** Number of social security (NIR): only the purposes of décret 2019-341 allow it. */
  'nir',
  /** Dumps of databases, archives of mailboxes: everything at once. */
  'database-file',
  /** Who was born when, where and of whom. */
  'civil-status',
  /** Copies of identity cards, passports, family record books. */
  'identity-paper',
  /** An account number of France or Monaco. */
  'iban',
  /** The same as bank, branch, account and key. */
  'rib',
  'foreign-iban',
  /** « Confidentiel », « Ne pas diffuser », « Secret médical ». */
  'confidential',
  /** Addresses of outside that every recipient sees. */
  'open-recipients',
  /** A file that only a password opens: nobody can say what leaves in it. */
  'encrypted-file',
  /** A document that is broken, too large or too slow to read. */
  'unreadable-file',
] as const
export type LeakKind = (typeof leakKinds)[number]

/** What the session with a mail host of others was to be proven by (RFC 8460 §4.4, core/deliverability/tls-session.ts). */
export const tlsPolicies = ['tlsa', 'sts', 'no-policy-found'] as const
export type TlsPolicy = (typeof tlsPolicies)[number]

/**
 * How it was protected. Of RFC 8460 §4.3.2 `dane-required` alone is left out: nobody configures us to insist on DANE where a
 * domain has none.
 */
export const tlsResults = [
  'success',
  // §4.3.1: what came of the handshake.
  'starttls-not-supported',
  'certificate-host-mismatch',
  'certificate-expired',
  'certificate-not-trusted',
  /** Any other reason. */
  'validation-failure',
  // §4.3.2.1, DANE: no TLSA record that can be used, or none that names what the server shows.
  'tlsa-invalid',
  /** They could not be had with DNSSEC's word for them. */
  'dnssec-invalid',
  // §4.3.2.2, MTA-STS: its policy is announced, and could not be had, read, or be believed to be theirs.
  'sts-policy-fetch-error',
  'sts-policy-invalid',
  'sts-webpki-invalid',
] as const
export type TlsResult = (typeof tlsResults)[number]
