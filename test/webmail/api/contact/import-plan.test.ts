import { expect, test } from 'vitest'
import { fieldsOf } from '#webmail/api/contact/card-fields.ts'
import { importPlan } from '#webmail/api/contact/import-plan.ts'

const planOf = (text: string | Uint8Array, existing: Parameters<typeof importPlan>[1] = []) => {
  const plan = importPlan(typeof text === 'string' ? Buffer.from(text) : text, existing)
  if (typeof plan === 'string') throw new Error(plan)
  return plan
}
const fieldsIn = (text: string | Uint8Array) => planOf(text).entries.map(({ card }) => fieldsOf(card))
const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1')

test('an export of Google → names, both addresses with their kinds, several numbers in one cell', () => {
  const text = [
    'First Name,Middle Name,Last Name,Organization Name,Organization Title,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Street,Address 1 - City,Address 1 - Postal Code,Address 1 - Country',
    'Marie,,Durand,Mairie,Adjointe,"Deux\nlignes",* myContacts,Work,marie@mairie.test,* Home,marie@ailleurs.test,Mobile,06 12 34 56 78 ::: 03 80 64 00 00,Home,1 rue Neuve,Saulieu,21210,France',
  ].join('\n')
  expect(fieldsIn(text)).toEqual([
    {
      ...{ name: 'Marie Durand', organisation: 'Mairie', title: 'Adjointe', note: 'Deux\nlignes' },
      emails: [
        { kind: 'work', address: 'marie@mairie.test' },
        { kind: 'home', address: 'marie@ailleurs.test' },
      ],
      phones: [
        { kind: 'mobile', number: '06 12 34 56 78' },
        { kind: 'mobile', number: '03 80 64 00 00' },
      ],
      postal: [
        { kind: 'home', street: '1 rue Neuve', postcode: '21210', city: 'Saulieu', country: 'France' },
      ],
    },
  ])
})

test('an export of French Outlook in Windows-1252 with semicolons → the same fields, accents and all', () => {
  const text = latin(
    [
      'Titre;Prénom;Deuxième prénom;Nom;Société;Fonction;Rue (bureau);Ville (bureau);Code postal (bureau);Pays/Région (bureau);Télécopie (bureau);Téléphone (bureau);Téléphone (domicile);Tél. mobile;Adresse de messagerie;Adresse de messagerie 2;Notes',
      'Mme;Hélène;;Étienne;Mairie de Précy;Secrétaire;2 place de l’Église;Précy;21390;France;0380640001;0380640000;;0612345678;helene@precy.test;h.etienne@ailleurs.test;',
    ]
      .join('\r\n')
      .replaceAll('’', '\x92'),
  )
  expect(fieldsIn(text)).toEqual([
    {
      ...{ name: 'Hélène Étienne', organisation: 'Mairie de Précy', title: 'Secrétaire', note: '' },
      emails: [
        { kind: 'other', address: 'helene@precy.test' },
        { kind: 'other', address: 'h.etienne@ailleurs.test' },
      ],
      phones: [
        { kind: 'work', number: '0380640000' },
        { kind: 'mobile', number: '0612345678' },
      ],
      postal: [
        { kind: 'work', street: '2 place de l’Église', postcode: '21390', city: 'Précy', country: 'France' },
      ],
    },
  ])
})

test.each([
  [
    'English Outlook',
    'First Name,Last Name,Company,E-mail Address,E-mail 2 Address,Business Phone,Mobile Phone,Business Country/Region',
    'Luc,Petit,Mairie,luc@a.test,l@b.test,038,061,France',
  ],
  [
    'Thunderbird',
    'First Name,Last Name,Organization,Primary Email,Secondary Email,Work Phone,Mobile Number,Work Country',
    'Luc,Petit,Mairie,luc@a.test,l@b.test,038,061,France',
  ],
  [
    'French Thunderbird',
    'Prénom,Nom de famille,Société,Première adresse électronique,Adresse électronique secondaire,Tél. professionnel,Portable,Pays (bureau)',
    'Luc,Petit,Mairie,luc@a.test,l@b.test,038,061,France',
  ],
])('an export of %s → name, organisation, addresses, numbers and country', (_, header, line) => {
  expect(fieldsIn(`\ufeff${header}\r\n${line}\r\n`)).toMatchObject([
    {
      ...{ name: 'Luc Petit', organisation: 'Mairie' },
      emails: [{ address: 'luc@a.test' }, { address: 'l@b.test' }],
      phones: [
        { kind: 'work', number: '038' },
        { kind: 'mobile', number: '061' },
      ],
      postal: [{ country: 'France' }],
    },
  ])
})

test('UTF-16 with its mark → read as any other', () => {
  const text = Buffer.concat([
    Buffer.from([0xff, 0xfe]),
    Buffer.from('Nom\tE-mail\nÉlu\te@a.test\n', 'utf16le'),
  ])
  expect(fieldsIn(text)).toMatchObject([{ name: 'Élu', emails: [{ address: 'e@a.test' }] }])
})

test('cells that a spreadsheet would compute → text, and nothing else', () => {
  const text =
    'Nom;Téléphone;Notes;E-mail\n"=HYPERLINK(""http://evil.test"")";"=""0612345678""";@SUM(1+1)*cmd|;\'+33@a.test\n'
  expect(fieldsIn(text)).toMatchObject([
    {
      ...{ name: '=HYPERLINK("http://evil.test")', note: '@SUM(1+1)*cmd|' },
      ...{ phones: [{ number: '0612345678' }], emails: [{ address: '+33@a.test' }] },
    },
  ])
})

test('known by identifier, by address, by a name without address, twice in the file → told apart from who is new', () => {
  const existing = [
    { id: 'a', uid: 'urn:uuid:1', name: 'Somebody', organisation: '', addresses: [] },
    { id: 'b', uid: 'u2', name: 'Marie', organisation: '', addresses: ['marie@a.test'] },
    { id: 'c', uid: 'u3', name: 'École Jean-Moulin', organisation: '', addresses: [] },
    { id: 'd', uid: 'u4', name: 'Luc', organisation: '', addresses: ['luc@a.test'] },
  ]
  const card = (...lines: readonly string[]) => `BEGIN:VCARD\n${lines.join('\n')}\nEND:VCARD\n`
  const text = [
    card('FN:Other name', 'UID:urn:uuid:1', 'EMAIL:o@a.test'),
    card('FN:M. D.', 'EMAIL:MARIE@a.test'),
    card('FN:ecole jean-moulin', 'EMAIL:ecole@a.test'),
    card('FN:Luc', 'EMAIL:other-luc@a.test'),
    card('FN:Luc again', 'EMAIL:other-luc@a.test'),
    card('NOTE:nobody'),
  ].join('')
  const { entries, unusable } = planOf(text, existing)
  expect(entries.map(({ state, like }) => [state, like?.id ?? null])).toEqual([
    ['known', 'a'],
    ['known', 'b'],
    ['known', 'c'],
    ['new', null],
    ['twice', null],
  ])
  expect(unusable).toBe(1)
})

test('groups that stand among people → taken for nobody', () => {
  const cards = [
    'VERSION:4.0\nKIND:group\nFN:Élus\nMEMBER:urn:uuid:1',
    'VERSION:3.0\nX-ADDRESSBOOKSERVER-KIND:group\nFN:Agents',
    'VERSION:3.0\nFN:Marie',
  ]
  const { entries, unusable } = planOf(cards.map((card) => `BEGIN:VCARD\n${card}\nEND:VCARD\n`).join(''))
  expect([entries.map(({ kept }) => kept.name), unusable]).toEqual([['Marie'], 0])
})

test.each([
  ['an empty file', '', 'unreadable'],
  ['a table without a column of ours', 'a,b\n1,2\n', 'unreadable'],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]), 'unreadable'],
  ['more contacts than one file may hold', `Nom\n${'x\n'.repeat(5001)}`, 'too-many'],
  ['more cards than one file may hold', 'BEGIN:VCARD\nFN:x\nEND:VCARD\n'.repeat(5001), 'too-many'],
])('%s → %s', (_, text, fault) => {
  expect(importPlan(Buffer.from(text), [])).toBe(fault)
})

test('a table with an endless quoted cell → unreadable, and not for long', () => {
  expect(importPlan(Buffer.from(`Nom,E-mail\n"${'a\n'.repeat(400_000)}`), [])).toBe('unreadable')
})
