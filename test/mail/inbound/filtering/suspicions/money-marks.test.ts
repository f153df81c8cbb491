import { describe, expect, test } from 'vitest'
import { nothingObserved, type Observation } from '#daemons/rspamd/observation.ts'
import { moneyMarks } from '#mail/inbound/filtering/suspicions/money-marks.ts'

const pdf = (name: string) => ({ name, declared: 'application/pdf', detected: 'pdf', bytes: 1, marks: [] })
const signsOf = (text: string, more: Partial<Observation> = {}) =>
  moneyMarks({ ...nothingObserved, text, ...more })
const marksOf = (text: string, more: Partial<Observation> = {}) => signsOf(text, more).map(({ mark }) => mark)

describe('another account', () => {
  test.each([
    'Veuillez noter notre nouveau RIB.',
    'Merci de noter notre changement de RIB pour vos prochains règlements.',
    'Nos coordonnées bancaires ont été modifiées.',
    'Nous avons changé de banque, voici notre RIB.',
    'Merci de mettre à jour notre IBAN dans votre logiciel.',
    'Notre compte habituel est en cours de clôture.',
    'L’ancien RIB n’est plus valable.',
    'Vos paiements doivent désormais être effectués sur le compte suivant.',
    'À compter du 1er mars, les règlements seront à virer sur ce compte.',
    'Notre créance a été cédée à une société d’affacturage.',
    'Suite à une tentative de fraude sur notre compte, nous avons changé de domiciliation bancaire.',
    'Our bank account has changed.',
    'Notre société a ouvert un compte dans une autre banque, merci d’y adresser vos règlements.',
    'Nous quittons notre banque.',
    'Merci d’effectuer vos paiements sur notre nouveau compte.',
    'Le RIB imprimé sur nos factures est faux.',
    'Suite au rachat de notre société, voici le sien. IBAN : FR76 3000 6000 0112 3456 7890 189',
    'Tout paiement sera fait au bénéfice de notre maison mère.',
    'Nous avons confié notre recouvrement à un tiers.',
  ])('%s', (text) => expect(marksOf(text)).toContain('bank-details-change'))

  test.each([
    'Changement de RIB',
    'Nouveau RIB',
    'RE: Modification de nos coordonnées bancaires',
    'Nouvelles coordonnées bancaires',
  ])('subject alone: %s', (subject) =>
    expect(marksOf('Bonjour, voir le document joint.', { subject })).toContain('bank-details-change'),
  )

  test('name of a file alone', () => {
    expect(marksOf('Bonjour, voir le document joint.', { attachments: [pdf('Nouveau_RIB.pdf')] })).toContain(
      'bank-details-change',
    )
  })

  test.each([
    ['denied', 'Nous n’avons jamais changé de RIB, méfiez-vous de toute demande contraire.'],
    ['as before', 'Notre RIB reste inchangé.'],
    ['asked for', 'Merci de nous transmettre le RIB de l’association pour le versement de la subvention.'],
    ['given', 'Vous trouverez ci-joint notre RIB.'],
    ['to be debited', 'Voici mon nouveau RIB pour le prélèvement de la cantine.'],
    ['quoted', 'C’est réglé, merci.\n\n> Veuillez noter notre nouveau RIB.'],
    [
      'quoted below a line',
      'Merci.\n\nLe 3 mars 2026 à 10:12, Mairie <mairie@a.test> a écrit :\nVeuillez noter notre nouveau RIB.',
    ],
    ['of minutes', 'Notre compte rendu de mars n’est plus à utiliser, voici la version corrigée.'],
    ['of a project', 'Nouveau compte rendu du conseil, merci de le relire.'],
    ['of a bank that shut an office', 'Je passerai régler en espèces, mon ancienne banque a fermé.'],
    [
      'an account number in a signature',
      'Voici le devis modifié.\n\nBon pour accord à nous retourner.\n\nDurand\nIBAN : FR76 3000 6000 0112 3456 7890 189',
    ],
    [
      'an account of a program',
      'Votre compte utilisateur est fermé, créez un nouveau compte pour payer en ligne.',
    ],
    ['of a course', 'Notre webinaire : que faire quand un fournisseur change de RIB ?'],
    ['of a budget', 'Le conseil a voté un virement de crédits et le compte administratif.'],
    [
      'a warning',
      'Vigilance : des escrocs se font passer pour vos fournisseurs et annoncent un nouveau RIB. Notre conseil : contre-appelez.',
    ],
    [
      'a letter of news',
      'Fraude au président : le procès\nNouveau RIB de votre fournisseur : que faire\nSe désabonner',
    ],
  ])('%s → nothing', (_, text) => expect(marksOf(text)).toEqual([]))
})

describe('another account in words that no list has', () => {
  test.each([
    [
      'a change beside an account of the author’s',
      'Les virements sont à envoyer à notre domiciliation actualisée.',
    ],
    [
      'misspelt and without accents',
      'bonjour notre compte banquaire a ete changer svp faire le virement dessus',
    ],
    [
      'apostrophes left out',
      'Bonjour, c est un autre compte maintenant, merci de regler sur l iban qui suit, l ancien n est plus bon',
    ],
    ['a bank that changed', 'Depuis lundi nous sommes à la BNP, le prochain paiement est à faire là.'],
  ])('%s', (_, text) => expect(marksOf(text)).toContain('bank-details-change'))

  test('few signs → told of strangers alone', () => {
    const text = 'Je vous remets le RIB, différent cette fois.'
    expect(signsOf(text)).toEqual([{ mark: 'bank-details-change', ofStrangers: true }])
  })

  test.each([
    ['an account among other papers', 'Voici les statuts modifiés, la liste du nouveau bureau et un RIB.'],
    [
      'change of something else',
      'Voici mon RIB pour le remboursement. Ma nouvelle adresse : 4 rue du Lavoir.',
    ],
    ['the reader’s account', 'Le RIB de la commune a changé, merci de nous transmettre le nouveau.'],
    ['asked for', 'Comme demandé, voici le RIB ; je change de bureau lundi.'],
    ['the author pays', 'J’ai payé hier sur l’autre compte, merci de vérifier.'],
    ['as before', 'Nous avons une nouvelle trésorière, le compte reste le même.'],
    [
      'of an office that keeps the commune’s accounts',
      'Le bordereau est rejeté : l’IBAN de ce fournisseur a changé.',
    ],
  ])('%s → nothing', (_, text) => expect(marksOf(text)).toEqual([]))
})

describe('pressure in words that no list has', () => {
  test.each([
    ['secrecy', 'Peux-tu verser 8 400 € à un consultant ? Personne au conseil n’est au courant.'],
    ['haste and absence', 'Il faut faire un virement tout de suite. Je suis dans l’avion.'],
    ['misspelt', 'bonjour il me faut un virement aujourdhui, pas d appel merci'],
    ['cards whose number is sent on', 'Peux-tu prendre quatre recharges Toneo et m’envoyer les numéros ?'],
    [
      'an adviser and his codes',
      'Un paiement suspect est parti. Notre technicien vous guide : merci de valider avec vos codes.',
    ],
    ['in English', 'Could you make a payment today? Keep it between us.'],
  ])('%s', (_, text) => expect(marksOf(text)).toContain('payment-pressure'))

  test.each([
    [
      'a request that is no payment',
      'Je suis en réunion, pouvez-vous me renvoyer la facture avant midi par mail ?',
    ],
    ['payment without pressure', 'Pouvez-vous régler la facture du couvreur ? Il a bien fini.'],
    ['secrecy without payment', 'Cela doit rester entre nous : la classe ferme.'],
    ['paid already', 'Le virement urgent est parti ce matin, j’ai payé.'],
    ['to many readers', 'Payez tout de suite, en toute discrétion ! Se désabonner'],
    ['the way a commune pays', 'Merci de payer avant midi le bordereau 12, l’ordonnateur est en réunion.'],
  ])('%s → nothing', (_, text) => expect(marksOf(text)).toEqual([]))
})

describe('pressure', () => {
  test.each([
    'Un virement urgent et strictement confidentiel doit partir ce jour.',
    'Merci de payer aujourd’hui. Je compte sur votre discrétion.',
    'Nous devons faire un virement de test depuis votre poste.',
    'Pouvez-vous acheter des cartes Google Play ?',
    'Pouvez-vous me confirmer la date du virement ?',
    'Le règlement est urgent, je suis injoignable par téléphone.',
    'Il me faut six cartes Apple, photographiez les codes.',
    'Merci de me communiquer la position de trésorerie et les paiements prévus.',
    'Un virement doit partir aujourd’hui, surtout n’appelle pas.',
  ])('%s', (text) => expect(marksOf(text)).toContain('payment-pressure'))

  test.each([
    ['haste alone', 'Urgent : merci de payer la facture avant midi.'],
    [
      'what programs append',
      'Le paiement a été fait ce jour.\n\nCe message est confidentiel et destiné à son seul destinataire.',
    ],
    ['a budget', 'Vote d’un virement de crédits. Scrutin secret.'],
    [
      'an invoice where it belongs',
      'Pouvez-vous me confirmer la date de paiement de la facture déposée sur Chorus Pro ?',
    ],
  ])('%s → nothing', (_, text) => expect(marksOf(text)).not.toContain('payment-pressure'))
})

describe('an account abroad', () => {
  test.each([
    'IBAN : DE89 3704 0044 0532 0130 00',
    'IBAN DE89370400440532013000 merci',
    'compte LT121000011101001000',
    'BE68 5390 0754 7034 BIC NEOBBEBA',
    'be68-5390-0754-7034',
    'IBAN :\r\nDE89 3704 0044\r\n0532 0130 00',
  ])('%s', (text) => expect(marksOf(`Merci de payer. ${text}`)).toContain('foreign-account'))
  test.each([
    ['French', 'IBAN FR76 3000 6000 0112 3456 7890 189'],
    ['of Monaco', 'IBAN MC58 1122 2000 0101 2345 6789 030'],
    ['wrong check digits', 'IBAN DE88 3704 0044 0532 0130 00'],
    ['part of a longer number', 'Référence DE893704004405320130001'],
    ['a number of a contract', 'Contrat AB12 3456 7890 1234 facture'],
  ])('%s → nothing', (_, text) => expect(marksOf(text)).toEqual([]))
})

describe('an invoice beside Chorus Pro', () => {
  test.each([
    ['by the name of the file', 'Bonjour', 'Facture_2026-12.pdf'],
    ['by its number', 'Veuillez payer', 'FA20261201.pdf'],
    ['by the text', 'Veuillez trouver ci-joint notre facture.', 'document.pdf'],
  ])('%s', (_, text, name) => {
    expect(marksOf(text, { subject: 'Facture', attachments: [pdf(name)] })).toContain(
      'invoice-outside-chorus',
    )
  })
  test.each([
    ['on Chorus', 'Notre facture est déposée sur Chorus Pro, copie jointe.', 'facture.pdf'],
    ['an estimate', 'Voici notre devis ; solde à réception de facture.', 'devis FA123.pdf'],
    ['paid', 'Voici la facture acquittée.', 'facture.pdf'],
    ['spoken of', 'La facture a bien été payée.', 'plan.pdf'],
  ])('%s → nothing', (_, text, name) => expect(marksOf(text, { attachments: [pdf(name)] })).toEqual([]))
  test('no file → nothing', () => expect(marksOf('Votre facture est disponible.')).toEqual([]))
})
