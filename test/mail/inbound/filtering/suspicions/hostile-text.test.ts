// Texts made to keep a search busy: a message may cost a little, never minutes. Each test is over when the verdict is there;
// a search that goes astray runs into the time limit of the whole run.

import { describe, expect, test } from 'vitest'
import type { CommuneId } from '#core/address/directory.ts'
import { nothingObserved, type Observation } from '#daemons/rspamd/observation.ts'
import { suspicionsByCommune } from '#mail/inbound/filtering/suspicions/suspicions-by-commune.ts'
import { filteredMessage } from '#test/support/gateway/filtered-message.ts'
import { policyBook, policyOf } from '#test/support/gateway/policy-book.ts'

const megabyte = 1_048_576
const commune = 'c-1' as CommuneId
const book = policyBook([
  policyOf(commune, {
    protectedNames: [
      { name: 'Jean-Marc Guillot', knownAddresses: [] },
      { name: 'Jean de La Tour', knownAddresses: [] },
    ],
  }),
])
const filled = (piece: string): string => piece.repeat(Math.ceil(megabyte / piece.length))

function marksOf(observation: Partial<Observation>, author = 'a@elsewhere.test') {
  const found = suspicionsByCommune({
    mail: filteredMessage({ author }),
    observation: { ...nothingObserved, ...observation },
    communes: [commune],
    knownTo: new Set([commune]),
    book,
    trustedDomains: ['caf.fr'],
  })
  return found.get(commune)?.map(({ mark }) => mark)
}

const pieces = [
  ['empty lines', '\n'],
  ['lines of spaces', ' \n'],
  ['spaces', ' '],
  ['carriage returns', '\r'],
  ['dashes', '-'],
  ['lists', '\n-'],
  ['lines that begin a quote', '\nle 12'],
  ['a quote that never begins', 'le 3 mars 2026 quelqu’un a écrit '],
  ['underscores', `${'_'.repeat(40)}\n\n`],
  ['points', '.'],
  ['one letter', 'a'],
  ['words that start a sentence about an account', 'nos nouveau '],
  ['words that end it', 'nouveau rib '],
  ['all of its words', 'ne plus utiliser ancien compte desormais payer sur '],
  ['own, account and change apart', `nous ${'x '.repeat(30)}rib ${'x '.repeat(30)}`],
  ['payments', 'confirmer virement urgent aujourd’hui '],
  ['cards', 'achetez prendre besoin de '],
  ['sentences about accounts', 'notre compte nouveau ici. '],
  ['sentences about payments', 'il faut faire vite. virement. '],
  ['requests that end nowhere', 'pouvez-vous faire '],
  ['all signs of haste in one sentence', 'rib nouveau payer urgent secret reunion code '],
  ['beginnings of account numbers', 'de12'],
  ['account numbers without end', 'DE89 3704 0044 0532 0130 01 '],
  ['invoices', 'veuillez trouver ci-joint '],
  ['marks of an answer', 're: '],
  ['letters of another script', 'сrіb '],
  ['accents that stand apart', 'e\u0301\u0301\u0301'],
  ['signs nobody sees', '\u200b'],
  ['ideographs', '漢é'],
  ['at signs', '@'],
  ['addresses', 'a@b.'],
  ['words of a name', 'jean '],
  ['brackets', '("['],
] as const

describe('one megabyte of', () => {
  test.each(pieces)('%s as text, subject and name of a file → a verdict', (_, piece) => {
    const long = filled(piece)
    const attachments = [
      { name: long, declared: 'application/pdf', detected: 'pdf', bytes: 1, marks: [] },
      { name: `facture ${long}`, declared: 'application/pdf', detected: 'pdf', bytes: 1, marks: [] },
    ]
    expect(marksOf({ text: `rib ${long}`, subject: `rib ${long}`, attachments })).toBeInstanceOf(Array)
  })

  test.each(pieces)('%s as display name and address to answer to → a verdict', (_, piece) => {
    const long = filled(piece)
    expect(
      marksOf({ from: { name: `jean@${long}`, address: '' }, replyTo: long }, `a@${long}`),
    ).toBeInstanceOf(Array)
    expect(marksOf({ from: { name: long, address: '' }, replyTo: `a@${long}` })).toBeInstanceOf(Array)
  })
})

test('ten thousand files → a verdict', () => {
  const file = { name: 'facture', declared: 'application/pdf', detected: 'pdf', bytes: 1, marks: [] }
  expect(marksOf({ attachments: Array.from({ length: 10_000 }, () => file) })).toBeInstanceOf(Array)
})

test('words after the first sixteen thousand letters → not looked at', () => {
  const demand = 'Merci de noter notre nouveau RIB.'
  expect(marksOf({ text: `${'Bonjour à tous.\n'.repeat(900)}${demand}` })).toEqual(['bank-details-change'])
  expect(marksOf({ text: `${'Bonjour à tous.\n'.repeat(1100)}${demand}` })).toEqual([])
})
