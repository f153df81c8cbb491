import { expect, test } from 'vitest'
import { bannerText } from '#webmail/client/reading/banner-text.ts'
import { fileKind } from '#webmail/client/reading/file-kind.ts'
import { answeredOf, foldingOf } from '#webmail/client/reading/folding.ts'
import { linkWarning } from '#webmail/client/reading/link-warning.ts'
import { words as fr } from '#webmail/client/words/fr.ts'

const messages = (...unread: readonly boolean[]) => unread.map((each) => ({ unread: each }))

test.each([
  ['all read, four messages', messages(false, false, false, false), 2, [3]],
  ['all read, three messages', messages(false, false, false), 0, [2]],
  ['the last two unread', messages(false, false, false, true, true), 2, [3, 4]],
  ['the first unread', messages(true, false, false), 0, [0, 2]],
  ['one message', messages(false), 0, [0]],
  ['none', [], 0, []],
])('%s → folded so', (_name, given, older, open) => {
  const folding = foldingOf(given)
  expect([folding.older, [...folding.open].sort()]).toEqual([older, open])
})

test('opened by what the box wrote → that is open as well; by a message that it got → as ever', () => {
  const given = [{ unread: false }, { unread: false, me: true }, ...messages(false, false, false)]
  expect([...foldingOf(given, 1).open].sort()).toEqual([1, 4])
  expect(foldingOf(given, 1).older).toBe(0)
  expect([...foldingOf(given, 2).open]).toEqual([4])
})

test('the last is an own answer to an invitation → the invitation is open, and the answer a line', () => {
  const attachments = [{ part: '2', name: 'invitation.ics', type: 'text/calendar', bytes: 900 }]
  const { open } = foldingOf([
    { unread: false, me: false, attachments },
    { unread: false, me: true, attachments },
  ])
  expect([...open]).toEqual([0])
})

const file = (type: string) => [{ part: '2', name: 'x', type, bytes: 900 }]

test('the last is a draft, read or not → what was sent before it is open, and an answer is about that', () => {
  for (const unread of [false, true]) {
    const given = [{ unread: false }, { unread: false, me: true }, { unread, me: true, draft: true }]
    expect([...foldingOf(given).open]).toEqual([1])
    expect(answeredOf(given)).toBe(1)
  }
  expect([...foldingOf([{ unread: false, draft: true }]).open]).toEqual([0])
  const own = { unread: false, me: true, draft: true }
  expect([...foldingOf([{ unread: false }, own], 1).open]).toEqual([1])
  expect(answeredOf([{ unread: false, draft: true }])).toBe(-1)
})

test.each([
  ['an own answer to an invitation', { me: true, attachments: file('text/calendar') }],
  ['a receipt', { attachments: file('message/disposition-notification') }],
  ['a notice that it could not be delivered', { attachments: file('message/delivery-status') }],
])(
  'the last is %s → an answer is about what somebody wrote before; where nobody did, about that',
  (_, last) => {
    expect(answeredOf([{ unread: false }, { unread: false, ...last }])).toBe(0)
    expect(answeredOf([{ unread: false, ...last }])).toBe(0)
  },
)

test.each([
  ['Facture.pdf', 'application/octet-stream', 'PDF'],
  ['Budget.xlsx', 'application/octet-stream', 'Tableur'],
  ['photo', 'image/jpeg', 'Image'],
  ['invitation.ics', 'text/calendar', 'Invitation'],
  ['', 'application/x-unknown', 'Fichier'],
])('%s of type %s → %s', (name, type, kind) => {
  expect(fileKind({ name, type }, fr.reading.fileKinds)).toBe(kind)
})

const links = [{ shown: 'impots.gouv.fr', domain: 'pirate.test' }]

test.each(['https://pirate.test/x', 'https://www.pirate.test/'])(
  '%s → asked about, by its true name',
  (href) => {
    expect(linkWarning(href, links)).toEqual({ shown: 'impots.gouv.fr', domain: new URL(href).hostname })
  },
)

test.each(['https://notpirate.test/', 'https://impots.gouv.fr/', 'mailto:a@pirate.test', 'nothing'])(
  '%s → opened without a question',
  (href) => {
    expect(linkWarning(href, links)).toBeNull()
  },
)

test('what the gateway found → the sentence of the brief', () => {
  const address = 'jdupont@outlook.fr'
  expect(bannerText({ kind: 'look-alike', address, of: 'Jean Dupont', by: 'name' }, fr.reading)).toBe(
    'Le nom affiché est celui de «\u00a0Jean Dupont\u00a0», mais l’adresse (jdupont@outlook.fr) n’est pas la sienne.',
  )
  expect(bannerText({ kind: 'dangerous-file', mark: 'macro', name: '' }, fr.reading)).toBe(
    'Un fichier joint contient des macros. Ne l’ouvrez que si vous l’attendiez.',
  )
  expect(bannerText({ kind: 'unauthenticated', domain: 'tresor.gouv.fr' }, fr.reading)).toBe(
    'Nous n’avons pas pu vérifier que ce message vient bien de tresor.gouv.fr.',
  )
  expect(bannerText({ kind: 'marking', marking: 'restricted' }, fr.reading)).toContain(
    'la mention Diffusion Restreinte',
  )
})
