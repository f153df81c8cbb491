// What servers of others mean by what they say. The first rule that fits decides: words before codes, because the large
// providers use one code for many things; those of one provider before those of everybody. Whether it is tried again is
// never said here: 4yz is, 5yz is not (RFC 5321 §4.2.1). `unknown-recipient` only where the address is said not to exist,
// for nothing more is sent to such an address: « recipient rejected » may be any rule. Words that anybody may use need an
// enhanced code that says so too, or none; a provider's own are taken at their word, and suppress nothing where their code is
// about something else (`isOfAddress`). One line of the test for each rule, as it was seen.

import type { ReplyKind } from '#core/smtp/delivery-attempt.ts'

export interface ReplyRule {
  readonly kind: ReplyKind
  /** All that is given has to fit. The reply code, such as /^55/. */
  readonly code?: RegExp
  /** The enhanced code without its class: `1.1` for both 4.1.1 and 5.1.1. */
  readonly enhanced?: RegExp
  /** The words of the reply, in one line. */
  readonly says?: RegExp
  /** Words that it must not have, although it says the others. */
  readonly unless?: RegExp
}

/**
 * Of the enhanced code without its class: there is none, or it says that the mailbox does not exist. Not 1.4, which says that
 * there are several, nor 1.2, which is the domain's; 1.10 with words, for alone it is a domain that takes no mail.
 */
export const ofAddress = /^(?:|1\.(?:0|1|3|6|10))$/

/** The sender is the one who was not found, or a header is wrong, or a list of those who may write has one less. */
const ofSomethingElse =
  /\byour (?!recipient)(?:[\w-]+ )?(?:user|account|address|mailbox)\b[^.:;]{0,40}(?:not exist|not found|unknown)|\bheaders?\b|en-t[êe]te|(?:white|allow|safe)[ -]?list/i

/** Orange and laposte.net share a numbering: `OFR_416`, `OFR004_104`, `LPN007_510`. */
const numbered = (numbers: string): RegExp =>
  new RegExp(`\\b(?:ofr|lpn|ouk)(?:\\d{1,4}_|_)?(?:${numbers})\\b`, 'i')

const french: readonly ReplyRule[] = [
  { kind: 'unknown-recipient', says: numbered('416|418') },
  { kind: 'mailbox-full', says: numbered('417') },
  // Archived: nobody opened it for a long time.
  { kind: 'mailbox-disabled', says: numbered('420') },
  { kind: 'too-large', says: numbered('514') },
  // The content, or a sender whose address does not take mail itself.
  { kind: 'policy', says: numbered('305|401|402|403|405|415|421|506|510|513|515|517') },
  // More connections than they grant us: fewer of them is all it takes.
  { kind: 'temporary', says: numbered('104') },
  { kind: 'reputation', says: numbered('103|105|109|201|423|424|503') },
  // SFR, Neuf, Numericable, for two hours: junk, malware, errors, unknown users, volume.
  { kind: 'reputation', says: /\bsfr_in_\d0[1-5]\b/i },
  // Free: an address with too many unknown users or too much junk, for up to a day.
  { kind: 'reputation', says: /too many (?:errors|spams?) from your ip/i },
  { kind: 'mailbox-disabled', says: /blocked due to inactivity/i },
]

const large: readonly ReplyRule[] = [
  // Gmail, of one mailbox that gets too much: its server has nothing against anybody else's mail, nor against us.
  { kind: 'policy', says: /is receiving e?mail (?:too quickly|at a rate)/i },
  {
    kind: 'reputation',
    says: /unusual rate of (?:\w+ )?mail|low reputation of the sending/i,
  },
  // It slows us down, for a domain that sends too much or proves too little: less is all it takes for now.
  { kind: 'reputation', code: /^4/, says: /mail .{0,40}\brate limited/i },
  // Of anybody: more mail than it takes from us (register of enhanced status codes).
  { kind: 'reputation', code: /^4/, enhanced: /^7\.28$/ },
  { kind: 'policy', says: /likely (?:unsolicited|suspicious)/i },
  // Exchange Online: an address that its directory does not know, in two ways.
  { kind: 'unknown-recipient', enhanced: /^4\.1$/, says: /recipient address rejected: access denied/i },
  { kind: 'unknown-recipient', says: /recipientnotfound/i },
  // outlook.com: always with a number, where the same words of others may be any rule.
  { kind: 'unknown-recipient', enhanced: /^5\.0$/, says: /mailbox unavailable \(s\d+\)/i },
  { kind: 'mailbox-full', says: /quotaexceeded/i },
  // Microsoft for both: the sender's domain does not sign and sends much, or does not pass DMARC. A record is wrong.
  { kind: 'policy', enhanced: /^7\.5(?:09|15)$/ },
  // Exchange Online: banned (5.7.606 to 649, 5.7.511), and slowed down (4.7.500 to 699).
  {
    kind: 'reputation',
    enhanced: /^7\.(?:5[0-9]{2}|6[0-9]{2}|70[58])$/,
    says: /banned|access denied|server busy|rate limited|not accepted from this ip/i,
  },
  // outlook.com.
  { kind: 'reputation', says: /part of their network is on our block list/i },
  // Yahoo and AOL: `[TSS04]`, `[TS03]`, `[BL21]`.
  { kind: 'reputation', says: /\[(?:tss?|bl)\d{2}\]/i },
  {
    kind: 'unknown-recipient',
    says: /delivery error: dd (?:this user doesn|not a valid recipient)/i,
  },
  // iCloud.
  { kind: 'reputation', says: /\[hm0\d\]/i },
]

const filters: readonly ReplyRule[] = [
  // Proofpoint.
  { kind: 'reputation', says: /ipcheck\.proofpoint|proofpoint\S*dnsbl/i },
  // Mimecast takes nothing at the first time, and says it in these words.
  { kind: 'greylisted', code: /^4/, says: /internal resources? (?:are|is) temporarily unavailable/i },
  { kind: 'policy', says: /administrative prohibition/i },
  // Lists of addresses that send junk, whoever keeps them: Spamhaus, SpamCop, Barracuda, Cloudmark, Abusix, UCEPROTECT …
  {
    kind: 'reputation',
    says: /spamhaus|spamcop|barracudacentral|cloudmark|abusix|uceprotect|sorbs|senderscore/i,
  },
  { kind: 'reputation', says: /reputation|(?:black|block|deny)[ -]?list|\b(?:dns)?[br]bl\b/i },
  // An address without a name that leads back to it.
  {
    kind: 'reputation',
    says: /reverse (?:dns|hostname)|\bptr\b|does not resolve to|cannot find your hostname/i,
  },
]

const everybody: readonly ReplyRule[] = [
  { kind: 'greylisted', code: /^4/, says: /gr[ae]y[- ]?list|liste grise/i },
  { kind: 'no-smtputf8', says: /smtputf8|internationali[sz]ed (?:e?mail )?address/i },
  {
    kind: 'too-large',
    says: /(?:message|mail|size).{0,40}(?:too (?:large|big|long)|exceeds)|message size|taille .{0,20}(?:limite|maxim)/i,
  },
  {
    kind: 'mailbox-full',
    says: /over ?quota|quota (?:is )?(?:exceeded|full)|exceed\S* .{0,20}quota|out of storage|(?:mailbox|inbox|account|storage|boîte|boite).{0,30}\b(?:full|pleine)\b/i,
  },
  {
    kind: 'mailbox-disabled',
    says: /(?:account|mailbox|user|recipient|boîte|boite)\b.{0,40}\b(?:disabled|inactive|suspended|deactivated|discontinued|closed|locked|expired|désactivée?|suspendue?|fermée?)\b/i,
  },
  // The domain in the address, as they see it.
  { kind: 'no-such-domain', says: /recipient .{0,60}domain (?:not found|does not exist)/i },
  // They do not feel responsible for the domain that names them as its host.
  {
    kind: 'permanent',
    says: /relay(?:ing)? (?:access )?(?:is )?(?:denied|not permitted|prohibited)|not relay/i,
  },
  // Of the sender: the same words would else be taken for the recipient's.
  {
    kind: 'policy',
    says: /sender (?:address|domain)?.{0,30}(?:rejected|denied|not (?:found|exist|verified)|unknown|invalid)|[ée]metteur invalide/i,
  },
  // One mailbox that cannot be looked up now. `temporary` would let the whole destination rest for it.
  {
    kind: 'permanent',
    code: /^4/,
    says: /(?:user|recipient|mailbox) lookup (?:error|fail)|<[^>\s]*@[^>\s]*>.{0,40}lookup (?:error|fail)/i,
  },
  {
    kind: 'unknown-recipient',
    code: /^[45]5/,
    enhanced: ofAddress,
    unless: ofSomethingElse,
    says: /(?:unknown|no such|invalid|not a valid|non-?existent) (?:user|recipient|mailbox|address|person|account|local part)|user (?:is )?(?:unknown|not known)|(?<!\bip )(?:user|recipient|mailbox|address|account)\b.{0,60}(?:does ?n[o’']t exist|not exist|not found|unknown)|(?:adresse|destinataire|utilisateur|boîte).{0,40}(?:inconnue?|invalide|n[’']existe pas)/i,
  },
  // 450 is a mailbox that is busy (RFC 5321 §4.2.3).
  { kind: 'unknown-recipient', code: /^55/, enhanced: ofAddress, says: /mailbox unavailable|no mailbox/i },
  { kind: 'tls-required', says: /must issue a starttls|(?:tls|encryption) (?:is )?required/i },
  {
    kind: 'policy',
    says: /spam|junk|unsolicited|unwanted|virus|malware|phish|content|attachment|\b(?:dmarc|spf|dkim)\b|unauthenticated|polic(?:y|ies)|prohibited|not allowed|banned|ind[ée]sirable|\bheaders?\b|(?:white|allow|safe)[ -]?list/i,
  },
]

/** RFC 3463, RFC 7372, RFC 7505 and the register of enhanced status codes. */
const codes: readonly ReplyRule[] = [
  { kind: 'no-such-domain', enhanced: /^1\.(?:2|10)$/ },
  { kind: 'unknown-recipient', enhanced: /^1\.(?:1|3|6)$/ },
  { kind: 'mailbox-disabled', enhanced: /^2\.1$/ },
  { kind: 'mailbox-full', enhanced: /^2\.2$/ },
  { kind: 'too-large', enhanced: /^(?:2\.3|3\.4)$/ },
  { kind: 'loop', enhanced: /^4\.6$/ },
  { kind: 'no-smtputf8', enhanced: /^6\.(?:7|9|10)$/ },
  { kind: 'tls-required', enhanced: /^7\.(?:10|30)$/ },
  { kind: 'reputation', enhanced: /^7\.25$/ },
  { kind: 'policy', enhanced: /^(?:1\.[78]|7\.\d+)$/, code: /^5/ },
  // RFC 7504: a host, or a domain, that takes no mail at all.
  { kind: 'no-such-domain', code: /^(?:521|556)$/ },
  // RFC 5321 §4.2.3.
  { kind: 'mailbox-full', code: /^552$/ },
]

/** The last two take whatever is left. */
export const replyRules: readonly ReplyRule[] = [
  { kind: 'accepted', code: /^2/ },
  ...french,
  ...large,
  ...filters,
  ...everybody,
  ...codes,
  { kind: 'temporary', code: /^4/ },
  { kind: 'permanent', code: /^/ },
]
