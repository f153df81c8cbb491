import { beforeEach, expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { LeakFinder } from '#mail/dlp/leak-finder.ts'
import { preSendCheck, preSendWords } from '#mail/dlp/pre-send-check.ts'
import { defaultLeakPolicy } from '#mail/dlp/rules/default-rules.ts'
import { address, domainName } from '#test/support/database/commune.ts'
import { patient, wholeInMemory } from '#test/support/gateway/found-leaks.ts'

const basis = {
  rules: defaultLeakPolicy.rules,
  known: { inside: new Set([domainName('saulieu.test')]), partners: defaultLeakPolicy.partners },
}
const content = Buffer.from(
  [
    'From: a@saulieu.test',
    'To: b@away.test',
    'Subject: Dossier',
    '',
    'NIR : 1 85 05 78 006 084 91',
    'IBAN : FR76 3000 6000 0112 3456 7890 189',
    '',
  ].join('\r\n'),
)

let forwardsAsked: string[] = []
beforeEach(() => {
  forwardsAsked = []
})

async function asked(...recipients: readonly string[]) {
  return await askedAbout(content, ...recipients)
}

async function askedAbout(message: Buffer, ...recipients: readonly string[]) {
  await using finder = new LeakFinder(systemClock)
  const answer = await preSendCheck(
    { content: wholeInMemory(message), recipients: recipients.map(address), request: patient('claire') },
    basis,
    {
      findLeaks: (...given) => finder.find(...given),
      forwardedTo: async (recipient) => {
        forwardsAsked.push(recipient)
        return recipient.startsWith('away') ? [address('me@home.test')] : []
      },
    },
  )
  if (!answer.ok) throw new Error(answer.error)
  return answer.value
}

test('to outside → a reason is wanted, in words, beside all that was found', async () => {
  const answer = await asked('b@away.test')
  expect(answer.decision).toEqual({ action: 'justify', reason: 'nir' })
  expect(preSendWords(answer, 'fr')).toEqual({
    sentence: expect.stringContaining(
      'Le message contient un numéro de sécurité sociale. Pour l’envoyer, dites',
    ),
    found: [
      { text: 'un numéro de sécurité sociale', count: 1 },
      { text: 'des coordonnées bancaires (IBAN)', count: 1 },
    ],
  })
})

test('to a neighbour and to a partner → as far as the farthest, who may have it', async () => {
  const answer = await asked('c@saulieu.test', 'd@caf.fr')
  expect(answer.decision).toEqual({ action: 'warn', reason: 'nir' })
})

test('to one of ours that forwards outside → as to outside; who else is meant is not asked once that is known', async () => {
  const answer = await asked('c@saulieu.test', 'd@caf.fr', 'away@saulieu.test', 'e@saulieu.test')
  expect(answer.decision).toEqual({ action: 'justify', reason: 'nir' })
  expect(forwardsAsked).toEqual(['c@saulieu.test', 'away@saulieu.test'])
})

test('where no forward would change the decision → none is asked for', async () => {
  await askedAbout(Buffer.from('Subject: Dossier\r\n\r\nBonjour\r\n'), 'away@saulieu.test')
  await askedAbout(Buffer.from('Subject: SECRET\r\n\r\nTRÈS SECRET\r\n'), 'away@saulieu.test')
  await asked('b@away.test', 'away@saulieu.test')
  expect(forwardsAsked).toEqual([])
})

test('the words of nothing → none', () => {
  const nothing = { findings: [], decision: { action: 'allow', reason: 'clean' } } as const
  expect(preSendWords(nothing, 'en')).toEqual({ sentence: null, found: [] })
})
