import { expect, test } from 'vitest'
import { type HeldAction, verifyHeldLink } from '#core/held/held-link.ts'
import { newQueueId } from '#core/queue/queue-id.ts'
import { Secret } from '#core/secret.ts'
import type { HeldDigestEntry } from '#db/stores/held/digest-entries.ts'
import { mairie } from '#test/support/database/commune.ts'
import { type DigestSettings, newsDigest } from '#worker/digest/news-digest.ts'

const linksKey = new Secret('k')
const settings: DigestSettings = {
  ...{ department: 'Côte-d’Or', heldDays: 30, linksOrigin: 'https://courrier.cotedor.test', linksKey },
}
const since = new Date('2026-11-24T13:12:00.500Z')

const news = (more: Partial<HeldDigestEntry> = {}): HeldDigestEntry => ({
  queueId: newQueueId(0),
  recipient: mairie,
  author: 'jean@away.test',
  reversePath: 'bounce@away.test',
  bytes: 1000,
  reason: 'attachment',
  since,
  head: Buffer.from('From: "Jean" <jean@away.test>\r\nSubject: Devis\r\n\r\n'),
  ...more,
})

function entryOf(one: HeldDigestEntry, given = settings) {
  const { fresh } = newsDigest(
    { name: null },
    { fresh: { shown: [one], more: 0 }, soon: { shown: [], more: 0 } },
    given,
  )
  const [entry] = fresh.shown
  if (entry === undefined) throw new Error('no entry')
  return entry
}
const withHead = (...fields: readonly string[]) =>
  news({ head: Buffer.from(`${fields.join('\r\n')}\r\n\r\n`) })

test('a held message → who wrote, about what, and the day it goes', () => {
  expect(entryOf(news())).toMatchObject({
    ...{ senderName: 'Jean', senderAddress: 'jean@away.test', subject: 'Devis' },
    deletedAt: new Date('2026-12-24T13:12:00.500Z'),
  })
})

test('each link → for this message, recipient and action, until the message goes', () => {
  const one = news()
  for (const { action, url } of entryOf(one).actions) {
    const token = /^https:\/\/courrier\.cotedor\.test\/retenu\/(\S+)$/.exec(url ?? '')?.[1] ?? ''
    expect(verifyHeldLink(token, since.getTime(), linksKey)).toEqual({
      kind: 'ok',
      link: { queueId: one.queueId, recipient: mairie, action, expiresAt: new Date('2026-12-24T13:12:00Z') },
    })
  }
})

test('no host for the page → the same actions, no address', () => {
  const { actions } = entryOf(news(), { ...settings, linksOrigin: null })
  expect(actions).toEqual([
    { action: 'release', url: null },
    { action: 'delete', url: null },
  ])
})

const offers: readonly (readonly [string, Partial<HeldDigestEntry>, readonly HeldAction[]])[] = [
  ['a virus', { reason: 'virus' }, ['delete']],
  ['a high score', { reason: 'spam-score' }, ['release', 'trust', 'delete']],
  ['a high score without an author', { reason: 'spam-score', author: '' }, ['release', 'delete']],
  ['a borrowed name', { reason: 'suspicion' }, ['release', 'delete']],
  ['a reason of another version', { reason: 'moon' }, ['release', 'delete']],
]

test.each(offers)('held for %s → offered what is safe', (_, more, expected) => {
  expect(entryOf(news(more)).actions.map(({ action }) => action)).toEqual(expected)
})

test('no author that can be read → the envelope’s address', () => {
  expect(entryOf(news({ author: '' })).senderAddress).toBe('bounce@away.test')
  expect(entryOf(news({ author: '', reversePath: '' })).senderAddress).toBe('')
})

test('text that would turn around, or break the line → plain', () => {
  const { senderName, subject } = entryOf(
    withHead('From: =?utf-8?b?4oCuZnIuZWlyaWFt?= <x@away.test>', 'Subject: =?utf-8?q?a=0D=0AX:_b=E2=80=AE?='),
  )
  expect(senderName).toBe('fr.eiriam')
  expect(subject).toBe('a X: b')
})

test.each([
  ['Payez sur https://evil.test/x?y vite', 'Payez sur … vite'],
  ['HTTP://evil.test', '…'],
  ['www.evil.test', '…'],
  ['voir evil.test/payer', 'voir …'],
  ['Compte rendu du 3/11, à 14.30', 'Compte rendu du 3/11, à 14.30'],
  ['Réunion et/ou vote', 'Réunion et/ou vote'],
  ['Devis de jean@away.test', 'Devis de jean@away.test'],
])('subject %j → %j: nothing that a program makes a link of', (subject, shown) => {
  expect(entryOf(withHead(`Subject: ${subject}`)).subject).toBe(shown)
})
