import { createElement, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ProblemError } from '#ui/api/problem-error.ts'
import { noAttachments } from '#webmail/client/compose/attachments/attachments.ts'
import type { SavingState } from '#webmail/client/compose/draft/saving-state.ts'
import { givenPicture } from '#webmail/client/compose/editor/pictures.ts'
import { type Noted, Notes, notesOf } from '#webmail/client/compose/send/notes.tsx'
import { Failure } from '#webmail/client/failure.tsx'
import { SessionProvider, type SessionView } from '#webmail/client/session.tsx'
import { words } from '#webmail/client/words/fr.ts'
import { WordsProvider } from '#webmail/client/words/words.tsx'
import { contentIdOf } from '#webmail/contract/picture-limits.ts'
import { filled, savingUnderTest, settled } from '../draft/saving-under-test.ts'

const idle: Noted['sending'] = {
  ...{ stage: 'idle', problem: null, refusal: null, unsure: false },
  ...{ fileMissing: false, pictureMissing: false },
}
const notes = (state: SavingState, sending: Partial<Noted['sending']> = {}) =>
  notesOf({ state, sending: { ...idle, ...sending }, tooLarge: null, elsewhere: false }, words)

const full = new ProblemError('mailbox-full')
const failedWith = (problem: unknown): SavingState => ({
  ...savingUnderTest({ content: filled() }).saving.state(),
  ...{ phase: 'failed', problem },
})

test('a draft that cannot be saved → why, with what failed', () => {
  expect(notes(failedWith(full))).toEqual([
    {
      text: 'Le brouillon n’est pas enregistré. Cette boîte est pleine. Votre texte est conservé.',
      error: full,
    },
  ])
})

test('a message that cannot be sent → why, with what failed', () => {
  const { saving } = savingUnderTest({ content: filled() })
  const problem = new ProblemError('forbidden')
  expect(notes(saving.state(), { problem })).toEqual([
    { text: expect.stringContaining('Le message n’est pas parti.'), error: problem },
  ])
})

test('one that does not leave because it cannot be saved → both are said, whom to call once', () => {
  expect(notes(failedWith(full), { problem: full }).map(({ error }) => error)).toEqual([full, null])
})

test('a draft that waits to leave → nothing beside what its conflict says', () => {
  expect(notes(failedWith(new ProblemError('in-use')))).toEqual([])
})

test('files that the server refused → each reason once, with what failed', async () => {
  const { saving, last } = savingUnderTest({ basedOn: 'known', content: filled() })
  saving.attach(['a.txt', 'b.txt', 'c.txt'].map((name) => new File(['x'], name)))
  await settled()
  for (const code of ['too-large', 'too-large', 'mailbox-full']) await last().fail(code)
  expect(notes(saving.state())).toMatchObject([
    { text: 'a.txt n’a pas pu être joint. C’est trop lourd pour un message.', error: { code: 'too-large' } },
    { text: 'c.txt n’a pas pu être joint. Cette boîte est pleine.', error: { code: 'mailbox-full' } },
  ])
})

test('a picture of the text that the server refused → said once, with what failed, while the text shows it', () => {
  const id = 'a2c6a2ac-2a5a-4a51-8a52-0f0f0f0f0f0f'
  const picture = { ...givenPicture({ id, file: new File(['x'], 'x.png') }), refused: true, problem: full }
  const state = (html: string) =>
    savingUnderTest({
      content: filled({ html }),
      attachments: { ...noAttachments, pictures: [picture] },
    }).saving.state()
  const named = state(`<p><img src="cid:${contentIdOf(id)}"></p>`)
  expect(notes(named, { pictureMissing: true })).toEqual([
    { text: expect.stringContaining('Cette boîte est pleine'), error: full },
  ])
  expect(notes(state('<p>Bonjour</p>'))).toEqual([])
})

const session: SessionView = {
  person: {
    ...{ id: '', name: 'Claire Garnier', email: 'claire@saulieu.test', role: 'member' },
    ...{ factor: 'passkey', secondFactor: true },
  },
  commune: { id: '', name: 'Saulieu', managers: [] },
  department: { name: 'Côte-d’Or', number: '21', phone: '03 80 00 00 00' },
  ...{ contentOrigin: '', frame: '', expiresAt: '' },
}

function shown(part: ReactNode): string {
  const within = createElement(SessionProvider, { value: session, children: part })
  return renderToStaticMarkup(createElement(WordsProvider, { words, children: within }))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
}

test('what failed → the number to call and the code, in the window as on a page', () => {
  const said = /Assistance du Département 03 80 00 00 00 Code de l’erreur : mailbox-full\./
  const inWindow = shown(createElement(Notes, { notes: notes(failedWith(full)) }))
  expect(inWindow).toMatch(/Le brouillon n’est pas enregistré/)
  expect(inWindow).toMatch(said)
  expect(shown(createElement(Failure, { error: full }))).toMatch(said)
})

test('what passes by itself, or did not fail → nobody to call', () => {
  const passing = shown(createElement(Notes, { notes: notes(failedWith(new ProblemError('try-later'))) }))
  expect(passing).toMatch(/Le brouillon n’est pas enregistré/)
  const asked = notes(savingUnderTest().saving.state(), { fileMissing: true })
  for (const each of [passing, shown(createElement(Notes, { notes: asked }))])
    expect(each).not.toMatch(/Assistance|Code/)
})
