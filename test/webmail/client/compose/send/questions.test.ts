import { expect, test } from 'vitest'
import { blankContent, type SendingQuestion } from '#webmail/client/compose/draft/draft.ts'
import {
  acceptedAtOnce,
  faultyField,
  isFinal,
  leakingFiles,
  leakOf,
  ownQuestions,
  questionText,
  wrongAddresses,
} from '#webmail/client/compose/send/questions.ts'
import { words as en } from '#webmail/client/words/en.ts'
import { words as fr } from '#webmail/client/words/fr.ts'

const leak = (where: string, count = 1): SendingQuestion => ({
  kind: 'leak',
  leaks: [{ leak: 'nir', count, where }],
  ...{ action: 'warn', final: false },
})

test.each<[SendingQuestion, string]>([
  [{ kind: 'no-recipient', final: true }, 'Ce message n’a pas de destinataire.'],
  [{ kind: 'no-subject', final: false }, 'Ce message n’a pas d’objet.'],
  [{ kind: 'bad-address', addresses: ['a@b'], final: true }, 'L’adresse a@b n’est pas complète.'],
  [
    { kind: 'unknown-recipient', addresses: ['a@b.fr', 'c@d.fr'], final: true },
    'Ces adresses n’existent pas : a@b.fr, c@d.fr.',
  ],
  [
    { kind: 'no-attachment', word: 'ci-joint', final: false },
    'Vous avez écrit « ci-joint », et aucun fichier n’est joint.',
  ],
  [
    { kind: 'many-visible', count: 24, final: false },
    '24 destinataires verront l’adresse de tous les autres.',
  ],
  [leak('body'), 'Votre message contient ce qui ressemble à un numéro de sécurité sociale.'],
  [leak('subject'), 'Votre message contient ce qui ressemble à un numéro de sécurité sociale, dans l’objet.'],
  [
    leak('paie.xlsx', 3),
    'Votre message contient ce qui ressemble à un numéro de sécurité sociale (3 fois), dans paie.xlsx.',
  ],
])('%j → %s', (question, text) => {
  expect(questionText(question, fr.compose).replaceAll(/[\u00a0\u202f]/g, ' ')).toBe(text)
  expect(questionText(question, en.compose)).not.toBe('')
})

test('what is final → where the focus goes first, and no way past it', () => {
  const questions: SendingQuestion[] = [
    { kind: 'no-subject', final: false },
    { kind: 'unknown-recipient', addresses: ['A@b.fr'], final: true },
  ]
  expect([faultyField(questions), isFinal(questions), wrongAddresses(questions)]).toEqual([
    'to',
    true,
    ['A@b.fr'],
  ])
})

test.each<[SendingQuestion, string]>([
  [{ kind: 'no-subject', final: false }, 'subject'],
  [{ kind: 'no-attachment', word: 'joint', final: false }, 'files'],
  [leak('body'), 'body'],
  [{ kind: 'many-visible', count: 30, final: false }, 'to'],
])('%j → mended in %s', (question, field) => {
  expect(faultyField([question])).toBe(field)
  expect(isFinal([question])).toBe(false)
})

test('nobody, or no address → known before the server is asked', () => {
  const content = blankContent('mairie@saulieu.fr')
  const to = [{ name: '', address: 'accueil@exemple' }]
  expect(ownQuestions(content).map(({ kind }) => kind)).toEqual(['no-recipient'])
  expect(ownQuestions({ ...content, bcc: to })).toEqual([
    { kind: 'bad-address', addresses: ['accueil@exemple'], final: true },
  ])
  expect(ownQuestions({ ...content, cc: [{ name: '', address: 'a@b.fr' }] })).toEqual([])
})

test('several questions → the leak among them, for what is done about it', () => {
  expect(leakOf([{ kind: 'no-subject', final: false }, leak('body')])).toMatchObject({ action: 'warn' })
  expect(leakOf([{ kind: 'no-subject', final: false }])).toBeNull()
})

const found = (where: string) => ({
  ...{ kind: 'leak' as const, final: false },
  leaks: [{ leak: 'nir' as const, count: 1, where }],
})
const kept = (name: string) => ({
  ...{ key: name, name, type: '', bytes: 1, part: '2' },
  state: 'kept' as const,
})
const files = [kept('paie.xlsx'), kept('plan.pdf'), { ...kept('body'), name: 'body' }]

test('a leak in a file → that file may go by a link; in the text, or where somebody else decides, none', () => {
  const of = (question: SendingQuestion) => leakingFiles([question], files).map(({ name }) => name)
  expect(of(leak('paie.xlsx'))).toEqual(['paie.xlsx'])
  expect(of(leak('body'))).toEqual([])
  expect(of({ kind: 'no-subject', final: false })).toEqual([])
  for (const action of ['hold', 'refuse'] as const) expect(of({ ...found('paie.xlsx'), action })).toEqual([])
})

test('a text with a link to a file → not asked whether a file was forgotten; one without → asked', () => {
  const address = `https://contenu.cotedor.fr/fichier/${'AbC-_1xy'.repeat(4)}`
  expect(acceptedAtOnce({ html: `<p>Ci-joint :<br><a href="${address}">${address}</a></p>` })).toEqual([
    'no-attachment',
  ])
  expect(acceptedAtOnce({ html: '<p>Ci-joint</p>' })).toEqual([])
})
