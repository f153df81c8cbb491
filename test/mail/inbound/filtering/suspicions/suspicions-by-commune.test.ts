import { describe, expect, test } from 'vitest'
import type { CommuneId } from '#core/address/directory.ts'
import type { Domain } from '#core/address/email-address.ts'
import { nothingObserved, type Observation } from '#daemons/rspamd/observation.ts'
import {
  suspicionsByCommune,
  suspicionsOnceProven,
} from '#mail/inbound/filtering/suspicions/suspicions-by-commune.ts'
import type { Verdict } from '#mail/inbound/stages.ts'
import { filteredMessage } from '#test/support/gateway/filtered-message.ts'
import { policyBook, policyOf } from '#test/support/gateway/policy-book.ts'

const saulieu = 'c-1' as CommuneId
const nolay = 'c-2' as CommuneId
const book = policyBook(
  [
    policyOf(saulieu, { protectedNames: [{ name: 'Philippe Moreau', knownAddresses: [] }] }),
    policyOf(nolay, { name: 'Nolay' }),
  ],
  { hostedDomains: new Set(['mairie-saulieu.fr' as Domain]) },
)

interface Written extends Partial<Observation> {
  readonly author?: string
  readonly dmarc?: 'pass' | 'none'
  readonly origin?: 'outside' | 'ours' | 'report'
  readonly knownTo?: readonly CommuneId[]
}

function marksFor(commune: CommuneId, written: Written) {
  const { author = 'a@elsewhere.fr', dmarc = 'pass', origin = 'outside' } = written
  const { knownTo = [saulieu, nolay], author: _, dmarc: __, origin: ___, ...observation } = written
  const found = suspicionsByCommune({
    mail: filteredMessage({ author, origin, verdict: { dmarc } }),
    observation: { ...nothingObserved, ...observation },
    communes: [saulieu, nolay],
    knownTo: new Set(knownTo),
    book,
    trustedDomains: ['impots.gouv.fr'],
  })
  return found.get(commune)?.map(({ mark }) => mark)
}

describe('first contact', () => {
  test('nobody had mail from this author → said; a commune that had → not', () => {
    expect(marksFor(saulieu, { knownTo: [nolay] })).toEqual(['first-contact'])
    expect(marksFor(nolay, { knownTo: [nolay] })).toEqual([])
  })
})

test('a letter of ours that returns what somebody wrote about a new account → nothing; the same from another → said', () => {
  const letter = {
    text: 'Nos coordonnées bancaires ont changé.',
    knownTo: [],
    author: 'postmaster@mail.cotedor.fr',
  }
  expect(marksFor(saulieu, { ...letter, origin: 'report' })).toEqual([])
  expect(marksFor(saulieu, { ...letter, origin: 'ours' })).toEqual(['bank-details-change', 'first-contact'])
})

describe('a borrowed name', () => {
  test('of one commune → said there alone', () => {
    const from = { name: 'MOREAU Philippe', address: '' }
    expect(marksFor(saulieu, { from, knownTo: [nolay] })).toContain('borrowed-name')
    expect(marksFor(nolay, { from })).toEqual([])
  })
  test('of a commune’s own domain, proven → nothing; unproven → borrowed', () => {
    const from = { name: 'Philippe Moreau', address: '' }
    const author = 'maire@mairie-saulieu.fr'
    expect(marksFor(saulieu, { from, author })).toEqual([])
    expect(marksFor(saulieu, { from, author, dmarc: 'none' })).toEqual(['borrowed-name'])
  })
})

describe('an author whose key had no answer', () => {
  const onceProven = (
    author: string,
    verdict: Partial<Verdict>,
    {
      observed,
      knownTo = [saulieu],
    }: { observed?: Partial<Observation>; knownTo?: readonly CommuneId[] } = {},
  ) =>
    suspicionsOnceProven({
      mail: filteredMessage({
        author,
        verdict: { fromDomain: 'gmail.fr', mightYetBeProven: true, ...verdict },
      }),
      observation: { ...nothingObserved, ...observed },
      communes: [saulieu],
      knownTo: new Set(knownTo),
      book: policyBook([
        policyOf(saulieu, { protectedNames: [{ name: 'Philippe Moreau', knownAddresses: ['ph@gmail.fr'] }] }),
      ]),
      trustedDomains: [],
    })
      ?.get(saulieu)
      ?.map(({ mark }) => mark)
  const named = { observed: { from: { name: 'Philippe Moreau', address: '' } } }

  test('at a listed address → nothing once it comes, with a record of DMARC and without', () => {
    expect(onceProven('ph@gmail.fr', { dmarc: 'fail' })).toEqual([])
    expect(onceProven('ph@gmail.fr', { dmarc: 'none' })).toEqual([])
  })
  test('under an official’s name → a namesake where it wrote before and DMARC could pass, borrowed otherwise', () => {
    expect(onceProven('other@gmail.fr', { dmarc: 'fail' }, named)).toEqual(['namesake'])
    expect(onceProven('other@gmail.fr', { dmarc: 'none' }, named)).toEqual(['borrowed-name'])
    const first = onceProven('other@gmail.fr', { dmarc: 'fail' }, { ...named, knownTo: [] })
    expect(first).toContain('borrowed-name')
  })
  test('which came → not asked for', () => {
    expect(onceProven('ph@gmail.fr', { mightYetBeProven: false })).toBeUndefined()
  })
})

describe('money', () => {
  const text = 'Nos coordonnées bancaires ont changé.'
  const invoice = {
    text: 'Voici notre facture.',
    attachments: [{ name: 'facture.pdf', declared: 'application/pdf', detected: 'pdf', bytes: 1, marks: [] }],
  }
  test('a new RIB from anybody → said to each commune; from a trusted domain that proves itself → not', () => {
    expect(marksFor(saulieu, { text })).toEqual(['bank-details-change'])
    expect(marksFor(nolay, { text })).toEqual(['bank-details-change'])
    expect(marksFor(saulieu, { text, author: 'a@dept.impots.gouv.fr' })).toEqual([])
    expect(marksFor(saulieu, { text, author: 'a@impots.gouv.fr', dmarc: 'none' })).toEqual([
      'bank-details-change',
    ])
  })
  test('an invoice from a proven author who wrote before → nothing; a stranger’s, or unproven → said', () => {
    expect(marksFor(saulieu, invoice)).toEqual([])
    expect(marksFor(saulieu, { ...invoice, knownTo: [] })).toContain('invoice-outside-chorus')
    expect(marksFor(saulieu, { ...invoice, dmarc: 'none' })).toEqual(['invoice-outside-chorus'])
  })

  test('a weak sign from a proven author who wrote before → nothing; from a stranger, or with answers to elsewhere → said', () => {
    const weak = { text: 'Je vous remets le RIB, différent cette fois.' }
    expect(marksFor(saulieu, weak)).toEqual([])
    expect(marksFor(saulieu, { ...weak, knownTo: [] })).toContain('bank-details-change')
    expect(marksFor(saulieu, { ...weak, dmarc: 'none' })).toContain('bank-details-change')
    expect(marksFor(saulieu, { ...weak, replyTo: 'compta.1234@gmail.com' })).toContain('bank-details-change')
  })
})

test('a look-alike in the address to answer to → said', () => {
  const replyTo = 'Compta <compta@mairie-sau1ieu.fr>'
  expect(marksFor(saulieu, { replyTo })).toContain('look-alike-domain')
})
