// RFC 6376 §3.4 to §3.7, §5.4: what a signature covers, and what may change under it.

import { type HandSigning, handSigned } from '#test/support/signing/hand-signed.ts'
import type { DkimRow } from './dkim-row.ts'

const head = 'From: Author <author@away.test>\r\nSubject: vector\r\nX-Note: free'
const plain = `${head}\r\n\r\nFirst line\r\nSecond line\r\n`

/** Signed, then changed. */
const changed =
  (from: string | RegExp, to: string, signing: HandSigning = {}) =>
  () =>
    handSigned(plain, signing).replace(from, to)
const canon = (c: string): HandSigning => ({ tags: { c } })

export const dkimContentRows: readonly DkimRow[] = [
  { rule: '§3 no signature → none', message: () => plain, expect: 'none' },
  { rule: '§3.4.2, §3.4.4 relaxed/relaxed, untouched', message: () => handSigned(plain), expect: 'pass' },
  {
    rule: '§3.4.1, §3.4.3 simple/simple, untouched',
    message: () => handSigned(plain, canon('simple/simple')),
    expect: 'pass',
  },
  {
    rule: '§3.4 relaxed/simple, untouched',
    message: () => handSigned(plain, canon('relaxed/simple')),
    expect: 'pass',
  },
  {
    rule: '§3.4 simple/relaxed, untouched',
    message: () => handSigned(plain, canon('simple/relaxed')),
    expect: 'pass',
  },
  {
    rule: '§3.5 c= left out means simple/simple',
    message: () => handSigned(plain, { tags: { c: null } }),
    expect: 'pass',
  },
  {
    rule: '§3.5 c= with one word means simple for the body',
    message: () => handSigned(plain, canon('relaxed')),
    expect: 'pass',
  },
  {
    rule: '§3.4.1 simple header: a space more',
    message: changed('Subject: vector', 'Subject:  vector', canon('simple/simple')),
    expect: 'fail',
  },
  {
    rule: '§3.4.1 simple header: the case of a name',
    message: changed('Subject:', 'SUBJECT:', canon('simple/simple')),
    expect: 'fail',
  },
  {
    rule: '§3.4.2 relaxed header: a space more',
    message: changed('Subject: vector', 'Subject:   vector  '),
    expect: 'pass',
  },
  {
    rule: '§3.4.2 relaxed header: folding',
    message: changed('Subject: vector', 'Subject:\r\n\tvector'),
    expect: 'pass',
  },
  {
    rule: '§3.4.2 relaxed header: the case of a name',
    message: changed('Subject:', 'SUBJECT:'),
    expect: 'pass',
  },
  {
    rule: '§3.4.2 relaxed header: the case of a value',
    message: changed('Subject: vector', 'Subject: Vector'),
    expect: 'fail',
  },
  {
    rule: '§3.4.2 relaxed header: a space inside a word',
    message: changed('Subject: vector', 'Subject: vec tor'),
    expect: 'fail',
  },
  {
    rule: '§3.4.3 simple body: empty lines at the end',
    message: changed(/$/, '\r\n\r\n\r\n', canon('simple/simple')),
    expect: 'pass',
  },
  {
    rule: '§3.4.3 simple body: a space at the end of a line',
    message: changed('First line', 'First line ', canon('simple/simple')),
    expect: 'fail',
  },
  {
    rule: '§3.4.4 relaxed body: spaces at the end of a line',
    message: changed('First line', 'First line \t '),
    expect: 'pass',
  },
  {
    rule: '§3.4.4 relaxed body: more spaces where there is one',
    message: changed('First line', 'First \t line'),
    expect: 'pass',
  },
  {
    rule: '§3.4.4 relaxed body: a space where there was none',
    message: changed('First line', 'Fir st line'),
    expect: 'fail',
  },
  { rule: '§3.4.4 relaxed body: empty lines at the end', message: changed(/$/, '\r\n\r\n'), expect: 'pass' },
  {
    rule: '§3.4.4 relaxed body: an empty line in between',
    message: changed('First line\r\n', 'First line\r\n\r\n'),
    expect: 'fail',
  },
  {
    rule: '§3.4.3 simple body: none at all counts as one line end',
    message: () => handSigned(`${head}\r\n\r\n`, canon('simple/simple')),
    expect: 'pass',
  },
  {
    rule: '§3.4.4 relaxed body: none at all counts as nothing',
    message: () => handSigned(`${head}\r\n\r\n`),
    expect: 'pass',
  },
  { rule: '§3.7 a word of the body changes', message: changed('Second', 'Last'), expect: 'fail' },
  {
    rule: '§3.7 a signed field changes',
    message: changed('Subject: vector', 'Subject: victor'),
    expect: 'fail',
  },
  { rule: '§3.7 the author changes', message: changed('author@', 'ceo@'), expect: 'fail' },
  {
    rule: '§3.7 a field that is not signed changes',
    message: changed('X-Note: free', 'X-Note: other'),
    expect: 'pass',
  },
  {
    rule: '§3.7 the field of the signature itself changes',
    message: changed('s=s1;', 's=s1; t=1;'),
    expect: 'fail',
  },
  {
    rule: '§5.4 h= without From',
    message: () => handSigned(plain, { tags: { h: 'subject' } }),
    expect: 'neutral',
  },
  {
    rule: '§5.4.2 the lowest of two fields is the signed one',
    message: changed('From:', 'Subject: on top\r\nFrom:'),
    expect: 'pass',
  },
  {
    rule: '§5.4.2 a field below the signed one',
    message: changed('X-Note:', 'Subject: below\r\nX-Note:'),
    expect: 'fail',
  },
  {
    rule: '§8.15 named once more than there are: none may be added',
    message: changed('From:', 'Subject: on top\r\nFrom:', { tags: { h: 'from:subject:subject' } }),
    expect: 'fail',
  },
  {
    rule: '§3.5 h= may name a field that is not there',
    message: () => handSigned(plain, { tags: { h: 'from:reply-to' } }),
    expect: 'pass',
  },
  {
    rule: '§3.5 a field that was named and not there is added',
    message: changed('X-Note:', 'Reply-To: x@evil.test\r\nX-Note:', { tags: { h: 'from:reply-to' } }),
    expect: 'fail',
  },
  {
    rule: '§3.5 names in h= are compared without case',
    message: () => handSigned(plain, { tags: { h: 'FROM:Subject' } }),
    expect: 'pass',
  },
  {
    rule: '§3.5 white space around the colons of h=',
    message: () => handSigned(plain, { tags: { h: 'from : subject' } }),
    expect: 'pass',
  },
  {
    rule: '§3.5 trace fields above the signature',
    message: () => `Received: from a.test by b.test; Mon, 1 Jan 2024 00:00:00 +0000\r\n${handSigned(plain)}`,
    expect: 'pass',
  },
  {
    rule: '§3.5 l= covers all there is',
    message: () => handSigned(plain, { tags: { l: '25' } }),
    expect: 'pass',
  },
  {
    rule: '§3.5 l= leaves the rest to anybody; a pass, and see §8.2',
    message: changed(/$/, 'Added\r\n', { tags: { l: '25' } }),
    expect: 'pass',
  },
  {
    rule: '§3.5 l= counts, the part it covers changes',
    message: changed('First', 'Fifth', { tags: { l: '10' } }),
    expect: 'fail',
  },
  {
    rule: '§3.5 l=0 covers nothing of the body',
    message: changed('First', 'Fifth', { tags: { l: '0' } }),
    expect: 'pass',
  },
  {
    rule: '§3.5 l= is more than there is',
    message: () => handSigned(plain, { tags: { l: '99' } }),
    expect: 'pass',
    disagrees: 'l= must not be larger than the body; the library hashes what there is',
  },
  {
    rule: '§4.2 two signatures of one domain, both good',
    message: () => handSigned(handSigned(plain)),
    expect: 'pass pass',
  },
  {
    rule: '§6.1 a broken signature beside a good one',
    message: () => handSigned(handSigned(plain, { tags: { b: 'AAAA' } })),
    expect: 'pass fail',
  },
  {
    rule: '§6.1 a broken signature on top of a good one',
    message: () => handSigned(handSigned(plain), { tags: { b: 'AAAA' } }),
    expect: 'fail pass',
  },
  {
    rule: 'RFC 5322 §2.1.1 fields folded over many lines',
    message: () =>
      handSigned(plain.replace('vector', Array.from({ length: 200 }, (_, at) => `word${at}`).join('\r\n '))),
    expect: 'pass',
  },
  {
    rule: '§3.5 a hundred names in h=',
    message: () =>
      handSigned(plain, {
        tags: { h: `from:${Array.from({ length: 100 }, (_, at) => `x-${at}`).join(':')}` },
      }),
    expect: 'pass',
  },
]
