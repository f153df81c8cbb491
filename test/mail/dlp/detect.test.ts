import { describe, expect, test } from 'vitest'
import { confusableSkeleton } from '#core/message/confusables.ts'
import type { LeakKind } from '#core/policies/leak.ts'
import { ibans, ribs } from '#mail/dlp/detect/accounts.ts'
import { card } from '#mail/dlp/detect/card.ts'
import { civilStatus } from '#mail/dlp/detect/civil-status.ts'
import type { Detector } from '#mail/dlp/detect/detector.ts'
import { fileKind } from '#mail/dlp/detect/file-kind.ts'
import { identityPaperNamed, identityPapers } from '#mail/dlp/detect/identity-paper.ts'
import { markingNamed, markings, markingsOfSubject } from '#mail/dlp/detect/markings.ts'
import { nir } from '#mail/dlp/detect/nir.ts'
import { fewestVisible, visibleRecipients } from '#mail/dlp/detect/visible-recipients.ts'

const found = (detector: Detector, written: string): readonly LeakKind[] => [
  ...new Set(detector({ written, plain: confusableSkeleton(written) }).map(({ kind }) => kind)),
]
const values = (detector: Detector, written: string) =>
  new Set(detector({ written, plain: confusableSkeleton(written) }).map(({ value }) => value)).size

describe('NIR', () => {
  // 1850578006084 has the key 91; 2 78 12 2B 033 105 is Corsican, counted with 18 for 2B, key 33.
  test.each([
    ['1 85 05 78 006 084 91', 'the spelling says it'],
    ['1.85.05.78.006.084.91', 'dots'],
    ['1-85-05-78-006-084-91', 'dashes'],
    ['185057800608491', 'no word, but a man, a month, a key'],
    ['1850578006084 91', 'the key apart'],
    ['NIR : 1850578006084', 'no key, but its name'],
    ['1 85 05 78 006 084', 'no key, its spelling'],
    ['n° de sécurité sociale 1 8 5 0 5 7 8 0 0 6 0 8 4 9 1', 'one box for each digit'],
    ['sécu １８５０５７８００６０８４９１', 'full-width digits'],
    ['sécurité sociale 1 85 05 78 006 084 12', 'named, with a key that is mistyped'],
    ['Sa carte vitale porte le 285 0578 006 084', 'odd groups, but named'],
    ['Assurée sociale n° 2850578006084', 'the feminine'],
  ])('%s → found (%s)', (text) => {
    expect(found(nir, `Bonjour, ${text}, merci.`)).toEqual(['nir'])
  })

  test('Corsica → found with its letter', () => {
    const body = '278122B033105'
    const key = 97 - (Number(body.replace('2B', '18')) % 97)
    expect(found(nir, `${body}${String(key).padStart(2, '0')}`)).toEqual(['nir'])
    expect(found(nir, `2 78 12 2b 033 105 ${key === 97 ? 96 : String(key + 1).padStart(2, '0')}`)).toEqual([])
  })

  test.each([
    ['185057800608492', 'another key'],
    ['1850578006084', 'thirteen digits that nobody names'],
    ['1 85 13 78 006 084 91', 'no such month'],
    ['1 85 05 78 006 084 12', 'the spelling, but a wrong key and no word'],
    ['185 057 800 608 491', 'other groups and no word'],
    ['N° de suivi du colis 185057800608491', 'named as something else'],
    ['9185057800608491', 'part of a longer number'],
    ['03 80 63 66 00 / 06 12 34 56 78', 'telephones'],
    ['Donnez votre numéro de sécurité sociale au guichet', 'a word and no number'],
  ])('%s → not found (%s)', (text) => {
    expect(found(nir, `Bonjour, ${text}.`)).toEqual([])
  })

  test('a list of thirteen digits below the word → each of them, from three on', () => {
    const rows = ['1850578006084', '2790321231045', '1601221054112'].map((number) => `Agent ${number}`)
    const list = (count: number) => `NIR des agents\n${'-'.repeat(200)}\n${rows.slice(0, count).join('\n')}`
    expect(values(nir, list(3))).toBe(3)
    expect(values(nir, list(2))).toBe(0)
  })

  test('one number in two spellings → one value', () => {
    expect(values(nir, 'NIR 185057800608491, soit 1 85 05 78 006 084 91, sans clé 1 85 05 78 006 084')).toBe(
      1,
    )
  })
})

describe('accounts', () => {
  test.each([
    ['FR76 3000 6000 0112 3456 7890 189', 'iban'],
    ['FR7630006000011234567890189', 'iban'],
    ['fr76-3000-6000-0112-3456-7890-189', 'iban'],
    ['IBANFR7630006000011234567890189', 'iban'],
    ['FR76 3000 6000 0112 3456\n7890 189', 'iban'],
    ['F R 7 6 3 0 0 0 6 0 0 0 0 1 1 2 3 4 5 6 7 8 9 0 1 8 9', 'iban'],
    ['MC58 1122 2000 0101 2345 6789 030', 'iban'],
    ['DE89 3704 0044 0532 0130 00', 'foreign-iban'],
    ['GB29NWBK60161331926819', 'foreign-iban'],
  ])('%s → %s', (text, kind) => {
    expect(found(ibans, `Voici : ${text} merci`)).toEqual([kind])
    // Its inner part is an account as well, and must not count a second time.
    expect(found(ribs, `RIB : ${text} merci`)).toEqual([])
    expect(found(card, `carte bancaire ${text} merci`)).toEqual([])
  })

  test.each([
    'FR76 3000 6000 0112 3456 7890 188',
    'FR76 3000 6000',
    'FR 12 345678901 (TVA)',
    'de 20 000 à 30 000 euros',
  ])('%s → nothing', (text) => {
    expect(found(ibans, text)).toEqual([])
  })

  test.each([
    '30006 00001 12345678901 89',
    'RIB 30006000011234567890189',
    'compte bancaire 30006-00001-12345678901-89',
    'Code banque : 30006 Code guichet : 00001 N° de compte : 12345678901 Clé RIB : 89',
    'Banque 30006\nGuichet 00001\nCompte 12345678901\nClé 89',
  ])('%s → rib', (text) => {
    expect(found(ribs, text)).toEqual(['rib'])
  })

  test.each([
    '30006 00001 12345678901 88',
    '30006000011234567890189',
    'référence 30006 000011 2345678901 89',
  ])('%s → no rib', (text) => {
    expect(found(ribs, text)).toEqual([])
  })
})

describe('cards', () => {
  test.each([
    '4970 1012 3456 7893',
    'CB 4970101234567893',
    '4970101234567893 12/28',
    'Visa 4970-1012-3456-7893, cryptogramme 123',
    '5555 5555 5555 4444',
    '3782 822463 10005',
    'carte bancaire 2223 0031 2200 3222',
    'carte bancaire 49 70 10 12 34 56 78 93',
  ])('%s → found', (text) => {
    expect(found(card, `Voici ${text}`)).toEqual(['card'])
  })

  test.each([
    ['4970 1012 3456 7890', 'Luhn'],
    ['4970101234567893', 'neither groups nor a word'],
    ['colis 4970 1012 3456 7893', 'a parcel'],
    ['carte de fidélité 4970 1012 3456 7893', 'another card'],
    ['12 4970 1012 3456 7893', 'within a longer row'],
    ['2223 0031 2200 3222', 'a range that is rare here, without a word'],
    ['SIRET 36252187900034', 'an enterprise: Luhn holds for it too'],
    ['9970 1012 3456 7893', 'no issuer'],
  ])('%s → not found (%s)', (text) => {
    expect(found(card, `Voici ${text}`)).toEqual([])
  })
})

describe('civil status', () => {
  test.each([
    'Jeanne Martin, née le 12 mars 1985 à Beaune',
    'né à Beaune, le 12/03/1985',
    'Date de naissance : 12.03.1985 – Lieu de naissance : Beaune',
    'L’enfant, né(e) le 1er août 2019, fils de Paul et de Jeanne',
    'M. Martin, né le 12/03/85, de nationalité française',
    'le 12 mars 1985 est née à Beaune Jeanne',
    'Naissance de Jeanne Martin le 2 mai 2026 à la maternité de Beaune',
    'État civil : MARTIN Jeanne, 12/03/1985',
    'Identité du défunt : Paul Martin, 12 mars 1935, Beaune',
    'Nom;Prénom;Date de naissance\nMartin;Jeanne;12/03/1985',
    'Élèves\tNé(e) le\nMartin Jeanne\t2019-03-12',
  ])('%s → found', (text) => {
    expect(found(civilStatus, text)).toEqual(['civil-status'])
  })

  test.each([
    'Nom :\nDate de naissance :     Lieu de naissance :\nÀ retourner avant le 12/03/2026',
    'L’école, née le 1er septembre 1905 à Beaune de la volonté de M. Ferry',
    'Les enfants nés avant le 12 mars 2019 à Beaune, M. le Maire le rappelle',
    'Les enfants nés le 1er janvier 2023 ou après doivent présenter un extrait d’acte de naissance',
    'Les jeunes nés en 2010',
    'Réunion le 12 mars 2026 à Beaune avec M. Martin',
    'Fournir un acte de naissance avant le 12/03/2026',
  ])('%s → not found', (text) => {
    expect(found(civilStatus, text)).toEqual([])
  })

  test('a table → as many as it has rows', () => {
    const rows = ['Martin;Jeanne;12/03/1985', 'Petit;Luc;01/04/1990', 'Blanc;Zoé;12/03/1985']
    expect(values(civilStatus, ['Nom;Prénom;Date de naissance', ...rows].join('\n'))).toBe(3)
  })
})

describe('identity papers', () => {
  test('the lines for machines → found', () => {
    expect(found(identityPapers, 'P<FRAMARTIN<<JEANNE<<<<<<<<<<<<<<<<<<<<<<<<<')).toEqual(['identity-paper'])
    expect(found(identityPapers, 'IDFRAMARTIN<<<<<<<<<<<<<<<<<<<<<<<<<<<')).toEqual(['identity-paper'])
    expect(found(identityPapers, 'idfraternité <<<< a < b')).toEqual([])
  })

  test.each([
    ['CNI_Martin.pdf', true],
    ['Passeport.jpg', true],
    ['carte d’identité recto.png', true],
    ['demande de passeport.pdf', false],
    ['liste pièces CNI.pdf', false],
    ['CNI.docx', false],
    ['cniveau.pdf', false],
  ])('a file named %s → %s', (name, expected) => {
    expect(identityPaperNamed(name) !== null).toBe(expected)
  })
})

describe('markings', () => {
  test.each([
    ['SECRET', 'classified'],
    ['Très secret', 'classified'],
    ['Niveau de classification : Très secret', 'classified'],
    ['Annexe 3, CONFIDENTIEL DÉFENSE, exemplaire 2', 'classified'],
    ['DIFFUSION RESTREINTE', 'restricted'],
    ['Mention de protection : diffusion restreinte', 'restricted'],
    ['Plan communal, DIFFUSION RESTREINTE, ne pas photocopier', 'restricted'],
    ['*** Confidentiel ***', 'confidential'],
    ['Document confidentiel', 'confidential'],
    ['Rapport social (confidentiel)', 'confidential'],
    ['Ne pas diffuser', 'confidential'],
    ['Secret médical – à remettre en main propre', 'confidential'],
    ['Diffusion restreinte – exemplaire du maire', 'restricted'],
  ])('the line %j → %s', (line, kind) => {
    expect(found(markings, `Bonjour,\n\n${line}\n\nMerci.`)).toEqual([kind])
  })

  test.each([
    'VOTE À BULLETIN SECRET',
    'Le secret du vote est garanti.',
    'Vous êtes tenus au secret professionnel.',
    'Ce message est confidentiel et destiné à son seul destinataire.',
    'CE MESSAGE EST CONFIDENTIEL',
    'Confidentiel : ce message est destiné à son seul destinataire.',
    'Le code confidentiel vous parviendra par courrier.',
    'Un document « DIFFUSION RESTREINTE » ne s’envoie pas par courriel.',
    'La diffusion restreinte du bulletin à un hameau est un choix.',
    'SECRÉTARIAT DE MAIRIE',
  ])('the line %j → nothing', (line) => {
    expect(found(markings, `Bonjour,\n\n${line}\n\nMerci.`)).toEqual([])
  })

  test.each([
    ['[CONFIDENTIEL] budget', 'confidential'],
    ['Re: Confidentiel : dossier Martin', 'confidential'],
    ['Plan (diffusion restreinte)', 'restricted'],
    ['Engagement confidentiel à relire', undefined],
    ['Vote secret du maire', undefined],
  ])('the subject %j → %s', (subject, kind) => {
    expect(found(markingsOfSubject, subject)[0]).toBe(kind)
  })

  test.each([
    ['rapport_CONFIDENTIEL_v2.pdf', 'confidential'],
    ['plan - diffusion restreinte.odt', 'restricted'],
    ['clause_confidentielle_modele.docx', undefined],
    ['secret santa.pdf', undefined],
  ])('a file named %s → %s', (name, kind) => {
    expect(markingNamed(name)?.kind).toBe(kind)
  })
})

describe('kinds of files', () => {
  test.each([
    ['coffre.kdbx', '', 'key-file'],
    ['id_ed25519', 'x', 'key-file'],
    ['cle.txt', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl', 'key-file'],
    ['certificat.pem', '-----BEGIN CERTIFICATE-----\nMII', null],
    ['population.SQL', 'x', 'database-file'],
    ['vacances.jpg', 'SQLite format 3\0', 'database-file'],
    ['archive.pst', '!BDN', 'database-file'],
    ['paie.zed', 'x', 'encrypted-file'],
    ['note.pdf', '%PDF-', null],
  ])('%s beginning with %j → %s', (name, start, kind) => {
    expect(fileKind(name, Buffer.from(start, 'latin1'))).toBe(kind)
  })
})

describe('open recipients', () => {
  const many = (count: number, domain = 'outside.test') =>
    Array.from({ length: count }, (_, index) => `p${index}@${domain}`)
  const inside = new Set(['saulieu.test'])

  test.each([
    [many(fewestVisible), fewestVisible],
    [many(fewestVisible - 1), 0],
    [[...many(30), ...many(30)], 30],
    [many(50, 'Saulieu.test'), 0],
    [[...many(22), ...many(40, 'saulieu.test')], 22],
  ])('%# → %2$i', (addresses, count) => {
    expect(visibleRecipients(addresses, inside)).toBe(count)
  })
})

test('text made to keep a detector busy → an answer within the time of a message', () => {
  const hostile = [
    '1 85 05 78 006 084 '.repeat(12_000),
    'nir 185057800608491 '.repeat(12_000),
    'FR76 3000 6000 0112 3456 7890 189 '.repeat(8_000),
    'fr76'.repeat(212_000),
    '4'.repeat(250_000),
    '4 '.repeat(120_000),
    'née le '.repeat(112_000),
    'née le 12/03/1985 '.repeat(12_000),
    'banque 30006 guichet '.repeat(12_000),
    'date de naissance nom;\n'.repeat(12_000),
    'idfra<<'.repeat(112_000),
    `CONFIDENTIEL ${'A'.repeat(250_000)}`,
    'état civil a '.repeat(20_000),
    ' '.repeat(250_000),
  ]
  for (const written of hostile) {
    const text = { written, plain: confusableSkeleton(written) }
    for (const detector of [
      nir,
      ibans,
      ribs,
      card,
      civilStatus,
      identityPapers,
      markings,
      markingsOfSubject,
    ]) {
      // Processor time: what else the machine does is no fault of a detector, and one that tries everything takes minutes.
      const begun = process.cpuUsage()
      detector(text)
      const { user } = process.cpuUsage(begun)
      expect(user / 1_000, `${detector.name} ${written.slice(0, 20)}`).toBeLessThan(2_500)
    }
  }
})
