// RFC 8617 §7.2.1: when a chain excuses a message that fails DMARC. Whom to believe, and how far, the RFC leaves to the
// receiver; our answers stand in docs/decisions/0011-authentication-verdicts.md. lists.test and relay.test are trusted,
// other.test is not.

import { type ArcSealing, arcSealed } from '#test/support/signing/arc-sealed.ts'
import { keyRecord, rsa1024 } from '#test/support/signing/signing-keys.ts'

/** What the rows rest on: a paragraph (of RFC 8617 unless it says another), and the words there. */
interface Sentence {
  readonly paragraph: string
  readonly words: string
}

const sentences = {
  noChain: {
    paragraph: '§4.4',
    words: 'There was no Authenticated Received Chain on the message when it arrived for validation.',
  },
  saidToFail: {
    paragraph: '§5.2 step 2',
    words: 'If the Chain Validation Status of the highest instance value ARC Set is "fail" …',
  },
  newestSignature: {
    paragraph: '§5.2 step 4',
    words: 'Validate the AMS with the greatest instance value (most recent).',
  },
  /** An older AMS that fails: only the word of whoever sealed later says that the message once was whole. */
  olderSignature: {
    paragraph: '§5.2 step 5',
    words: 'This does not affect the validity of the Authenticated Received Chain.',
  },
  anySeal: {
    paragraph: '§5.2 step 6',
    words: 'If any AS fails to validate, the Chain Validation Status is "fail" …',
  },
  failsAsNone: {
    paragraph: '§5.2',
    words:
      '… an Authenticated Received Chain with a Chain Validation Status of "fail" MUST be treated the same as a message with no Authenticated Received Chain.',
  },
  allResults: {
    paragraph: '§4.1.1',
    words:
      '… the AAR MUST contain the combined authres-payload with all of the authentication results from within the participating ADMD …',
  },
  /** So a comment is no word, and what is quoted is one value (RFC 8601 §2.2). */
  likeResults: {
    paragraph: '§4.1.1',
    words: 'The AAR header field is similar in syntax and semantics to an Authentication-Results field …',
  },
  differentHandlers: {
    paragraph: '§7.2',
    words:
      '… base decisions of message disposition on authentication assessments provided by different ADMDs.',
  },
  mayAccept: {
    paragraph: '§7.2.1',
    words:
      'As a matter of local policy, a DMARC processor MAY choose to accept the authentication assessments provided by an Authenticated Received Chain when determining if a message is DMARC compliant.',
  },
  /** Of those who sealed: whom to believe is the receiver's to say (§7.2.1), and ours to configure. */
  noTrustworthiness: {
    paragraph: '§9.3',
    words: 'It does not make any assessment of their trustworthiness.',
  },
  sealingDomain: {
    paragraph: '§9.4',
    words: '… responsibility for message handling is attributed to the Sealing domain …',
  },
  suspicion: {
    paragraph: '§9.4',
    words: '… ARC Sealers should be treated with suspicion …',
  },
  domainsWithoutCase: {
    paragraph: 'RFC 1034 §3.1',
    words:
      '… domain name comparisons for all present domain functions are done in a case-insensitive manner …',
  },
  /** The chain has failed for good (§5.2.1); that the message is not refused for it yet is our policy. */
  keyWithoutAnswer: {
    paragraph: 'RFC 6376 §6.1.2',
    words:
      'If the query for the public key fails to respond, the Verifier MAY seek a later verification attempt by returning TEMPFAIL (key unavailable).',
  },
  partOfBody: {
    paragraph: 'RFC 6376 §8.2',
    words: '… Assessors might wish to ignore signatures that use the tag.',
  },
  /** What header.from= of a DMARC result is, in the registry of Authentication-Results. */
  authorOfFrom: {
    paragraph: 'RFC 7489 §11.1',
    words: '… the domain portion of the RFC5322.From header field',
  },
} as const satisfies Readonly<Record<string, Sentence>>

interface ArcTrustRow {
  /** The paragraph, and its point in our words. */
  readonly rule: string
  readonly rests: Sentence
  /** Instead of the keys of all sealers. */
  readonly zone?: readonly string[]
  readonly policy?: 'quarantine'
  readonly message: () => string
  readonly expect: '250' | '550' | '451' | 'junk'
}

const plain = 'From: Author <author@away.test>\r\nSubject: vector\r\n\r\nText\r\n'
const sealedBy =
  (...sealings: readonly ArcSealing[]) =>
  () =>
    sealings.reduce(arcSealed, plain)
const says = (domain: string, results: string): ArcSealing => ({ domain, results: `${domain}; ${results}` })
const passed = 'dmarc=pass header.from=away.test'
const broke = 'arc=pass; dmarc=fail header.from=away.test'

export const arcTrustRows: readonly ArcTrustRow[] = [
  { rule: '§4.4 no chain', rests: sentences.noChain, message: () => plain, expect: '550' },
  {
    rule: '§7.2.1 a trusted sealer saw DMARC pass',
    rests: sentences.mayAccept,
    message: sealedBy(says('lists.test', passed)),
    expect: '250',
  },
  {
    rule: '§7.2.1 p=quarantine, a trusted sealer saw DMARC pass: not junk',
    rests: sentences.mayAccept,
    policy: 'quarantine',
    message: sealedBy(says('lists.test', passed)),
    expect: '250',
  },
  {
    rule: '§9.3 p=quarantine, nobody who is trusted',
    rests: sentences.noTrustworthiness,
    policy: 'quarantine',
    message: sealedBy(says('other.test', passed)),
    expect: 'junk',
  },
  {
    rule: 'RFC 1034 §3.1 the sealer wrote its domain in capitals',
    rests: sentences.domainsWithoutCase,
    message: sealedBy({ ...says('LISTS.test', passed) }),
    expect: '250',
  },
  {
    rule: '§4.1.1 a comment between the words of the sealer',
    rests: sentences.likeResults,
    message: sealedBy(says('lists.test', 'dmarc=pass (p=reject dis=none) header.from=away.test')),
    expect: '250',
  },
  {
    rule: '§9.3 somebody who is not trusted',
    rests: sentences.noTrustworthiness,
    message: sealedBy(says('other.test', passed)),
    expect: '550',
  },
  {
    rule: '§9.4 a subdomain of a trusted sealer is somebody else',
    rests: sentences.sealingDomain,
    message: sealedBy(says('mail.lists.test', passed)),
    expect: '550',
  },
  {
    rule: '§7.2.1 the trusted sealer saw DMARC fail',
    rests: sentences.mayAccept,
    message: sealedBy(says('lists.test', 'dmarc=fail header.from=away.test')),
    expect: '550',
  },
  {
    rule: 'RFC 7489 §11.1 the trusted sealer saw another author',
    rests: sentences.authorOfFrom,
    message: sealedBy(says('lists.test', 'dmarc=pass header.from=bank.test')),
    expect: '550',
  },
  {
    rule: '§4.1.1 the trusted sealer says nothing of DMARC',
    rests: sentences.allResults,
    message: sealedBy(says('lists.test', 'spf=pass; dkim=pass header.d=away.test')),
    expect: '550',
  },
  {
    rule: 'RFC 7489 §11.1 the trusted sealer names no author',
    rests: sentences.authorOfFrom,
    message: sealedBy(says('lists.test', 'dmarc=pass')),
    expect: '550',
  },
  {
    rule: '§4.1.1 the words stand inside a quoted value',
    rests: sentences.likeResults,
    message: sealedBy(says('lists.test', `spf=fail smtp.mailfrom="x; ${passed}"@other.test`)),
    expect: '550',
  },
  {
    rule: '§4.1.1 the words stand inside a comment',
    rests: sentences.likeResults,
    message: sealedBy(says('lists.test', `spf=fail (; ${passed})`)),
    expect: '550',
  },
  {
    rule: '§5.2 step 4: the seal of a trusted sealer on another body',
    rests: sentences.newestSignature,
    message: () => sealedBy(says('lists.test', passed))().replace('Text', 'Pay'),
    expect: '550',
  },
  {
    rule: '§5.2 step 4: the seal of a trusted sealer under another author',
    rests: sentences.newestSignature,
    message: () => sealedBy(says('lists.test', passed))().replace('author@', 'ceo@'),
    expect: '550',
  },
  {
    rule: '§5.2 step 6: the word of a trusted sealer changed',
    rests: sentences.anySeal,
    message: () => sealedBy(says('lists.test', broke))().replace('dmarc=fail', 'dmarc=pass'),
    expect: '550',
  },
  {
    rule: '§9.4 a set of somebody else after the trusted one',
    rests: sentences.suspicion,
    message: sealedBy(says('lists.test', passed), says('other.test', broke)),
    expect: '550',
  },
  {
    rule: '§5.2 step 5: another body, sealed again by somebody else',
    rests: sentences.olderSignature,
    message: () =>
      arcSealed(sealedBy(says('lists.test', passed))().replace('Text', 'Pay'), says('other.test', passed)),
    expect: '550',
  },
  {
    rule: '§7.2.1 somebody else before, the trusted sealer saw DMARC pass itself',
    rests: sentences.mayAccept,
    message: sealedBy(says('other.test', broke), says('lists.test', passed)),
    expect: '250',
  },
  {
    rule: '§9.3 somebody else says it passed, the trusted sealer saw it fail',
    rests: sentences.noTrustworthiness,
    message: sealedBy(says('other.test', passed), says('lists.test', broke)),
    expect: '550',
  },
  {
    rule: '§7.2 two trusted sealers, the first saw it pass before the second changed it',
    rests: sentences.differentHandlers,
    message: sealedBy(says('relay.test', passed), says('lists.test', broke)),
    expect: '250',
  },
  {
    rule: '§5.2 step 4: two trusted sealers, the body changed after both',
    rests: sentences.newestSignature,
    message: () => sealedBy(says('relay.test', passed), says('lists.test', broke))().replace('Text', 'Pay'),
    expect: '550',
  },
  {
    rule: '§9.4 trusted, somebody else, trusted: what happened in between is unknown',
    rests: sentences.suspicion,
    message: sealedBy(says('relay.test', passed), says('other.test', broke), says('lists.test', broke)),
    expect: '550',
  },
  {
    rule: '§5.2 step 2: the trusted sealer says that the chain was broken',
    rests: sentences.saidToFail,
    message: sealedBy(says('relay.test', passed), { ...says('lists.test', passed), cv: 'fail' }),
    expect: '550',
  },
  {
    rule: 'RFC 6376 §8.2 the trusted sealer signed a part of the body only',
    rests: sentences.partOfBody,
    message: sealedBy({ ...says('lists.test', passed), messageTags: { l: '2' } }),
    expect: '550',
  },
  {
    rule: 'RFC 6376 §6.1.2 the key of the trusted sealer has no answer: it might have vouched',
    rests: sentences.keyWithoutAnswer,
    zone: ['s1._domainkey.lists.test SERVFAIL'],
    message: sealedBy(says('lists.test', passed)),
    expect: '451',
  },
  {
    rule: '§5.2 the trusted sealer has no such key',
    rests: sentences.failsAsNone,
    zone: [keyRecord(rsa1024, { domain: 'other.test' })],
    message: sealedBy(says('lists.test', passed)),
    expect: '550',
  },
]
