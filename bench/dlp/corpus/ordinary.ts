// Ordinary mail of a mairie: nothing in it may leak, and much in it looks as if. Letters are put together of paragraphs of several
// desks, references, signatures and small print.

import type { Random } from '#test/fixtures/fraud-corpus/random.ts'
import { spin } from '#test/fixtures/fraud-corpus/spin.ts'
import type { CorpusFile, LeakCase } from './message.ts'
import { fileShapes } from './other-forms.ts'
import { slots } from './slots.ts'

/** By desk: subjects, and paragraphs of which one or two are taken. */
const desks: Readonly<Record<string, readonly [subjects: readonly string[], paragraphs: readonly string[]]>> =
  {
    council: [
      [
        'Délibération n° $deliberation',
        'Conseil municipal du $longDay',
        'Procès-verbal de séance',
        'Convocation',
        'Ordre du jour {définitif|modifié}',
      ],
      [
        'Le conseil, après en avoir délibéré, {adopte à l’unanimité|approuve par 9 voix pour et 2 contre} la délibération n° $deliberation relative à {la voirie|l’éclairage public|la vente de bois}.',
        'Le vote du maire a lieu au scrutin secret (article L. 2122-7 du CGCT). VOTE À BULLETIN SECRET : 11 votants, 11 suffrages exprimés.',
        'Monsieur le Maire rappelle que le secret du vote doit être garanti et que les bulletins blancs sont comptés à part.',
        'Les délibérations n° 2026-12 à 2026-19 ont été télétransmises ; accusé de réception 021-$insee-202611-DE reçu le $day à $hour.',
        'Secrétaire de séance : $person. Absents excusés : $other, $third (pouvoir à $person).',
        'La séance est levée à $hour. Le compte rendu sera affiché sous huitaine et diffusé sur le site.',
        'Le maire donne lecture du courrier de l’association des amis de la chapelle, née en 1987, qui souhaite occuper la salle.',
        'Décision modificative n° 2 : chapitre 011, article 60632, + $amount €.',
      ],
    ],
    purchases: [
      ['Devis $devis', 'Re: commande $order', 'Bon de commande', 'Facture $invoice', 'Livraison du $day'],
      [
        'Veuillez trouver ci-joint notre devis n° $devis d’un montant de $amount € TTC, valable 30 jours. SIRET $siret.',
        'Votre commande $order du $day est expédiée. Numéro de suivi : $parcelFifteen.',
        'Colis remis au transporteur, n° de suivi $parcelThirteen, {à suivre sur laposte.fr|livraison prévue le $day}.',
        'Le colis porte le numéro $parcelGrouped et sera présenté entre 8 h et 12 h.',
        'Facture $invoice déposée sur Chorus Pro ce jour, numéro d’engagement $engagement, SIRET destinataire $siretGrouped.',
        'Merci de nous retourner le bon signé avec la mention « bon pour accord ». N° TVA : $vat.',
        'Références à rappeler : client $order, affaire $reference, lot 3.',
        'Le code article est $ean, conditionné par 12 ; quantité : $small.',
        'Le paiement se fait par mandat administratif, à 30 jours, aucune carte bancaire n’est nécessaire.',
        'Vous pouvez désormais régler par carte bancaire sur PayFiP ; la commune n’a jamais accès au numéro.',
        'Badge de la déchetterie : $loyalty, à retirer en mairie.',
        'La carte bancaire de la régie sera renouvelée ; n° de dossier $sixteen, ne transmettez jamais le code.',
        'Carte carburant n° $loyalty : le plafond est porté à 400 € par mois.',
        'La carte de fidélité $loyalty donne droit à 5 % de remise au magasin.',
        'Le contrat de maintenance n° $longReference est reconduit pour un an.',
      ],
    ],
    networks: [
      ['Coupure d’eau', 'Compteur de la salle des fêtes', 'Raccordement', 'Téléphonie', 'Ticket $ticket'],
      [
        'Point de livraison (PRM) $prm, compteur n° $order, puissance souscrite 36 kVA.',
        'Le relevé du compteur de l’école est de 0$order m³ au $day.',
        'IMEI de l’appareil de l’agent technique : $imei, ligne $phone.',
        'La ligne $intl est activée ; le code PUK vous parviendra par courrier séparé, le code confidentiel est à changer à la première utilisation.',
        'Votre demande $ticket est prise en charge. Horodatage : $stamp. Ne répondez pas à ce message.',
        'Identifiant de session : $sixteen. Si vous n’êtes pas à l’origine de cette demande, ignorez-la.',
        'Coordonnées du point : 47.$order, 4.$order ; altitude 380 m.',
        'Numéro de série de l’onduleur : $thirteen. La garantie court jusqu’au $day.',
        'Adresse du flux : https://sig.example/couche/$reference/tuile?z=12',
      ],
    ],
    people: [
      [
        'Inscription scolaire',
        'Recensement citoyen',
        'Demande de place',
        'Rendez-vous carte d’identité',
        'Liste des pièces à fournir',
        'Dossier de mariage',
      ],
      [
        'Pour constituer le dossier, apportez un justificatif de domicile, votre carte Vitale, un RIB et le livret de famille.',
        'Nous avons besoin de votre numéro de sécurité sociale : merci de le donner par téléphone au $phone, jamais par courriel.',
        'Les jeunes nés en $birthYear sont invités à se faire recenser en mairie dans les trois mois qui suivent leur anniversaire.',
        'Nom :\nPrénom :\nDate de naissance :       Lieu de naissance :\nÀ retourner avant le $day.',
        'Un acte de naissance de moins de trois mois est exigé ; la demande se fait sur service-public.fr, c’est gratuit.',
        'Votre rendez-vous pour la carte d’identité est fixé au $longDay à $hour. Numéro de pré-demande : {K7W4M2X9|H2J8P3Q5}.',
        'Votre enfant est inscrit à l’école de $town. La rentrée a lieu le $longDay.',
        'Les enfants nés le 1er janvier 2023 ou après doivent présenter un extrait d’acte de naissance et le carnet de vaccination.',
        'Peuvent voter M. et Mme tout-le-monde, nés avant le $longDay : rien à faire, l’inscription est automatique à 18 ans.',
        'Le comité des fêtes, né le 12 mars 1978 à $town sous la présidence de M. $person, organise le repas.',
        'L’école, née le 1er septembre 1905 de la séparation, fêtera ses 120 ans au printemps.',
        'Le numéro INSEE de la commune est $insee ; il figure sur la liste électorale.',
        'Rappel : le passeport est délivré sous six semaines, aucun document n’est envoyé par courrier.',
        'Les mariages sont célébrés le samedi. Livret remis le jour même, gratuitement.',
        'Le bébé de la secrétaire est né : Léa, 3,2 kg, tout le monde va bien !',
        'Au cimetière, la concession n° $small au nom de la famille $family arrive à échéance le $day.',
      ],
    ],
    staff: [
      ['Planning', 'Congés', 'Paie de novembre', 'Visite médicale', 'Formation CNFPT', 'Réunion'],
      [
        'La paie de novembre est prête, les bulletins seront déposés dans le coffre-fort numérique de chacun.',
        'La visite médicale de $person est fixée au $longDay à $hour, au centre de gestion.',
        'Vous êtes tenus au secret professionnel et à la discrétion (article L. 121-6 du code général de la fonction publique).',
        'Merci de garder ces échanges entre nous jusqu’au vote : rien n’est encore décidé.',
        'Le stage « Accueil du public » (code $order) aura lieu à Dijon le $longDay.',
        'Heures : lundi 3,5 ; mardi 7 ; jeudi 4,25. Total du mois : 121,33.',
        'Le bulletin municipal sera distribué le $longDay ; diffusion par les élus, un hameau chacun.',
        'La charte de confidentialité est à signer par tous les élus avant le $day.',
        'Déclaration sociale : le dépôt $longReference est accepté par net-entreprises.',
      ],
    ],
    land: [
      ['Permis de construire', 'Certificat d’urbanisme', 'Chemin rural', 'Bornage', 'Alignement'],
      [
        'Dossier PC 021 $insee 26 R00$small déposé le $day, parcelle $parcelOfLand.',
        'Le géomètre passera le $longDay ; la parcelle $parcelOfLand sera bornée contradictoirement.',
        'L’arrêté n° 2026/$small interdit le stationnement $street du $day au $day.',
        'Le notaire demande un certificat d’urbanisme pour la vente $family ; référence de l’étude $reference.',
        'La SAFER notifie la cession des parcelles $parcelOfLand et $parcelOfLand, dossier NO 21 $insee 0$small.',
        'Le chemin est né de l’usage, il n’a jamais été aliéné : voir la délibération du $longDay.',
      ],
    ],
    finance: [
      ['Bordereau de mandats', 'Budget', 'Subvention', 'Titre de recettes', 'DETR', 'Appel de fonds'],
      [
        'Bordereau n° $small : mandats 1$order à 1$order, total $amount €.',
        'Le titre n° $order de $amount € a été émis à l’encontre de la société $firm (SIREN $siren).',
        'La subvention DETR (dossier démarches-simplifiées $order) est accordée à hauteur de 40 %.',
        'Le RIB de l’association n’est pas joint ; sans lui, nous ne pouvons pas verser la subvention.',
        'Le numéro de compte 65748 ne convient pas : utilisez le 6574 du plan M57.',
        'Pour le virement, la référence à indiquer est $twentyThree.',
        'Les 23 chiffres de la ligne optique sont $twentyThree, à saisir sans espace.',
        'Numéro de marché : $sixteen, avenant n° 1.',
        'Emprunt n° $reference : échéance du $day, capital $amount €, intérêts $amount €.',
      ],
    ],
  }

const references = [
  'Réf. : $reference',
  'N/Réf. $devis',
  'Dossier suivi par $person – $phone',
  'SIRET : $siretGrouped – APE 8411Z',
  'N° $sixteen',
  'Ref. interne $thirteen',
  'Identifiant : $parcelGrouped',
  'Affaire $longReference',
  'Code INSEE $insee – $postal $town',
  'Chrono 2026/$small',
  'Ticket $ticket',
  'Message-Id interne $stamp',
]
const signatures = [
  'Cordialement,\n$person\nMairie de $town\n$street, $postal $town\nTél. $phone',
  'Bien à vous,\n$person, {secrétaire de mairie|adjoint aux travaux|maire}\n$phone / $intl',
  'Salutations distinguées\n$firm – $street – SIRET $siret – TVA $vat',
  '$person',
  'Le secrétariat\nLundi, mardi, jeudi : 9 h – 12 h',
]
const smallPrint = [
  'Ce message et les pièces jointes sont confidentiels et établis à l’intention exclusive de leurs destinataires.',
  'Ce courriel peut contenir des informations confidentielles et/ou protégées par la loi. Si vous n’en êtes pas le destinataire, merci de le détruire.',
  'CE MESSAGE EST CONFIDENTIEL. SI VOUS L’AVEZ REÇU PAR ERREUR, PRÉVENEZ L’EXPÉDITEUR.',
  'This e-mail is confidential and may be legally privileged.',
  'Pensez à l’environnement avant d’imprimer ce message.',
  'La confidentialité des échanges par internet n’est pas garantie ; la mairie décline toute responsabilité.',
]
const fileNames = [
  'devis_$devis',
  'deliberation_$deliberation',
  'facture $invoice',
  'plan',
  'planning_secretariat',
  'demande_passeport_notice',
  'liste pièces CNI',
  'IMG_20260$small',
  'releve_$prm',
  'bordereau',
]

export function ordinaryCase(random: Random): LeakCase {
  const words = slots(random)
  const [desk, [subjects, paragraphs]] = random.pick(Object.entries(desks))
  const chosen = [random.pick(paragraphs), ...(random.chance(0.6) ? [random.pick(paragraphs)] : [])]
  const text = [
    random.pick(['Bonjour,', 'Madame, Monsieur,', 'Bonjour $given,', 'Mesdames et Messieurs les élus,']),
    ...chosen,
    ...(random.chance(0.5) ? [random.pick(references)] : []),
    random.pick(signatures),
    ...(random.chance(0.4) ? [`--\n${random.pick(smallPrint)}`] : []),
  ].join('\n\n')
  return {
    family: `${desk}: ${chosen.map((each) => each.slice(0, 48)).join(' + ')}`,
    subject: spin(random.pick(subjects), words, random),
    text: spin(text, words, random),
    html: random.chance(0.4),
    to: somebody(random, 1 + random.integer(2)),
    // Circulars to neighbours and to a council are ordinary; to a whole village they are not.
    cc: somebody(random, random.chance(0.04) ? 4 + random.integer(14) : random.integer(4)),
    files: random.chance(0.3) ? [ordinaryFile(paragraphs, random)] : [],
    expected: {},
  }
}

export const somebody = (random: Random, count: number): readonly string[] =>
  Array.from(
    { length: count },
    () =>
      `personne${random.integer(100_000)}@${random.pick(['orange.example', 'mairie.example', 'firme.example', 'asso.example'])}`,
  )

function ordinaryFile(paragraphs: readonly string[], random: Random): CorpusFile {
  const words = slots(random)
  const table = [
    'Désignation\tRéférence\tQuantité\tMontant',
    ...Array.from({ length: 3 + random.integer(12) }, () =>
      spin(
        random.pick([
          'Enrobé à froid\t$thirteen\t$small\t$amount',
          'Panneau B14\t$ean\t$small\t$amount',
          'Maintenance\t$reference\t1\t$amount',
          'Abonnement\t$sixteen\t12\t$amount',
          'Bordereau\t$longReference\t$small\t$day',
        ]),
        slots(random),
        random,
      ),
    ),
  ]
  const prose = Array.from({ length: 2 + random.integer(5) }, () =>
    spin(random.pick(paragraphs), slots(random), random),
  ).flatMap((each) => each.split('\n'))
  const { format, form } = random.pick(fileShapes)
  const lines = format === 'xlsx' || format === 'csv' ? table : [...prose, ...table]
  return {
    name: `${spin(random.pick(fileNames), words, random)}.${format}`,
    format,
    ...(form && { form }),
    lines,
  }
}
