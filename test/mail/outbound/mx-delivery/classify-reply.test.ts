import { expect, test } from 'vitest'
import { throttleSignalOf } from '#core/queue/destination-throttle.ts'
import type { Destination } from '#core/queue/queued-mail.ts'
import { type ReplyKind, replyKinds } from '#core/smtp/delivery-attempt.ts'
import { replyKindTexts } from '#core/smtp/reply-kind-text.ts'
import { classifyReply, isOfAddress, outcomeOf, ruleFor } from '#mail/outbound/mx-delivery/classify-reply.ts'
import { replyRules } from '#mail/outbound/mx-delivery/remote-replies.ts'
import type { RemoteReply } from '#mail/outbound/mx-delivery/remote-reply.ts'
import { address } from '#test/support/database/commune.ts'

/** `550 5.1.1 words`, as it came. */
function said(line: string): RemoteReply {
  const [, code, enhanced, words = ''] = /^(\d{3}) (?:([245]\.\d+\.\d+) )?(.*)$/.exec(line) ?? []
  return { code: Number(code), enhanced: enhanced ?? null, lines: [words] }
}

const lines: readonly (readonly [ReplyKind, string])[] = [
  ['accepted', '250 2.0.0 OK DMARC:Quarantine 1732 q12si - gsmtp'],
  // Orange and laposte.net.
  [
    'unknown-recipient',
    '550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416]',
  ],
  ['unknown-recipient', '550 5.5.0 Adresse invalide. LPN007_418'],
  ['mailbox-full', '552 5.1.1 Boite du destinataire pleine. Recipient overquota. OFR_417 [417]'],
  ['mailbox-disabled', '550 5.2.1 Boite du destinataire archivee. Archived recipient. OFR_420 [420]'],
  ['too-large', '552 5.3.4 Taille limite du message atteinte. OFR_514'],
  ['policy', '550 5.2.0 Mail rejete. Mail rejected. OFR_506 [506]'],
  [
    'policy',
    '550 5.5.0 Service refuse. Veuillez essayer plus tard. service refused, please try later. LPN007_510',
  ],
  ['policy', '450 4.1.8 Emetteur invalide. Invalid Sender. LPN007_405'],
  [
    'temporary',
    '421 mwinf5c40 ME Trop de connexions, veuillez verifier votre configuration. Too many connections, slow down. OFR004_104 [104]',
  ],
  [
    'reputation',
    '421 Service refuse. Veuillez essayer plus tard. Service refused, please try later. OFR004_105',
  ],
  ['reputation', '450 4.7.1 Client host rejected: Service refuse. Veuillez essayer plus tard. LPN027_503'],
  // SFR and Free.
  ['reputation', '450 4.7.1 Service refused due to bad behavior SFR_IN_101'],
  ['policy', '550 5.7.1 Message content rejected'],
  ['reputation', '451 too many errors from your ip (192.0.2.7), please visit http://postmaster.free.fr/'],
  ['reputation', '421 Too many spams from your IP (192.0.2.7), please visit http://postmaster.free.fr/'],
  ['policy', '550 spam detected'],
  ['mailbox-disabled', '550 5.2.1 This mailbox has been blocked due to inactivity'],
  // Gmail.
  [
    'unknown-recipient',
    '550 5.1.1 The email account that you tried to reach does not exist. Please try double-checking the address. - gsmtp',
  ],
  ['mailbox-full', '452 4.2.2 The recipient’s inbox is out of storage space and inactive. - gsmtp'],
  ['mailbox-disabled', '550 5.2.1 The email account that you tried to reach is inactive. - gsmtp'],
  // Of that mailbox: `temporary` would be trouble of all of Gmail (core/queue/destination-throttle.ts).
  [
    'policy',
    '450 4.2.1 The user you are trying to contact is receiving mail too quickly. Please resend later. - gsmtp',
  ],
  [
    'policy',
    '450 4.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages from being delivered. - gsmtp',
  ],
  [
    'reputation',
    '421 4.7.28 Gmail has detected an unusual rate of unsolicited mail originating from your IP address. - gsmtp',
  ],
  ...['DKIM domain [ours.test]', 'SPF domain [ours.test]', 'IP address'].map(
    (source) =>
      [
        'reputation',
        `421 4.7.28 Gmail has detected an unusual rate of mail originating from your ${source}. - gsmtp`,
      ] as const,
  ),
  [
    'reputation',
    '421 4.7.26 Your email has been rate limited because it is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM. - gsmtp',
  ],
  ['reputation', '450 4.7.28 Mail flood detected'],
  [
    'reputation',
    '550 5.7.1 this message is blocked due to the very low reputation of the sending domain. - gsmtp',
  ],
  ['policy', '550 5.7.1 Gmail has detected that this message is likely unsolicited mail. - gsmtp'],
  ['policy', '550 5.7.26 Your email has been blocked because the sender is unauthenticated. - gsmtp'],
  ['too-large', '552 5.3.4 Your message exceeded Google’s message size limits. - gsmtp'],
  ['reputation', '550 5.7.25 The sending address has no PTR record. - gsmtp'],
  // Microsoft.
  [
    'unknown-recipient',
    '550 5.4.1 Recipient address rejected: Access denied. [AM5EUR02FT027.eop-EUR02.prod.protection.outlook.com]',
  ],
  [
    'unknown-recipient',
    '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
  ],
  ['unknown-recipient', '550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).'],
  ['mailbox-full', '554 5.2.2 mailbox is limited; STOREDRV.Deliver.Exception:QuotaExceededException'],
  [
    'reputation',
    '550 5.7.606 Access denied, banned sending IP [192.0.2.7]. To request removal visit https://sender.office.com/',
  ],
  ['reputation', '451 4.7.650 The mail server [192.0.2.7] has been temporarily rate limited. (S775)'],
  ['reputation', '451 4.7.500 Server busy. Please try again later from [192.0.2.7]. (AS77713)'],
  [
    'reputation',
    '550 5.7.1 Unfortunately, messages from [192.0.2.7] weren’t sent, since part of their network is on our block list (S3140).',
  ],
  [
    'policy',
    '550 5.7.515 Access denied, sending domain ours.test does not meet the required authentication level.',
  ],
  [
    'policy',
    '550 5.7.509 Access denied, sending domain ours.test does not pass DMARC verification and has a DMARC policy of reject.',
  ],
  // Yahoo and iCloud.
  [
    'reputation',
    '421 4.7.0 [TSS04] Messages from 192.0.2.7 temporarily deferred due to unexpected volume or user complaints',
  ],
  ['reputation', '553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.7'],
  [
    'unknown-recipient',
    '554 delivery error: dd This user doesn’t have a yahoo.com account (nobody@yahoo.com) [0]',
  ],
  ['mailbox-disabled', '554 30 Sorry, your message cannot be delivered. This mailbox is disabled (554.30).'],
  ['policy', '554 5.7.9 Message not accepted for policy reasons.'],
  ['reputation', '550 5.7.0 [HM08] Message rejected due to local policy.'],
  ['policy', '554 5.7.1 [CS01] Message rejected due to local policy.'],
  // Filters in front of other servers, and lists.
  ['reputation', '554 5.7.0 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.7'],
  [
    'greylisted',
    '451 Internal resources are temporarily unavailable - https://community.mimecast.com/docs/DOC-1369#451',
  ],
  ['policy', '550 Administrative prohibition - envelope blocked'],
  ['reputation', '550 5.7.1 Service unavailable; client [192.0.2.7] blocked using zen.spamhaus.org'],
  [
    'reputation',
    '554 Your access to this mail system has been rejected due to the sending MTA’s poor reputation.',
  ],
  ['reputation', '450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.7]'],
  // Postfix, Exim and whoever else.
  ['greylisted', '450 4.2.0 Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/help/'],
  ['no-smtputf8', '553 5.6.7 SMTPUTF8 is required, but was not offered by host'],
  ['too-large', '552 Message too large - max size 10240000'],
  ['mailbox-full', '452 4.2.2 Mailbox is full'],
  ['mailbox-full', '552 5.2.2 over quota'],
  ['mailbox-disabled', '550 The account of this user is suspended'],
  ['policy', '550 5.1.8 Sender address rejected: Domain not found'],
  [
    'unknown-recipient',
    '550 5.1.1 <nobody@example.org>: Recipient address rejected: User unknown in virtual mailbox table',
  ],
  ['unknown-recipient', '550 L’adresse du destinataire n’existe pas'],
  ['unknown-recipient', '450 4.1.1 No such user here'],
  ['unknown-recipient', '550 Requested action not taken: mailbox unavailable'],
  ['unknown-recipient', '550 5.1.0 <nobody@example.org>: User unknown'],
  ['unknown-recipient', '550 no such user here, please check the address'],
  ['unknown-recipient', '550 Please check your address book: user unknown'],
  // The same words about something else: what is said of the address is said by the code, where there is one.
  ['policy', '550 Message rejected: your user account not found in our whitelist'],
  ['permanent', '550 Message rejected: your account does not exist'],
  ['policy', '554 5.7.1 <paul@example.org>: rejected, invalid recipient address header'],
  ['policy', '554 invalid recipient address header'],
  ['policy', '550 5.7.1 <paul@example.org>: User unknown in the list of those who may be written to'],
  ['mailbox-disabled', '550 5.2.1 <paul@example.org>: user not found'],
  ['permanent', '550 5.4.1 no such user'],
  ['permanent', '550 5.3.0 mailbox unavailable'],
  ['permanent', '553 5.1.4 ambiguous address'],
  ['permanent', '450 4.2.0 <paul@example.org>: Recipient address rejected: user lookup error'],
  ['permanent', '451 4.3.0 <paul@example.org>: Temporary lookup failure'],
  ['temporary', '451 4.3.0 Temporary lookup failure'],
  ['temporary', '450 Requested mail action not taken: mailbox unavailable'],
  ['tls-required', '530 5.7.0 Must issue a STARTTLS command first'],
  ['policy', '554 5.7.1 <paul@example.org>: Recipient address rejected: Access denied'],
  ['no-such-domain', '450 4.1.2 <paul@example.org>: Recipient address rejected: Domain not found'],
  ['permanent', '554 5.7.1 <paul@example.org>: Relay access denied'],
  ['reputation', '554 5.7.1 Your IP address could not be verified: not found in the reverse DNS'],
  ['permanent', '550 The IP address of the client does not exist in our records'],
  [
    'mailbox-disabled',
    '554 delivery error: dd Sorry your message cannot be delivered. This account has been disabled or discontinued [#102].',
  ],
  // By their codes alone.
  ['no-such-domain', '556 5.1.10 mail is refused here'],
  ['unknown-recipient', '550 5.1.1 sorry'],
  ['mailbox-disabled', '550 5.2.1 sorry'],
  ['mailbox-full', '522 5.2.2 sorry'],
  ['too-large', '523 5.2.3 sorry'],
  ['loop', '554 5.4.6 hop count exceeded'],
  ['no-smtputf8', '550 5.6.7 sorry'],
  ['tls-required', '550 5.7.30 sorry'],
  ['reputation', '550 5.7.25 sorry'],
  ['policy', '550 5.7.1 sorry'],
  ['no-such-domain', '521 sorry'],
  ['mailbox-full', '552 sorry'],
  ['temporary', '421 4.3.2 Service not available, closing transmission channel'],
  ['temporary', '451 4.7.1 please come back'],
  ['permanent', '550 sorry'],
  ['permanent', '501 5.5.4 Syntax'],
]

test.each(lines)('%s ← %s', (kind, line) => {
  expect(classifyReply(said(line))).toBe(kind)
})

test.each([
  // Of one mailbox, and the words of a rule: the server says nothing of itself.
  [
    '450 4.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages',
    'unsure',
  ],
  ['450 4.7.1 <paul@example.org>: Recipient address rejected: Policy rejection, please try later', 'unsure'],
  ['450 4.2.0 <paul@example.org>: Recipient address rejected: Greylisted', 'unsure'],
  ['450 4.2.0 <paul@example.org>: Recipient address rejected: user lookup error', 'well'],
  ['451 4.3.0 <paul@example.org>: Temporary lookup failure', 'well'],
  ['452 4.2.2 Mailbox is full', 'well'],
  ['550 5.7.1 spam detected', 'well'],
  ['550 5.7.1 blocked using zen.spamhaus.org', 'unsure'],
  ['421 Too many spams from your IP (192.0.2.7), please visit http://postmaster.free.fr/', 'trouble'],
  ['421 4.7.28 Gmail has detected an unusual rate of mail originating from your DKIM domain', 'trouble'],
  ['421 4.7.26 Your email has been rate limited because it is unauthenticated.', 'trouble'],
  ['250 2.0.0 OK', 'well'],
])('%s → %s for the destination', (line, expected) => {
  const reply = said(line)
  const answer = { recipient: address('paul@example.org'), outcome: outcomeOf(reply), reply: line }
  const attempt = { host: null, address: null, tls: '', milliseconds: 1 }
  const news = throttleSignalOf(
    { ...attempt, recipients: [{ ...answer, kind: classifyReply(reply) }] },
    'example.org' as Destination,
  )
  expect(news.kind).toBe(expected)
})

test.each([
  ['550 no such user', true],
  ['550 5.1.1 no such user', true],
  ['550 5.1.10 RESOLVER.ADR.RecipientNotFound', true],
  // Their own words for an unknown address, under a code that says less.
  ['550 5.4.1 Recipient address rejected: Access denied.', false],
  ['550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).', false],
  ['550 5.7.1 no such user', false],
])('%s → held against the address: %s', (line, expected) => {
  expect(isOfAddress(said(line))).toBe(expected)
})

test('every rule → has a line that it is for', () => {
  const used = new Set(lines.map(([, line]) => ruleFor(said(line))))
  expect(replyRules.filter((rule) => !used.has(rule))).toEqual([])
})

test.each([
  ['250 OK', 'delivered'],
  ['452 4.2.2 full', 'deferred'],
  ['552 5.2.2 full', 'failed'],
  // Its own codes contradict each other: the reply code counts.
  ['550 4.2.2 full', 'failed'],
])('%s → %s', (line, outcome) => {
  expect(outcomeOf(said(line))).toBe(outcome)
})

test.each(replyKinds)('%s → says in both languages what happened and what to do', (kind) => {
  for (const language of ['fr', 'en'] as const) {
    const { happened, advice } = replyKindTexts[language][kind]
    expect(happened).toMatch(/^\p{Lu}.*\.$/u)
    if (kind !== 'accepted') expect(advice).toMatch(/^\p{Lu}.*\.$/u)
    // French typography; nobody is shouted at.
    expect(`${happened} ${advice}`).not.toMatch(/ [;:?!»]|[!']|« /)
  }
})
