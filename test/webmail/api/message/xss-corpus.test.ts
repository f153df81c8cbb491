// Every message of the corpus, from its octets to what a browser would be given.

import { expect, test } from 'vitest'
import { decodedField, decodedFromName } from '#core/message/decoded-field.ts'
import { Secret } from '#core/secret.ts'
import { expectedOf, shownFindings } from '#webmail/api/message/banner.ts'
import { messageHtml } from '#webmail/api/message/message-html.ts'
import type { ImageSources } from '#webmail/api/message/message-images.ts'
import { attachmentsOf, readableParts } from '#webmail/api/message/readable-parts.ts'
import { type Attack, xssCorpus } from '../../xss-corpus/xss-corpus.ts'
import { harmIn, harmInRules } from './harm-in.ts'
import { parsedMessage } from './parsed-message.ts'

const corpus: Attack[] = []
for await (const attack of xssCorpus()) corpus.push(attack)

test('the corpus → at least 150 messages, each under a name of its own', () => {
  expect(corpus.length).toBeGreaterThanOrEqual(150)
  expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length)
  expect(corpus.filter(({ message }) => !/canary/.test(decodedOf(message))).map(({ name }) => name)).toEqual(
    [],
  )
})

/** Fields with the words of every part. */
function decodedOf(message: Buffer): string {
  const { structure, octetsOf } = parsedMessage(message)
  const { shown, attachments } = readableParts(structure)
  return [
    message.toString('latin1'),
    ...[...shown, ...attachments].map(({ part }) => octetsOf(part).toString('latin1')),
  ].join()
}

const sources = (ofAddress: ImageSources['ofAddress']): ImageSources => ({
  ofContentId: (id) => `/parts/${encodeURIComponent(id)}`,
  ofAddress,
})
const blocked = sources(null)
const asked = sources((address) => `/remote?address=${encodeURIComponent(address)}`)

test.each(corpus.map(({ name, message }) => [name, message] as const))('%s → harmless', (_, message) => {
  const { head, structure, octetsOf } = parsedMessage(message)
  const parts = readableParts(structure)
  const texts = parts.shown.map((part) => ({ part, octets: octetsOf(part.part) }))
  for (const images of [blocked, asked]) {
    const { html, quoted, styles, contentIds } = messageHtml(texts, {
      subject: decodedField(head, 'subject'),
      images,
    })
    expect(harmInRules(styles)).toEqual([])
    expect([...harmIn(html), ...harmIn(quoted ?? '')]).toEqual([])
    for (const { name, type } of attachmentsOf(parts, contentIds)) {
      expect(name).not.toMatch(unfitName)
      expect(name.length).toBeLessThanOrEqual(200)
      expect(type).toMatch(/^[a-z0-9.+-]+\/[a-z0-9.+-]+$/)
    }
  }
  expect(`${decodedField(head, 'subject')}${decodedFromName(head)}`).not.toMatch(unfitText)
  const provesItself = expectedOf('mairie-saulieu.test')
  expect(shownFindings(head, { findingsKey: new Secret('k'), provesItself }).banner).toBeNull()
})

const unfitName = /[/\\<>:"|?*\p{C}]|^[. ]|[. ]$/u
const unfitText = /\p{C}/u
