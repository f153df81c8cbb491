import { expect, test } from 'vitest'
import { blankContent, type SendingQuestion } from '#webmail/client/compose/draft.ts'
import {
  faultyField,
  isFinal,
  leakOf,
  ownQuestions,
  questionText,
  wrongAddresses,
} from '#webmail/client/compose/questions.ts'
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
