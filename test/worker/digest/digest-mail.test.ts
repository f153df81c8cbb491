import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readableMail } from '#test/support/gateway/readable-mail.ts'
import { entry, linkedDigest, unlinkedDigest } from '#test/worker/digest/sample-digest.ts'
import type { Digest } from '#worker/digest/digest.ts'
import { digestHtml } from '#worker/digest/digest-html.ts'
import { digestMail } from '#worker/digest/digest-mail.ts'
import { digestText } from '#worker/digest/digest-text.ts'
import { digestWords } from '#worker/digest/words.ts'

const golden = (name: string): string => join(import.meta.dirname, '../../golden/digest', name)
const envelope = {
  day: '2026-11-25',
  at: new Date('2026-11-25T06:05:00Z'),
  to: 'claire.garnier@mairie-saulieu.test',
  from: 'postmaster@mail.cotedor.test',
  messageId: '<digest.2026-11-25.0b9e@mail.cotedor.test>',
}

test('a digest with links → the mail as reviewed', async () => {
  const mail = readableMail(await digestMail(linkedDigest, envelope, digestWords.fr))
  await expect(mail).toMatchFileSnapshot(golden('linked.eml'))
})

test('a digest without a page to link to → the mail as reviewed, with references and no link', async () => {
  const mail = readableMail(await digestMail(unlinkedDigest, envelope, digestWords.fr))
  expect(mail).not.toMatch(/https?:|<a /)
  await expect(mail).toMatchFileSnapshot(golden('unlinked.eml'))
})

test('in English → the text as reviewed', async () => {
  await expect(digestText(linkedDigest, digestWords.en)).toMatchFileSnapshot(golden('linked.en.txt'))
})

test('the same digest again → the same octets', async () => {
  const once = await digestMail(linkedDigest, envelope, digestWords.fr)
  expect(await digestMail(linkedDigest, envelope, digestWords.fr)).toEqual(once)
})

test('lines → ASCII, all end in CRLF, none longer than RFC 5322 asks for', async () => {
  const lines = String(await digestMail(linkedDigest, envelope, digestWords.fr)).split('\r\n')
  expect(lines.filter((line) => !/^[\x20-\x7e]{0,78}$/.test(line))).toEqual([])
})

const withText = (text: string): Digest => ({
  ...linkedDigest,
  fresh: { shown: [entry({ subject: text, senderName: text, senderAddress: text })], more: 0 },
})

test('whatever a stranger wrote → no element and no attribute of theirs', () => {
  const tagsOf = (page: string) => page.match(/<[^>]*>/g)?.map((tag) => tag.replace(/"[^"]*"/g, '""'))
  const expected = tagsOf(digestHtml(withText('a'), digestWords.fr))
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'<>"\'&/= ab'), minLength: 1 }), (text) => {
      expect(tagsOf(digestHtml(withText(text), digestWords.fr))).toEqual(expected)
    }),
  )
})

test('every language → all its words, French with its own spaces', () => {
  const texts = Object.values(digestWords.fr).flatMap((value) => (typeof value === 'string' ? [value] : []))
  expect(texts.filter((text) => /(?<![\u00a0\u202f])[:;!?]/.test(text))).toEqual([])
  expect(Object.keys(digestWords.en.actions)).toEqual(Object.keys(digestWords.fr.actions))
})
