// Faults to plant: each breaks a promise that somebody relies on, by one line. Data alone, so that a move of files can
// rewrite it.

export interface Fault {
  /** What breaks. */
  readonly name: string
  /** Paths from the root of the repository. */
  readonly file: string
  /** Occurs exactly once in the file. */
  readonly from: string
  readonly to: string
  /** Files of the default ring that could see it, the cheapest that do. */
  readonly tests: readonly [string, ...string[]]
}

const verdicts: readonly Fault[] = [
  {
    name: 'virus-of-an-allowed-sender-is-delivered',
    file: 'mail/inbound/policy/decide.ts',
    from: "if (findings.scan.kind === 'virus') return",
    to: "if (findings.scan.kind === 'virus' && standing !== 'allowed') return",
    tests: ['test/mail/inbound/policy/decide.test.ts'],
  },
  {
    name: 'mail-that-dmarc-rejects-is-delivered',
    file: 'mail/inbound/policy/decide.ts',
    from: "if (verdict.dmarcAsks === 'reject' && !isExcused(mail, standing))",
    to: "if (verdict.dmarcAsks === 'reject' && isExcused(mail, standing))",
    tests: ['test/mail/inbound/policy/decide.test.ts'],
  },
  {
    name: 'postmaster-refuses-mail',
    file: 'mail/inbound/policy/decide.ts',
    from: 'return target.required ? neverRefused(decision) : decision',
    to: 'return decision',
    tests: ['test/mail/inbound/policy/decide.test.ts'],
  },
  {
    name: 'borrowed-name-reaches-the-inbox',
    file: 'mail/inbound/policy/decide.ts',
    from: "suspicions.some(({ mark }) => mark === 'borrowed-name' || mark === 'look-alike-domain')",
    to: "suspicions.some(({ mark }) => mark === 'look-alike-domain')",
    tests: ['test/mail/inbound/policy/decide.test.ts'],
  },
  {
    name: 'junk-is-forwarded-to-the-outside',
    file: 'mail/inbound/policy/decide-for-all.ts',
    from: "return decision.kind === 'deliver' && !stays",
    to: 'return !stays',
    tests: ['test/mail/inbound/forwards.test.ts'],
  },
  {
    name: 'forged-author-writes-to-a-closed-list',
    file: 'mail/inbound/policy/list-posting-right.ts',
    from: 'if (!proven || verdict.author',
    to: 'if (verdict.author',
    tests: ['test/mail/inbound/policy/list-posting-right.test.ts'],
  },
  {
    name: 'forged-sender-passes-for-an-allowed-one',
    file: 'mail/inbound/policy/sender-rule-match.ts',
    from: "rule.effect === 'allow' && names(rule, claims, claims.proven)",
    to: "rule.effect === 'allow' && names(rule, claims, claims.named)",
    tests: ['test/mail/inbound/policy/sender-rule-match.test.ts'],
  },
  {
    name: 'arc-seal-over-part-of-the-body-vouches',
    file: 'mail/inbound/authentication/trusted-arc-sealer.ts',
    from: "authorDomain === '' || !coversBody(arc)) return null",
    to: "authorDomain === '') return null",
    tests: ['test/mail/inbound/authentication/vectors/arc.test.ts'],
  },
  {
    name: 'spf-without-an-answer-is-judged-all-the-same',
    file: 'mail/inbound/authentication/temperror.ts',
    from: "if (spf === 'temperror') return 'SPF had no answer'",
    to: "if (spf === 'temperror') return null",
    tests: ['test/mail/inbound/authentication/authenticate.test.ts'],
  },
  {
    name: 'known-supplier-changes-bank-details-unnoticed',
    file: 'mail/inbound/filtering/suspicions/suspicions-by-commune.ts',
    from: '!(ofStrangers && familiar)',
    to: '!familiar',
    tests: ['test/mail/inbound/filtering/suspicions/suspicions-by-commune.test.ts'],
  },
  {
    name: 'leak-leaves-by-a-forward',
    file: 'mail/dlp/pre-send-check.ts',
    from: 'if (!known.inside.has(domainOf(recipient))) continue',
    to: 'if (known.inside.has(domainOf(recipient))) continue',
    tests: ['test/mail/dlp/pre-send-check.test.ts'],
  },
  {
    name: 'any-reason-lets-out-what-is-refused',
    file: 'mail/outbound/checks/check-leaks.ts',
    from: "action === 'justify' && justification !== null",
    to: 'justification !== null',
    tests: ['test/mail/outbound/checks/check-leaks.test.ts'],
  },
]

const inbound: readonly Fault[] = [
  {
    name: 'junk-lands-in-the-inbox',
    file: 'mail/inbound/delivery/copies.ts',
    from: "(isForJunk(decision) ? junkMark : '') +",
    to: "'' +",
    tests: ['test/mail/inbound/delivery/deliver.test.ts'],
  },
  {
    name: 'commune-reads-what-was-found-for-another',
    file: 'mail/inbound/delivery/copies.ts',
    from: 'findings.suspicions.get(target.commune) ?? []',
    to: '[...findings.suspicions.values()].flat()',
    tests: ['test/mail/inbound/delivery/copies.test.ts', 'test/mail/inbound/several-communes/copies.test.ts'],
  },
  {
    name: 'mail-is-accepted-that-nobody-keeps',
    file: 'mail/inbound/delivery/deliver.ts',
    from: 'if (!kept) return temporaryFailure',
    to: 'if (!kept && reply !== null) return temporaryFailure',
    tests: ['test/mail/inbound/delivery/deliver.test.ts'],
  },
  {
    name: 'directory-that-is-down-says-unknown',
    file: 'mail/inbound/envelope/admit-recipient.ts',
    from: 'return failed(temporaryFailure)',
    to: 'return failed(unknownMailbox)',
    tests: ['test/mail/inbound/envelope/admit-recipient.test.ts'],
  },
  {
    name: 'rewritten-sender-relays-any-mail',
    file: 'mail/inbound/envelope/admit-recipient.ts',
    from: "reversePath === '' ? srs.restored(given) : null",
    to: 'srs.restored(given)',
    tests: ['test/mail/inbound/envelope/admit-recipient.test.ts'],
  },
  {
    name: 'message-with-bare-line-breaks-is-accepted',
    file: 'mail/inbound/connection/data-command.ts',
    from: 'if (lineEndings.bare) return',
    to: 'if (lineEndings.falseEnd) return',
    tests: ['test/mail/inbound/connection/smuggling.test.ts'],
  },
  {
    name: 'bare-line-feed-and-dot-end-a-message',
    file: 'mail/session/dot-unstuffing.ts',
    from: "Buffer.from('\\r\\n.')",
    to: "Buffer.from('\\n.')",
    tests: ['test/mail/session/dot-unstuffing.test.ts', 'test/mail/inbound/connection/smuggling.test.ts'],
  },
  {
    name: 'forged-results-in-capitals-are-believed',
    file: 'mail/session/forged-fields.ts',
    from: "each.toLowerCase().replace(/\\.$/, '') === authservId.toLowerCase()",
    to: "each.replace(/\\.$/, '') === authservId.toLowerCase()",
    tests: ['test/mail/session/forged-fields.test.ts'],
  },
  {
    name: 'line-that-begins-with-a-dot-ends-the-delivery',
    file: 'daemons/lmtp/dot-stuffing.ts',
    from: 'atLineStart = chunk[chunk.length - 1] === feed',
    to: 'atLineStart = false',
    tests: ['test/daemons/lmtp/dot-stuffing.test.ts'],
  },
]

const outbound: readonly Fault[] = [
  {
    name: 'anybody-sends-as-anybody',
    file: 'mail/outbound/submission/envelope-commands.ts',
    from: 'if (!sender.addresses.has(mailboxKey(reversePath.value).key)) return senderNotYours',
    to: 'if (sender.addresses.size === 0) return senderNotYours',
    tests: ['test/mail/outbound/submission/envelope-limits.test.ts'],
  },
  {
    name: 'blind-copies-are-shown',
    file: 'mail/outbound/submission/permitted-fields.ts',
    from: "  'bcc',",
    to: "  'x-bcc',",
    tests: ['test/mail/outbound/submission/clean-up.test.ts'],
  },
  {
    name: 'password-is-taken-in-the-clear',
    file: 'mail/outbound/submission/submission-connection.ts',
    from: 'if (this.secure) return super.handler_AUTH',
    to: 'if (this.signedIn === null) return super.handler_AUTH',
    tests: ['test/mail/outbound/submission/sign-in.test.ts'],
  },
  {
    name: 'message-that-the-virus-scanner-did-not-finish-leaves',
    file: 'mail/outbound/checks/checks.ts',
    from: "if (virus.value.kind === 'unfinished') return",
    to: "if (virus.value.kind === 'unfinished' && deadline.aborted) return",
    tests: ['test/mail/outbound/pipeline.test.ts'],
  },
  {
    name: 'mail-that-must-wait-is-returned',
    file: 'mail/outbound/mx-delivery/classify-reply.ts',
    from: "return code >= 500 ? 'failed'",
    to: "return code >= 400 ? 'failed'",
    tests: ['test/mail/outbound/mx-delivery/classify-reply.test.ts'],
  },
  {
    name: 'replayed-message-gets-another-author',
    file: 'mail/signing/signed-fields.ts',
    from: 'for (const name of sealed) choose(name, 1)',
    to: 'for (const name of sealed) choose(name, 0)',
    tests: ['test/mail/signing/sign.test.ts'],
  },
]

const queue: readonly Fault[] = [
  {
    name: 'runner-that-died-keeps-its-mail-for-ever',
    file: 'db/stores/queue/queue-claim.ts',
    from: 'and (d.claim is null or d.claimed_until <= (select over_until from leases))',
    to: 'and d.claim is null',
    tests: ['test/db/stores/queue/queue-runs.test.ts'],
  },
  {
    name: 'message-that-kills-its-runner-is-tried-for-ever',
    file: 'db/stores/queue/queue-claim.ts',
    from: "state = case when unanswered < $5 then state else 'held' end,",
    to: 'state = state,',
    tests: ['test/db/stores/queue/queue-runs.test.ts'],
  },
  {
    name: 'delivered-recipient-fails-later',
    file: 'db/stores/queue/record-attempt.ts',
    from: 'r.recipient = answer.recipient and r.settled_at is null',
    to: 'r.recipient = answer.recipient',
    tests: ['test/db/stores/queue/queue-runs.test.ts'],
  },
  {
    name: 'bounce-answers-a-bounce',
    file: 'db/stores/queue/record-attempt.ts',
    from: "m.reverse_path <> '' as tells",
    to: 'true as tells',
    tests: ['test/db/stores/queue/queue-runs.test.ts'],
  },
  {
    name: 'author-learns-where-a-mailbox-forwards-to',
    file: 'mail/queue/report/hidden-target.ts',
    from: "kind: 'permanent', reply: '', host: null }",
    to: "kind: 'permanent' }",
    tests: ['test/worker/queue/write-report.test.ts'],
  },
]

const tenancy: readonly Fault[] = [
  {
    name: 'manager-reads-the-queue-of-another-commune',
    file: 'db/stores/queue/find-queue.ts',
    from: 'and m.commune_id = ${scope.commune}',
    to: '',
    tests: ['test/db/stores/queue/find-queue.test.ts', 'test/admin/api/queue.test.ts'],
  },
  {
    name: 'manager-opens-held-mail-of-another-commune',
    file: 'db/stores/held/held-message.ts',
    from: ', within(scope, keptRecipient.communeId)',
    to: '',
    tests: ['test/admin/api/held.test.ts'],
  },
  {
    name: 'contact-of-another-box-is-opened',
    file: 'db/stores/webmail/contacts.ts',
    from: 'and(eq(contact.mailboxId, box), eq(contact.id, id))',
    to: 'eq(contact.id, id)',
    tests: ['test/webmail/api/contacts.test.ts'],
  },
  {
    name: 'access-that-ended-still-opens-a-box',
    file: 'db/stores/mailboxes/accessible-mailboxes.ts',
    from: ' and (until is null or until > now())',
    to: '',
    tests: ['test/webmail/api/boxes.test.ts'],
  },
]

const permissions: readonly Fault[] = [
  {
    name: 'auditor-changes-things',
    file: 'identity/permissions.ts',
    from: 'auditor: new Set(reading)',
    to: 'auditor: new Set(ofSupport)',
    tests: ['test/identity/permissions.test.ts'],
  },
  {
    name: 'manager-makes-an-administrator',
    file: 'identity/permissions.ts',
    from: '[...permissionsOf(role)].every(',
    to: '[...permissionsOf(role)].some(',
    tests: ['test/identity/permissions.test.ts'],
  },
  {
    name: 'foreign-site-changes-things',
    file: 'admin/api/http/serve-route.ts',
    from: 'if (!safe.test(route.name) && isForeign',
    to: 'if (safe.test(route.name) && isForeign',
    tests: ['test/admin/api/http/serve-route.test.ts'],
  },
  {
    name: 'author-agrees-to-their-own-leak',
    file: 'admin/api/queue/queue.ts',
    from: "heldFor.includes('approval') &&",
    to: "heldFor.includes('stop') &&",
    tests: ['test/admin/api/queue.test.ts'],
  },
]

const signIn: readonly Fault[] = [
  {
    name: 'password-is-guessed-while-blocked',
    file: 'identity/intrusion/policy.ts',
    from: 'if (until !== null && until > now)',
    to: 'if (until !== null && until < now)',
    tests: ['test/identity/intrusion/policy.test.ts'],
  },
  {
    name: 'letter-that-is-too-old-opens-an-account',
    file: 'db/stores/persons/activation-codes.ts',
    from: 'gt(activationCode.expiresAt, sql`now()`)',
    to: 'undefined',
    tests: ['test/admin/api/activation.test.ts'],
  },
  {
    name: 'stolen-password-adds-a-factor',
    file: 'identity/authentication/session-rules.ts',
    from: "found.session.factor === 'password' && hasFactor(standing)",
    to: "found.session.factor === 'passkey' && hasFactor(standing)",
    tests: ['test/identity/authentication/second-factor.test.ts'],
  },
  {
    name: 'code-of-an-authenticator-opens-twice',
    file: 'identity/authentication/spent-totp.ts',
    from: 'if (await isCodeUsed(state.transaction, person, code)) throw invalidCode()',
    to: 'await isSpent(state.transaction, person, code)',
    tests: [
      'test/identity/authentication/guessed-codes.test.ts',
      'test/identity/authentication/second-factor.test.ts',
    ],
  },
  {
    name: 'writer-gets-an-app-password-that-sends',
    file: 'http/account/own-app-passwords.ts',
    from: "smtp: role === 'owner' || role === 'send' || role === 'manage'",
    to: "smtp: role !== 'read'",
    tests: ['test/admin/api/app-passwords.test.ts', 'test/admin/api/account.test.ts'],
  },
]

const audit: readonly Fault[] = [
  {
    name: 'change-is-made-without-an-audit-row',
    file: 'http/audited-transaction.ts',
    from: 'if (rows === 0) throw',
    to: 'if (rows < 0) throw',
    tests: ['test/admin/api/http/serve-route.test.ts'],
  },
  {
    name: 'audit-log-cut-short-passes-for-whole',
    file: 'db/stores/audit-chain.ts',
    from: 'coalesce(bool_or(seal = $1), false)',
    to: 'coalesce(bool_or(seal <> $1), false)',
    tests: ['test/cli/audit.test.ts'],
  },
]

const configurations: readonly Fault[] = [
  {
    name: 'app-password-for-reading-writes-scripts',
    file: 'stack/generate/dovecot/authentication.ts',
    from: "WHEN 'sieve' THEN sieve ELSE imap END",
    to: 'ELSE imap END',
    tests: ['test/stack/generate/dovecot.test.ts'],
  },
  {
    name: 'rspamd-is-taught-without-a-password',
    file: 'stack/generate/rspamd.ts',
    from: 'ucl({ secure_ip: [] })',
    to: "ucl({ secure_ip: ['127.0.0.1'] })",
    tests: ['test/stack/generate/daemons.test.ts'],
  },
  {
    name: 'resolver-answers-the-whole-internet',
    file: 'stack/generate/unbound.ts',
    from: "['access-control', '0.0.0.0/0', 'refuse']",
    to: "['access-control', '0.0.0.0/0', 'allow']",
    tests: ['test/stack/generate/daemons.test.ts'],
  },
  {
    name: 'key-of-the-worker-rewrites-a-whole-zone',
    file: 'stack/generate/knot.ts',
    from: "['*._domainkey', ",
    to: "['*', ",
    tests: ['test/stack/generate/daemons.test.ts'],
  },
  {
    name: 'gateway-refuses-every-message-as-too-large',
    file: 'stack/generate/gateway.ts',
    from: 'spec.smtp.maxMessageMegabytes * megabyte',
    to: 'spec.smtp.maxMessageMegabytes',
    tests: ['test/stack/generate/gateway.test.ts'],
  },
]

const shownMail: readonly Fault[] = [
  {
    name: 'message-asks-for-a-password-in-a-form',
    file: 'webmail/api/message/allowed-html.ts',
    from: "'a abbr address article",
    to: "'a abbr address form input article",
    tests: ['test/webmail/api/message/sanitise-html.test.ts'],
  },
  {
    name: 'image-of-a-stranger-is-loaded-unasked',
    file: 'webmail/api/message/message-images.ts',
    from: "{ 'data-remote-src': source.address }",
    to: '{ src: source.address }',
    tests: ['test/webmail/api/message/sanitise-html.test.ts'],
  },
  {
    name: 'image-proxy-reaches-our-own-network',
    file: 'webmail/api/message/remote-image.ts',
    from: 'if (!addresses.every(',
    to: 'if (!addresses.some(',
    tests: ['test/webmail/api/message/remote-image.test.ts'],
  },
  {
    name: 'any-site-frames-a-message',
    file: 'webmail/api/content/content-app.ts',
    from: "    'frame-ancestors': origin,\n",
    to: '',
    tests: ['test/webmail/api/frame-page.test.ts'],
  },
]

const writing: readonly Fault[] = [
  {
    name: 'two-who-write-one-draft-overwrite-each-other',
    file: 'webmail/api/writing/save-draft.ts',
    from: 'if (newest.revision === basedOn) return',
    to: 'if (added === null || newest.revision === basedOn) return',
    tests: ['test/webmail/api/writing/drafts.test.ts'],
  },
  {
    name: 'draft-that-was-thrown-away-leaves',
    file: 'worker/outbox/run-outbox.ts',
    from: "(await draftOf(outgoing)) === 'gone'",
    to: "(await draftOf(outgoing)) === 'gone' && outgoing.attempts > 0",
    tests: ['test/worker/outbox/run-outbox.test.ts'],
  },
  {
    name: 'message-leaves-twice-where-its-copy-cannot-be-filed',
    file: 'worker/outbox/run-outbox.ts',
    from: 'if (!outgoing.hasLeft && !(await hasLeft(outgoing, parts))) return',
    to: 'if (!(await hasLeft(outgoing, parts))) return',
    tests: ['test/worker/outbox/run-outbox.test.ts'],
  },
  {
    name: 'words-typed-during-a-save-are-never-saved',
    file: 'webmail/client/compose/draft/saving.ts',
    from: 'stored = Math.max(stored, change.upTo)',
    to: 'stored = written',
    tests: ['test/webmail/client/compose/draft/saving.test.ts'],
  },
]

export const faults: readonly Fault[] = [
  ...verdicts,
  ...inbound,
  ...outbound,
  ...queue,
  ...tenancy,
  ...permissions,
  ...signIn,
  ...audit,
  ...configurations,
  ...shownMail,
  ...writing,
]
