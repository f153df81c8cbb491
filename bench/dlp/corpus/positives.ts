// Mail that leaks, in the spellings that people use. What is held out is only counted: no
// detector is changed for what it shows.

import type { LeakKind } from '#core/policies/leak.ts'
import type { Random } from '#test/fixtures/fraud-corpus/random.ts'
import { spin } from '#test/fixtures/fraud-corpus/spin.ts'
import type { CorpusFile, FileFormat, LeakCase } from './message.ts'
import { ordinaryCase, somebody } from './ordinary.ts'
import { fileShapes, lockedOpenDocument } from './other-forms.ts'
import { slots } from './slots.ts'
import { zipped } from './written-file.ts'

export interface Leaky {
  readonly kind: LeakKind
  /** One is taken; it stands in the text, or as lines of a file. */
  readonly texts: readonly string[]
  readonly subjects?: readonly string[]
  /** Names of a file; without one, the text stands in the message or in a file of any name. */
  readonly fileNames?: readonly string[]
}

const firstLook: readonly Leaky[] = [
  {
    kind: 'nir',
    texts: [
      'Mon numéro de sécurité sociale est le $nirSpaced.',
      'N° SS : $nirPlain',
      'NIR $nirPlain',
      'Son numéro de sécu : $nirDotted',
      'N° de sécurité sociale : $nirNoKey (sans la clé)',
      'Matricule de l’agent : $nirSpaced, embauche au $day.',
      'Voici ce que vous demandez : $nirSpaced',
      'Assurée sociale sous le numéro $nirThirteen, clé à vérifier.',
      'Numéro INSEE : $nirKeyApart',
      'Numéro de Sécurité Sociale $nirKeyNamed',
      'carte vitale {de mon mari|de l’enfant} : $nirNarrow',
      'Déclaration d’embauche de $person : NIR $nirDashed, salaire $amount €',
      'n° sécu $nirOdd',
      'Sécurité sociale (une case par chiffre) : $nirBoxes',
      'Numéro : $nirPlain ($person)',
    ],
  },
  {
    kind: 'iban',
    texts: [
      'Mon IBAN : $ibanFours',
      'IBAN $iban',
      '$ibanFours BIC AGRIFRPP825',
      'voici : $ibanLower',
      'Compte à créditer $ibanDashed',
      'IBAN\u00a0: $ibanNoBreak',
      'Le compte du régisseur est le $ibanTwoLines',
      '$ibanGlued',
      'Virement sur $iban au nom de $person',
      'ancien : $ibanFours, merci de le supprimer',
    ],
  },
  {
    kind: 'rib',
    texts: [
      'RIB : $rib',
      '$ribLabelled',
      '$ribLines',
      'Compte bancaire $ribPlain',
      'Domiciliation Crédit Agricole $ribDashed',
      '$rib au nom de $person',
      'Banque Guichet N° compte Clé\n$rib',
    ],
  },
  {
    kind: 'foreign-iban',
    texts: [
      'IBAN $foreignFours',
      'My account: $foreign',
      'Kontonummer $foreignFours',
      'compte à l’étranger $foreign, au nom de $person',
    ],
  },
  {
    kind: 'card',
    texts: [
      'Carte bancaire $cardGrouped, expire $expiry, cryptogramme $cvv',
      'Ma CB : $card $expiry',
      'n° de carte $cardDashed',
      'Visa $cardGrouped',
      'voici le numéro : $cardGrouped',
      'Pour la réservation de l’hôtel, la carte du maire $cardGrouped fin $expiry',
      'card number $card, CVV $cvv',
      'Carte d’achat de la mairie : $cardDotted',
      '$cardGrouped\n$expiry\n$cvv',
      'paiement avec $card exp $expiry',
    ],
  },
  {
    kind: 'civil-status',
    texts: [
      '$person, né le $birthLong à $town (Côte-d’Or)',
      'Mme $family $given, née le $birth à $town, demeurant $street',
      'L’enfant $given $family, né(e) le $birthLong, fils de $person et de $other',
      'Nom : $family\nPrénom : $given\nDate de naissance : $birth\nLieu de naissance : $town',
      'Acte de naissance n° $small : le $birthLong est née à $town $given $family, fille de $person et de $other',
      'Nom du père : $person, nom de la mère : $other, enfant né le $birth',
      'Date et lieu de naissance : $birth à $town, M. $person',
      'Acte de décès de $person né à $town le $birthLong, veuf de $other',
      'Nom\tPrénom\tDate de naissance\n$family\t$given\t$birth',
      'Nom;Prénom;Né(e) le;Lieu de naissance\n$family;$given;$birth;$town',
      'M. $person, né le $birthShort à $town, de nationalité française',
    ],
  },
  {
    kind: 'identity-paper',
    texts: ['Voir la pièce jointe.'],
    fileNames: [
      'CNI $person.pdf',
      'passeport_$family.pdf',
      'carte d’identité recto verso.pdf',
      'livret-de-famille.pdf',
      'titre de sejour $given.pdf',
    ],
  },
  {
    kind: 'identity-paper',
    texts: [
      'IDFRA$family<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\n2006212345678$given<<$family<9007138F',
      'P<FRA$family<<$given<<<<<<<<<<<<<<<<<<<<<<<<<<<\n',
    ],
  },
  {
    kind: 'classified',
    texts: [
      'SECRET\n\nNote à l’attention du préfet.',
      'TRÈS SECRET\nExemplaire n° 3',
      'Plan de protection. CONFIDENTIEL DÉFENSE',
      'Mention : SECRET DÉFENSE',
    ],
  },
  {
    kind: 'restricted',
    texts: [
      'DIFFUSION RESTREINTE\n\nSchéma des réseaux.',
      'Document en DIFFUSION RESTREINTE, liste des points sensibles.',
      'Diffusion restreinte\nAnnexe 2',
      'DIFFUSION RESTREINTE - SPÉCIAL FRANCE',
    ],
  },
  {
    kind: 'confidential',
    texts: [
      'CONFIDENTIEL\n\nRapport disciplinaire.',
      'Confidentiel – ne pas diffuser\n\nSituation de la famille.',
      '*** NE PAS DIFFUSER ***',
      'Document confidentiel\nSignalement',
    ],
    subjects: ['', '[CONFIDENTIEL] dossier', 'Confidentiel : situation', ''],
  },
  {
    kind: 'confidential',
    texts: ['Voir la pièce jointe.'],
    fileNames: ['rapport_CONFIDENTIEL.pdf', 'note ne pas diffuser.docx', 'enquête - confidentiel.odt'],
  },
  {
    kind: 'key-file',
    texts: [
      '-----BEGIN RSA PRIVATE KEY-----\nMIIEow$sixteen\n-----END RSA PRIVATE KEY-----',
      '-----BEGIN PRIVATE KEY-----\nMIIE$sixteen\n-----END PRIVATE KEY-----',
    ],
  },
]

/** Held out at first; once its misses were looked at, it was no longer. */
const secondLook: readonly Leaky[] = [
  {
    kind: 'nir',
    texts: [
      'Immatriculation CPAM de l’agent $nirPlain',
      'n° d’assuré $nirSpaced',
      'Bonjour, il s’agit de $person ($nirSpaced).',
      'Numéro figurant sur ma carte verte : $nirPlain',
      'Bulletin de paie – $person – $nirSpaced – brut $amount',
      'Mon n° : $nirDashed merci',
      'Pour la mutuelle, le numéro de Sécu de mon épouse : $nirNarrow',
      'SS $nirKeyApart',
      'Assurance maladie, numéro $nirPlain',
      'Sécurité sociale n° $nirThirteen',
      'N.I.R. : $nirWide',
    ],
  },
  {
    kind: 'iban',
    texts: [
      'Nouveau compte : $ibanFours',
      'Merci de virer ici >> $ibanFours <<',
      'IBAN.$iban',
      'mon rib c’est $iban',
      'Compte\t$ibanFours\tBIC\tCMCIFR2A',
      '($ibanFours)',
    ],
  },
  {
    kind: 'rib',
    texts: [
      'Relevé d’identité bancaire $rib',
      'Les coordonnées : banque $ribPlain',
      'Etablissement / guichet / compte / clé : $rib',
      'R.I.B. $ribDashed',
    ],
  },
  {
    kind: 'card',
    texts: [
      'Le numéro de ma Mastercard, c’est $cardGrouped',
      'CB $cardTwos $expiry',
      'débiter la carte $card ($expiry)',
      'Vous pouvez payer avec ma carte : $cardGrouped',
      'Code de la carte $cvv, numéro $card',
    ],
  },
  {
    kind: 'civil-status',
    texts: [
      '$person ($birth, $town)',
      'Je soussigné $person, né à $town, le $birthLong, de $other et de $third',
      'Naissance de $given $family le $birthLong à la maternité de $town, parents : $person et $other',
      'Prénom\tNom\tNaissance\tClasse\n$given\t$family\t$birthIso\tCE1',
      'Mariage de $person, né le $birthLong à $town, fils de $other',
      'Pour le passeport de ma fille $given, née le $birth, père $person, mère $other',
      'État civil : $family $given, $birth, $town',
    ],
  },
  {
    kind: 'identity-paper',
    texts: ['Voir la pièce jointe.'],
    fileNames: ['scan carte identité.pdf', 'Passeport.pdf', 'permis_conduire_$family.pdf', 'CNI-verso.pdf'],
  },
  {
    kind: 'classified',
    texts: ['- SECRET -\nListe des astreintes', 'Niveau de classification : Très secret'],
  },
  {
    kind: 'restricted',
    texts: [
      'Mention de protection : diffusion restreinte',
      'PCS – DIFFUSION RESTREINTE – ne pas photocopier',
    ],
  },
  {
    kind: 'confidential',
    texts: [
      'STRICTEMENT CONFIDENTIEL',
      'Personnel et confidentiel\nÀ l’attention du maire',
      'Rapport social (confidentiel)\nNe pas communiquer à la famille',
    ],
  },
]

/** Held out for the second round, and its misses looked at afterwards. */
const thirdLook: readonly Leaky[] = [
  {
    kind: 'nir',
    texts: [
      'Pour l’affiliation à l’Ircantec, voici le numéro de $person : $nirSpaced',
      'Sécu $nirPlain, mutuelle MNT',
      'Identifiant national (NIR) de la stagiaire\n$nirPlain',
      '$family $given\t$nirPlain\tAdjoint technique\t$amount',
      'Dossier de retraite CNRACL, immatriculation : $nirNoKey',
      'Le patient porte le n° $nirDotted.',
      'n° de sécurité sociale de la nounou (il manque la clé) $nirThirteen',
      'Numéro de sécurité sociale\n$nirBoxes',
    ],
  },
  {
    kind: 'iban',
    texts: [
      'Vous verserez le loyer sur $ibanFours.',
      'ib : $iban merci',
      'Coordonnées de la régie cantine ; $ibanFours ; Trésor public',
      'Titulaire $person, $ibanDashed',
      'IBAN (27 caractères) $ibanNoBreak',
    ],
  },
  {
    kind: 'rib',
    texts: [
      'Mon relevé : $rib',
      'Pour les remboursements de frais : $ribPlain (Caisse d’Épargne)',
      '$ribLines\nTitulaire : $person',
      'versement sur le compte $ribDashed',
    ],
  },
  {
    kind: 'card',
    texts: [
      'Numéro à débiter : $cardGrouped, date de fin $expiry, trois chiffres $cvv',
      'MasterCard de la régie $cardDashed',
      'Réservez avec la CB de la mairie ($cardGrouped)',
      'la carte bleue de $person : $card',
      'American Express ou Visa : $cardGrouped – $expiry',
    ],
  },
  {
    kind: 'civil-status',
    texts: [
      'Le futur époux, $person, est né à $town le $birthLong.',
      'Demande de copie intégrale concernant $given $family ($birth, $town), ma grand-mère',
      'Reconnaissance anticipée : la mère, Mme $person, née le $birth à $town',
      'L’élève $given $family (né le $birthIso à $town) change d’école.',
      'Électeur\tNé(e) le\tÀ\n$family $given\t$birth\t$town',
      'Identité du défunt : $person, $birthLong, $town, époux de $other',
      'Ma fille est venue au monde le $birthLong à $town : $given, fille de $person et $other.',
    ],
  },
  {
    kind: 'identity-paper',
    texts: ['Voir la pièce jointe.'],
    fileNames: [
      'CI_$family.pdf',
      'passeport maman.pdf',
      'carte_nationale_identite.pdf',
      'acte naissance $given.pdf',
      'titre-séjour.pdf',
    ],
  },
  { kind: 'classified', texts: ['Classification : SECRET', '[TRÈS SECRET] Annexe'] },
  {
    kind: 'restricted',
    texts: [
      'Plan Vigipirate (DIFFUSION RESTREINTE)',
      'Diffusion Restreinte – Ne pas laisser sans surveillance',
    ],
  },
  {
    kind: 'confidential',
    texts: [
      'Caractère : CONFIDENTIEL',
      'À NE PAS DIFFUSER',
      'Note confidentielle à l’attention du maire',
      'Secret médical – à remettre en main propre',
    ],
  },
]

/** With the eyes on these the detectors were made better. */
export const tunedOn: readonly Leaky[] = [...firstLook, ...secondLook, ...thirdLook]

/** Written when the detectors were finished, measured once, and nothing was changed for it. */
export const heldOut: readonly Leaky[] = [
  {
    kind: 'nir',
    texts: [
      'DSN du mois : salariée $person, $nirSpaced, 35 h',
      'Je vous donne celui de mon fils : $nirPlain',
      'Numéro d’immatriculation à la sécurité sociale $nirDotted',
      'Sec. soc. $nirNoKey',
      'vitale: $nirPlain',
      'APA – bénéficiaire : M. $person – N° sécu. : $nirDashed',
      'Matricule SS : $nirKeyApart',
      'n°SS$nirPlain',
    ],
  },
  {
    kind: 'iban',
    texts: [
      'Prélèvement de la cantine, compte $ibanFours',
      'FR... : $ibanDashed',
      'RIB joint ou ici $iban',
      'iban=$iban;bic=PSSTFRPP',
      'Votre virement a été rejeté : $ibanNoBreak est clôturé.',
    ],
  },
  {
    kind: 'rib',
    texts: [
      'Trésorerie : $rib',
      'Le compte de l’association ($ribPlain) a changé de banque.',
      'C. banque / C. guichet / N° / clé\n$rib',
      'Ancien RIB $ribDashed à remplacer',
    ],
  },
  {
    kind: 'foreign-iban',
    texts: [
      'Le loueur est à Luxembourg : $foreignFours',
      'bitte auf $foreign überweisen',
      'Caution à rendre sur $foreignFours (BIC INGBNL2A)',
    ],
  },
  {
    kind: 'card',
    texts: [
      'Carte n° $cardGrouped valable jusqu’à $expiry',
      'Paiement par téléphone : $card, $expiry, $cvv',
      'La visa du maire : $cardDashed',
      'numéro $cardGrouped (CB)',
      'Amex/Visa $cardDotted',
    ],
  },
  {
    kind: 'civil-status',
    texts: [
      'Est décédée Mme $person, née à $town le $birthLong, fille de feu $other.',
      'Avis de naissance transmis à la mairie de domicile : $given $family, $birthLong, $town.',
      'Candidate : $family $given – née le $birth – $town – nationalité française',
      'Prénoms, nom, date de naissance\n$given,$family,$birth',
      'PACS entre $person (né le $birth à $town) et $other',
      'Veuillez inscrire ma fille $given. Elle est née le $birthLong, son père est $person.',
      'Le permissionnaire, $person, $birth à $town, sera inhumé samedi.',
    ],
  },
  {
    kind: 'identity-paper',
    texts: ['Voir la pièce jointe.'],
    fileNames: [
      'scan_CNI_recto.pdf',
      'mon passeport.pdf',
      'Livret famille $family.pdf',
      'piece identite.pdf',
      'carte-sejour.pdf',
    ],
  },
  { kind: 'classified', texts: ['TRES SECRET\nDocument du SGDSN', 'Niveau : Secret Défense'] },
  {
    kind: 'restricted',
    texts: ['Diffusion restreinte | PCA de la commune', 'Annexe sécurité - DIFFUSION RESTREINTE'],
  },
  {
    kind: 'confidential',
    texts: [
      'CONFIDENTIEL – à n’ouvrir que par le destinataire nommé',
      'Ne pas diffuser : projet non voté',
      'Confidentiel RH',
      '[strictement confidentiel]',
    ],
  },
]

const formats: readonly FileFormat[] = ['pdf', 'docx', 'xlsx', 'odt', 'csv', 'txt', 'rtf']

/** In an ordinary letter: in its text, or in a file of it. */
export function leakyCase(leaky: Leaky, template: string, random: Random): LeakCase {
  const letter = ordinaryCase(random)
  const text = spin(template, slots(random), random)
  const subject = spin(random.pick(leaky.subjects ?? ['']), slots(random), random)
  const named =
    leaky.fileNames === undefined ? null : spin(random.pick(leaky.fileNames), slots(random), random)
  const { format, form } = named === null ? random.pick(fileShapes) : { format: formatOf(named) }
  const inFile = named !== null || random.chance(0.4)
  const lines = named === null ? text.split('\n') : ['Page numérisée.']
  const file: CorpusFile = {
    name: named ?? `document.${format}`,
    format,
    ...(form && { form }),
    lines: [...lines, 'Fin du document.'],
  }
  const paragraphs = letter.text.split('\n\n')
  return {
    ...letter,
    family: `${leaky.kind}: ${template.replace(/\n/g, ' ').slice(0, 60)}${inFile ? ` (${form ?? format})` : ''}`,
    subject: subject === '' ? letter.subject : subject,
    text: inFile ? letter.text : [...paragraphs.slice(0, 1), text, ...paragraphs.slice(1)].join('\n\n'),
    files: inFile ? [file] : letter.files,
    expected: { [leaky.kind]: 1 },
  }
}

const formatOf = (name: string): FileFormat => formats.find((format) => name.endsWith(format)) ?? 'pdf'

/** Many addresses in clear, from a club's newsletter to a whole village. */
export function crowdCase(random: Random): LeakCase {
  const count = 20 + random.integer(120)
  const letter = ordinaryCase(random)
  const to = somebody(random, count)
  const split = random.integer(count)
  return {
    ...letter,
    family: 'open-recipients: To and Cc',
    to: to.slice(0, split),
    cc: to.slice(split),
    expected: { 'open-recipients': new Set(to).size },
  }
}

/** What office programs and backups write first. */
const compound = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'
const files: readonly (readonly [kind: LeakKind, name: string, octets: string])[] = [
  ['database-file', 'sauvegarde_cimetiere.sql', 'INSERT INTO concession VALUES (1);'],
  ['database-file', 'population.mdb', '\0\x01\0\0Standard Jet DB\0'],
  ['database-file', 'donnees.bin', 'SQLite format 3\0'],
  ['database-file', 'Outlook ancien secrétaire.pst', '!BDN'],
  ['database-file', 'export_messagerie.mbox', 'From - Thu Nov 26'],
  ['key-file', 'certificat_actes.p12', '0\x82'],
  ['key-file', 'Mots de passe mairie.kdbx', '\x03\xd9\xa2\x9a'],
  ['encrypted-file', 'paie.zed', 'ZED'],
  [
    'encrypted-file',
    'budget protégé.xlsx',
    `${compound}${'\0'.repeat(504)}${[...'EncryptedPackage'].join('\0')}\0`,
  ],
  ['encrypted-file', 'paie.odt', zipped(lockedOpenDocument).toString('latin1')],
  ['encrypted-file', 'liste.csv.gpg', '\x85\x02'],
  ['unreadable-file', 'plan.pdf', '%PDF-1.7\nabîmé'],
  ['unreadable-file', 'rapport.docx', 'PK\x03\x04abîmé'],
  ['unreadable-file', 'archive.7z', '7z\xbc\xaf\x27\x1c'],
  ['unreadable-file', 'photos.rar', 'Rar!\x1a\x07'],
]

export function fileCase(random: Random): LeakCase {
  const [kind, name, octets] = random.pick(files)
  const file: CorpusFile = { name, format: 'txt', lines: [], octets }
  return { ...ordinaryCase(random), family: `${kind}: ${name}`, files: [file], expected: { [kind]: 1 } }
}
