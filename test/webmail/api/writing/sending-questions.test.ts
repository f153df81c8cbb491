import { expect, test } from 'vitest'
import { parseJustification } from '#core/policies/leak-justification.ts'
import { address, domainName } from '#test/support/database/commune.ts'
import { announcedAttachment } from '#webmail/api/writing/mentions-attachment.ts'
import {
  type AboutToSend,
  leakQuestion,
  leftOf,
  questionsAbout,
} from '#webmail/api/writing/sending-questions.ts'

const message = (given: Partial<AboutToSend> = {}): AboutToSend => ({
  ...{ visible: ['mairie@saulieu.test'], blind: [], subject: 'Toiture', text: 'Bonjour' },
  ...{ hasFiles: false, amongUs: false, inside: new Set([domainName('saulieu.test')]), unknown: [] },
  ...given,
})
const kinds = (given: Partial<AboutToSend>) => questionsAbout(message(given)).map(({ kind }) => kind)
const outside = (count: number) => Array.from({ length: count }, (_, at) => `p${at}@ailleurs.test`)

test('nothing to ask → nothing asked', () => {
  expect(kinds({})).toEqual([])
})

test('nobody to write to → final; blind copies alone are somebody', () => {
  expect(questionsAbout(message({ visible: [] }))).toEqual([{ kind: 'no-recipient', final: true }])
  expect(kinds({ visible: [], blind: ['a@ailleurs.test'] })).toEqual([])
})

test('what is no address, and who is nobody here → final, by name', () => {
  expect(questionsAbout(message({ visible: ['jean dupont'], unknown: [address('x@saulieu.test')] }))).toEqual(
    [
      { kind: 'bad-address', addresses: ['jean dupont'], final: true },
      { kind: 'unknown-recipient', addresses: ['x@saulieu.test'], final: true },
    ],
  )
})

test('no subject → asked', () => {
  expect(kinds({ subject: '  ' })).toEqual(['no-subject'])
})

test.each([
  ['Veuillez trouver ci-joint le devis.', 'ci-joint'],
  ['La délibération ci-jointe', 'ci-jointe'],
  ['Voir la pièce jointe', 'pièce jointe'],
  ['Le plan est en PJ.', 'PJ'],
  ['Veuillez trouver joint le plan', 'Veuillez trouver joint'],
  ['Please find attached the plan', 'Please find attached'],
  ['See the attachment', 'attachment'],
  ['Je vous joins le plan', 'Je vous joins'],
])('« %s » without a file → « %s »', (text, word) => {
  expect(announcedAttachment(text)).toBe(word)
  expect(kinds({ text })).toEqual(['no-attachment'])
  expect(kinds({ text, hasFiles: true })).toEqual([])
})

test.each([
  'Le compte joint est clos',
  'Je vous renvoie ce message sans pièce jointe',
  'Le PJL est voté',
  '> Veuillez trouver ci-joint le devis',
  'Vous pouvez me joindre demain',
])('« %s » announces no file', (text) => {
  expect(announcedAttachment(text)).toBeNull()
})

test('somebody outside in an answer among us → named; in any other message → not', () => {
  const visible = ['mairie@saulieu.test', 'a@ailleurs.test']
  expect(questionsAbout(message({ visible, blind: ['b@ailleurs.test'], amongUs: true }))).toEqual([
    { kind: 'outside-recipients', addresses: ['a@ailleurs.test', 'b@ailleurs.test'], final: false },
  ])
  expect(kinds({ visible })).toEqual([])
})

test('21 people outside who see each other → asked; 20, or 21 in blind copy → not', () => {
  expect(questionsAbout(message({ visible: outside(21) }))).toEqual([
    { kind: 'many-visible', count: 21, final: false },
  ])
  expect(kinds({ visible: outside(20) })).toEqual([])
  expect(kinds({ visible: [], blind: outside(21) })).toEqual([])
})

const found = [{ kind: 'nir' as const, count: 2, where: { part: 'attachment' as const, name: 'paie.pdf' } }]
const leak = (action: 'warn' | 'justify' | 'hold' | 'refuse') => {
  const question = leakQuestion(found, { action, reason: 'nir' })
  return question === null ? [] : [question]
}
const nothingAccepted = { accepted: new Set<string>(), justification: null }
const accepted = { accepted: new Set(['leak', 'no-subject', 'no-recipient']), justification: null }
const justified = { accepted: new Set<string>(), justification: parseJustification('Paie des agents') }

test('a leak that is allowed → nothing asked; else what, how many, where', () => {
  expect(leakQuestion(found, { action: 'allow', reason: 'nir' })).toBeNull()
  expect(leak('warn')).toEqual([
    { kind: 'leak', leaks: [{ leak: 'nir', count: 2, where: 'paie.pdf' }], action: 'warn', final: false },
  ])
})

test.each([
  ['warn', accepted, 0],
  ['hold', accepted, 0],
  ['justify', accepted, 1],
  ['justify', justified, 0],
  ['refuse', accepted, 1],
  ['refuse', justified, 1],
  ['warn', nothingAccepted, 1],
] as const)('a leak that calls for %s, gone past by %o → %i question(s) left', (action, gone, left) => {
  expect(leftOf(leak(action), gone)).toHaveLength(left)
})

test('what is final → stays, whatever was accepted', () => {
  const questions = questionsAbout(message({ visible: [], subject: '' }))
  expect(leftOf(questions, accepted).map(({ kind }) => kind)).toEqual(['no-recipient'])
})
