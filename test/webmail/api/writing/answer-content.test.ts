import { expect, test } from 'vitest'
import type { EmailAddress } from '#core/address/email-address.ts'
import { address, mairie } from '#test/support/database/commune.ts'
import type { MessageHead } from '#webmail/api/imap/message-head.ts'
import { answerBegun, withPrefix } from '#webmail/api/writing/answer-content.ts'
import { quotedInstant, quoteOf } from '#webmail/api/writing/quote.ts'
import { threadingTo } from '#webmail/api/writing/references.ts'

const accueil = address('accueil@mairie-saulieu.test')
const elus = address('elus@mairie-saulieu.test')
const someone = (text: string) => ({ name: '', address: text })
const marie = { name: 'Marie Durand', address: 'marie@ailleurs.test' }

const head = (given: Partial<MessageHead> = {}): MessageHead => ({
  ...{ folder: 'INBOX', uid: 1, uidValidity: 1, size: 1, subject: 'Toiture', structure: null },
  ...{ from: [marie], replyTo: [], to: [someone(mairie)], cc: [], bcc: [] },
  ...{ messageId: '<one@ailleurs.test>', inReplyTo: '', fields: Buffer.alloc(0) },
  ...{ date: new Date('2026-03-03T13:12:00Z'), received: new Date('2026-03-03T13:13:00Z') },
  ...given,
})
/** `accueil` reaches the box alone, `elus` others as well. */
const own = {
  address: mairie,
  alone: new Set<EmailAddress>([mairie, accueil]),
  senders: new Set<EmailAddress>([mairie, accueil, elus]),
}
const addresses = (all: readonly { readonly address: string }[]) => all.map((each) => each.address)

test('answered → its author, from where it came to; the subject once with its prefix', () => {
  expect(answerBegun(head(), 'reply', own)).toEqual({
    ...{ from: mairie, to: [marie], cc: [], subject: 'Re: Toiture' },
  })
})

test('written to an alias → the answer comes from that alias, unless the box itself is among them', () => {
  expect(answerBegun(head({ to: [someone('Accueil@mairie-saulieu.test')] }), 'reply', own).from).toBe(accueil)
  expect(answerBegun(head({ to: [someone(accueil), someone(mairie)] }), 'reply', own).from).toBe(mairie)
  expect(answerBegun(head({ to: [someone('liste@ailleurs.test')] }), 'reply', own).from).toBe(mairie)
})

test('Reply-To → there, and not to its author', () => {
  const { to } = answerBegun(head({ replyTo: [someone('reponses@ailleurs.test')] }), 'reply', own)
  expect(addresses(to)).toEqual(['reponses@ailleurs.test'])
})

test('to all → everybody once, none of them an address that reaches this box alone', () => {
  const original = head({
    to: [someone(mairie), someone('luc@ailleurs.test'), someone('MARIE@ailleurs.test')],
    cc: [someone(accueil), someone(elus), someone('Luc@ailleurs.test')],
  })
  const { to, cc } = answerBegun(original, 'reply-all', own)
  expect(addresses(to)).toEqual([marie.address])
  expect(addresses(cc)).toEqual(['luc@ailleurs.test', elus])
})

test('an own message answered → those to whom it went', () => {
  const original = head({ from: [someone(mairie)], to: [marie], cc: [someone('luc@ailleurs.test')] })
  expect(addresses(answerBegun(original, 'reply', own).to)).toEqual([marie.address])
  expect(addresses(answerBegun(original, 'reply-all', own).cc)).toEqual(['luc@ailleurs.test'])
})

test('passed on → to nobody yet', () => {
  expect(answerBegun(head(), 'forward', own)).toMatchObject({ to: [], cc: [], subject: 'Tr: Toiture' })
})

test.each([
  ['Toiture', 'reply', 'Re: Toiture'],
  ['RE : Toiture', 'reply', 'RE : Toiture'],
  ['re: Toiture', 'reply', 're: Toiture'],
  ['Re[2]: Toiture', 'reply', 'Re[2]: Toiture'],
  ['TR: Toiture', 'reply', 'Re: TR: Toiture'],
  ['Fwd: Toiture', 'forward', 'Fwd: Toiture'],
  ['TR : Toiture', 'forward', 'TR : Toiture'],
  ['Recours : délai', 'reply', 'Re: Recours : délai'],
  ['', 'reply', 'Re: '],
] as const)('« %s » %s → « %s »', (subject, kind, expected) => {
  expect(withPrefix(subject, kind)).toBe(expected)
})

test('references → those of the original and itself; passed on, no In-Reply-To', () => {
  const fields = Buffer.from('References: <a@x>\r\n <b@x>\r\n\r\n')
  const original = { messageId: '<c@x>', inReplyTo: '<b@x>', fields }
  expect(threadingTo(original, 'reply')).toEqual({
    inReplyTo: '<c@x>',
    references: ['<a@x>', '<b@x>', '<c@x>'],
  })
  expect(threadingTo(original, 'forward')).toEqual({ inReplyTo: '', references: ['<a@x>', '<b@x>', '<c@x>'] })
})

test('no References → In-Reply-To where it names one message, and none where it names several', () => {
  const original = { messageId: '<c@x>', fields: Buffer.alloc(0) }
  expect(threadingTo({ ...original, inReplyTo: '<b@x>' }, 'reply').references).toEqual(['<b@x>', '<c@x>'])
  expect(threadingTo({ ...original, inReplyTo: '<a@x> <b@x>' }, 'reply').references).toEqual(['<c@x>'])
})

test('a conversation of a hundred → its beginning and its end', () => {
  const written = Array.from({ length: 100 }, (_, at) => `<${at}@x>`).join(' ')
  const original = {
    messageId: '<c@x>',
    inReplyTo: '',
    fields: Buffer.from(`References: ${written}\r\n\r\n`),
  }
  const { references } = threadingTo(original, 'reply')
  expect(references).toHaveLength(40)
  expect(references[0]).toBe('<0@x>')
  expect(references.at(-1)).toBe('<c@x>')
})

test('quoted → who wrote when, as it reads in French, and names cannot be markup', () => {
  expect(quotedInstant(new Date('2026-03-03T13:12:00Z'))).toBe('mar. 3 mars 2026 à 14\u00a0h\u00a012')
  expect(quotedInstant(new Date('2026-08-01T06:05:00Z'))).toBe('sam. 1er août 2026 à 8\u00a0h\u00a005')
  const written = quoteOf(head({ from: [{ name: '<b>M</b>', address: 'm@x.test' }] }), {
    kind: 'reply',
    body: '<p>b</p>',
  })
  expect(written).toContain(
    '&#60;b&#62;M&#60;/b&#62; &#60;m@x.test&#62; a écrit\u00a0:</p><blockquote type="cite"',
  )
  expect(written).toContain('<p>b</p></blockquote>')
})

test('passed on → the fields of the original before it', () => {
  const written = quoteOf(head(), { kind: 'forward', body: '<p>b</p>' })
  expect(written).toMatch(
    /Message transféré.*De\u00a0: Marie Durand.*Objet\u00a0: Toiture.*À\u00a0: mairie@.*<p>b<\/p>$/,
  )
})
