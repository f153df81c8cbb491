import { expect, test } from 'vitest'
import { journeyText, markOf, sentenceOf, shortReasons } from '#admin/client/journey/sentences.ts'
import { journey as english } from '#admin/client/words/en/journey.ts'
import { journey as french } from '#admin/client/words/fr/journey.ts'
import { attachmentMarks } from '#core/message/attachment-mark.ts'
import { suspicionMarks } from '#core/message/findings.ts'
import { reasonTexts } from '#core/trace/reason-text.ts'

const at = '2026-11-24T08:12:00.000Z'
const said = { words: french, size: (bytes: number) => `${bytes} octets` }

test.each([
  ['French', french],
  ['English', english],
])('every reason, finding and mark of the service → words in %s', (_, words) => {
  expect(Object.keys(words.reasons).sort()).toEqual(Object.keys(reasonTexts.fr).sort())
  expect(Object.keys(words.findings).sort()).toEqual([...suspicionMarks, ...attachmentMarks].sort())
})

test('received from nobody → an automatic notice; the address it came from stays with the technical details', () => {
  const step = { kind: 'received', at, client: '192.0.2.1', reversePath: '', bytes: 840 } as const
  expect(sentenceOf(step, said)).toMatchObject({
    title: 'Reçu',
    text: 'Expéditeur\u00a0: Avis automatique, 840 octets.',
    technical: ['192.0.2.1'],
    mark: 'ok',
  })
})

test('DMARC passed → verified; failed → not confirmed; no domain → unknown', () => {
  const step = {
    kind: 'authenticated' as const,
    at,
    authorDomain: 'dgfip.test',
    spf: 'pass',
    dkim: [{ domain: 'dgfip.test', result: 'pass' }],
    dmarc: 'pass',
    arc: 'none',
  }
  expect(sentenceOf(step, said)).toMatchObject({
    title: 'Expéditeur vérifié',
    text: 'Le message vient bien de dgfip.test.',
    technical: ['SPF pass', 'DKIM dgfip.test pass', 'DMARC pass', 'ARC none'],
  })
  expect(sentenceOf({ ...step, dmarc: 'fail' }, said)).toMatchObject({
    title: 'Expéditeur non confirmé',
    mark: 'wait',
  })
  expect(sentenceOf({ ...step, authorDomain: null }, said).title).toBe('Expéditeur inconnu')
})

test('filters found something → each as a sentence; a mark without words is left out', () => {
  const step = { kind: 'filtered', at, score: 4.26, symbols: { R_SPF_ALLOW: -0.2 }, findings: [] } as const
  expect(sentenceOf({ ...step, symbols: { ...step.symbols }, findings: [] }, said).title).toBe('Contrôlé')
  const found = sentenceOf({ ...step, symbols: {}, findings: ['bank-details-change', 'mark-of-later'] }, said)
  expect(found.text).toBe('Le message demande un changement de coordonnées bancaires.')
  expect(found.technical).toEqual(['Note du filtre\u00a0: 4.3'])
})

test('held because it may leak → it waits for an agreement; for what came with a virus → in quarantine', () => {
  const titleFor = (reason: string) =>
    sentenceOf(
      {
        ...{ kind: 'settled', at, recipients: ['marie@ailleurs.test'], outcome: 'held', reason },
        ...{ reply: '250 2.0.0 Accepted', later: false, by: null, takenBy: null },
      },
      said,
    ).title
  expect(titleFor('leak')).toBe('Retenu, dans l’attente d’un accord')
  expect(titleFor('virus')).toBe('Retenu en quarantaine')
})

test('deleted from quarantine → who decided it; a link of the daily letter → somebody', () => {
  const sentence = (by: string | null) =>
    sentenceOf(
      {
        kind: 'settled',
        at,
        recipients: ['mairie@saulieu.test'],
        outcome: 'deleted',
        reason: 'suspicion',
        reply: '',
        later: true,
        by,
        takenBy: null,
      },
      said,
    )
  expect(sentence('paul@cotedor.test')).toMatchObject({ title: 'Supprimé avant d’être remis', mark: 'bad' })
  expect(sentence('paul@cotedor.test').text).toMatch(/paul@cotedor\.test l’a décidé\.$/)
  expect(sentence(null).text).toMatch(/Quelqu’un l’a décidé\.$/)
})

test('refused → why, what the sender knows, and the exact reply beside it', () => {
  const step = {
    kind: 'settled',
    at,
    recipients: ['mairie@saulieu.test'],
    outcome: 'refused',
    reason: 'mailbox-full',
    reply: '552 5.2.2 The mailbox is full',
    later: false,
    by: null,
    takenBy: null,
  } as const
  expect(sentenceOf({ ...step, recipients: [...step.recipients] }, said)).toEqual({
    at,
    title: 'Refusé',
    text: 'La boîte est pleine. L’expéditeur en est averti par son serveur.',
    mark: 'bad',
    reply: '552 5.2.2 The mailbox is full',
    technical: [],
  })
})

test('delivered to two → counted in the title, named in the text', () => {
  const step = {
    kind: 'settled',
    at,
    recipients: ['mairie@saulieu.test', 'maire@saulieu.test'],
    outcome: 'delivered',
    reason: 'clean',
    reply: '',
    later: false,
    by: null,
    takenBy: null,
  } as const
  expect(sentenceOf({ ...step, recipients: [...step.recipients] }, said)).toMatchObject({
    title: 'Remis à 2 destinataires',
    text: 'mairie@saulieu.test, maire@saulieu.test.',
    reply: null,
  })
})

test.each([
  ['TLSv1.3 dane', 'chiffré (TLS 1.3), certificat vérifié par DANE'],
  ['TLSv1.2 mta-sts', 'chiffré (TLS 1.2), certificat vérifié par MTA-STS'],
  ['TLSv1.3 verified', 'chiffré (TLS 1.3), certificat vérifié'],
  ['TLSv1.3', 'chiffré (TLS 1.3), certificat non vérifié'],
  ['TLSv1.3 toString', 'chiffré (TLS 1.3), certificat non vérifié'],
  ['', 'sans chiffrement'],
])('sent over %j → which server has it, and %s', (tls, secured) => {
  const step = {
    ...{ kind: 'settled' as const, at, recipients: ['a@b.test'], outcome: 'sent' as const, by: null },
    ...{ reason: 'remote-accepted', reply: '250 2.0.0 queued', later: true },
    takenBy: { host: 'mx1.orange.test', address: '192.0.2.25', tls },
  }
  expect(sentenceOf(step, said)).toMatchObject({
    ...{ title: 'Parti à a@b.test', text: `Remis à mx1.orange.test, ${secured}.` },
    ...{ reply: '250 2.0.0 queued', technical: ['mx1.orange.test (192.0.2.25)'] },
  })
  expect(sentenceOf({ ...step, takenBy: null }, said)).toMatchObject({
    ...{ text: 'Le serveur du destinataire l’a pris.', technical: [] },
  })
})

test('a next try → a ring, how many tries there were, and what was answered', () => {
  const step = {
    kind: 'next-try',
    at,
    recipients: ['a@b.test'],
    attempts: 2,
    reply: '451 4.7.1 Later',
  } as const
  expect(sentenceOf({ ...step, recipients: [...step.recipients] }, said)).toMatchObject({
    mark: 'wait',
    reply: '451 4.7.1 Later',
    text: '2 essais ont déjà eu lieu, pour une remise à a@b.test.',
  })
})

test('why a message is held → its findings, two at most; a first contact alone → the reason; a virus → the virus', () => {
  const short = (reason: string, findings: readonly string[]) => shortReasons({ reason, findings }, french)
  expect(short('suspicion', ['first-contact', 'look-alike-domain', 'bank-details-change', 'macro'])).toBe(
    'Adresse imitée, demande de RIB',
  )
  expect(short('spam-score', ['first-contact'])).toBe('Ressemble à un envoi en masse')
  expect(short('virus', ['executable'])).toBe('Logiciel malveillant')
  expect(short('reason-of-later', [])).toBe('reason-of-later')
})

test('outcomes → disc, square or ring', () => {
  expect([markOf('delivered'), markOf('held'), markOf('waiting')]).toEqual(['ok', 'bad', 'wait'])
})

test('the journey as text → a line for each step', () => {
  const released = { kind: 'released', at, recipients: ['a@b.test'], by: null } as const
  const sentence = sentenceOf({ ...released, recipients: [...released.recipients] }, said)
  expect(journeyText([sentence, sentence], () => '09 h 12').split('\n')).toEqual([
    '09 h 12  Libéré de la quarantaine. Quelqu’un a choisi de le remettre à a@b.test.',
    '09 h 12  Libéré de la quarantaine. Quelqu’un a choisi de le remettre à a@b.test.',
  ])
})
