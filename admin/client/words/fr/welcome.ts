// Welcoming communes, in French.

import { ofName } from '#ui/format/french-names.ts'
import { plural } from '#ui/format/plural.ts'
import { fullStop } from '#ui/format/sentence.ts'

const communes = (count: number) =>
  plural('fr', count, { one: `${count} commune`, other: `${count} communes` })
const mailboxes = (count: number) => plural('fr', count, { one: `${count} boîte`, other: `${count} boîtes` })
const people = (count: number) =>
  plural('fr', count, { one: `${count} personne`, other: `${count} personnes` })
const domains = (count: number) =>
  plural('fr', count, { one: `${count} domaine`, other: `${count} domaines` })
const letters = (count: number) =>
  plural('fr', count, { zero: 'aucune lettre', one: `${count} lettre`, other: `${count} lettres` })

interface Sums {
  readonly communes: number
  readonly domains: number
  readonly people: number
  readonly access: number
  readonly letters: number
}

export const welcome = {
  title: 'Accueillir des communes',
  lead: 'Par lot : on prépare, on relit, on crée, puis on imprime les lettres. Un lot se laisse et se reprend à tout moment.',
  batches: 'Lots',
  batch: 'Lot',
  batchName: (day: string) => `Lot du ${day}`,
  prepare: 'Préparer un lot',
  none: 'Aucun lot',
  noneText:
    'Choisissez des communes dans la liste officielle, ou collez un tableau. Vingt d’un coup, si vous voulez.',
  communes: 'Communes',
  state: 'État',
  by: 'Préparé par',
  changed: 'Modifié',
  finished: 'Tout est créé',
  someFailed: (count: number) => `${communes(count)} à reprendre`,
  atStep: (step: string) => `En préparation : ${step.toLowerCase()}`,
  somebody: 'quelqu’un qui n’est plus là',
  forget: 'Oublier ce lot',
  forgetCreated: 'Des communes de ce lot sont déjà créées.',
  forgetTitle: (name: string) => `Oublier « ${name} » ?`,
  forgetText: 'Rien n’en a été créé. Ce qui a été préparé est perdu.',
  later: 'Reprendre plus tard',
  preparedBy: (name: string, who: string) => `${name}, préparé par ${who}`,
  route: 'Étapes',
  steps: {
    choose: 'Choisir les communes',
    domain: 'Domaine de chacune',
    mailboxes: 'Boîtes à ouvrir',
    people: 'Personnes et accès',
    preview: 'Relire avant de créer',
    create: 'Créer et imprimer',
  },
  countCommunes: communes,
  countDomains: domains,
  countPeople: people,
  countMailboxes: mailboxes,
  countLetters: letters,
  savedAt: (when: string) => `${fullStop(`Enregistré : ${when}`)} Vous pouvez fermer et reprendre plus tard.`,
  chooseLead: 'Depuis la liste officielle. Les communes déjà accueillies n’y figurent plus.',
  chooseSearch: 'Nom, code INSEE, code postal',
  importTable: 'Importer un tableau',
  chosen: (count: number) =>
    plural('fr', count, { zero: 'Aucune choisie', one: '1 choisie', other: `${count} choisies` }),
  takeOut: (name: string) => `Retirer ${name} du lot`,
  official: 'Communes du Département',
  commune: 'Commune',
  insee: 'INSEE',
  postcode: 'Code postal',
  population: 'Population',
  proposedDomain: 'Domaine proposé',
  noOfficial: (text: string) =>
    text === '' ? 'Toutes les communes sont accueillies' : `Aucune commune pour « ${text} »`,
  noOfficialText: 'Essayez le début du nom, le code INSEE ou le code postal.',
  continueWith: (count: number) => (count === 0 ? 'Continuer' : `Continuer avec ${communes(count)}`),
  csv: 'Tableau',
  csvHint: 'Une première ligne de titres, des points-virgules. Seule la colonne insee est obligatoire.',
  csvFile: 'Choisir un fichier',
  check: 'Vérifier',
  importThem: (count: number) => `Importer ${communes(count)}`,
  imported: (added: number, changed: number) =>
    `${plural('fr', added, { zero: 'Aucune commune ajoutée', one: '1 commune ajoutée', other: `${added} communes ajoutées` })}${plural('fr', changed, { zero: '.', one: ', 1 modifiée.', other: `, ${changed} modifiées.` })}`,
  report: 'Ce que ferait l’import, ligne par ligne',
  reportSum: (added: number, changed: number) => `${communes(added)} à ajouter, ${changed} à modifier.`,
  reportRefused: (count: number) =>
    plural('fr', count, {
      one: '1 ligne est à corriger : rien ne sera importé avant.',
      other: `${count} lignes sont à corriger : rien ne sera importé avant.`,
    }),
  line: (line: number) => `Ligne ${line}`,
  importOutcomes: {
    added: 'À ajouter',
    changed: 'À modifier',
    unchanged: 'Inchangée',
    refused: 'À corriger',
  },
  importProblems: {
    'unknown-column': 'Colonne inconnue',
    'missing-column': 'La colonne insee manque',
    'unreadable-line': 'Ligne illisible',
    'unknown-commune': 'Pas une commune du Département',
    'commune-hosted': 'Déjà accueillie',
    'commune-twice': 'Deux fois dans le tableau',
    'domain-invalid': 'Domaine mal écrit',
    'unknown-template': 'Modèle inconnu',
    'invalid-name': 'Nom mal écrit',
    'mailbox-invalid': 'Boîte mal écrite',
    'address-invalid': 'Adresse d’un membre mal écrite',
  },
  domainLead:
    'Le site et la messagerie d’une commune doivent porter le même nom de domaine. Gardez celui du site quand il existe.',
  domain: 'Domaine',
  domainOf: (name: string) => `Domaine ${ofName(name)}`,
  availability: 'Disponibilité',
  free: 'Libre',
  domainNote: 'Chaque ligne est enregistrée dès que vous la quittez. La commune ne voit rien de technique.',
  mailboxesLead: 'Un modèle pour tout le lot. Chaque commune peut s’en écarter.',
  changeTemplates: 'Modifier les modèles',
  template: 'Modèle',
  templateForAll: 'Modèle de tout le lot',
  templateOf: (name: string) => `Modèle ${ofName(name)}`,
  entriesOf: (name: string) => `Boîtes du modèle ${name}`,
  mailbox: 'Boîte',
  mailboxes: 'Boîtes',
  kind: 'Sorte',
  quota: 'Quota',
  openTo: 'Ouverte à',
  usualQuota: 'Quota habituel',
  kinds: { shared: 'Partagée', manager: 'Responsable', personal: 'Personnelle' },
  kindsOpenTo: {
    shared: 'Ceux que vous choisissez à l’étape suivante',
    manager: 'La personne qui gère la commune, sous son nom',
    personal: 'Chaque autre personne, sous son nom',
  },
  peopleLead:
    'Une personne, un seul accès, même pour plusieurs communes. Chacune reçoit une lettre avec son code.',
  people: 'Personnes',
  managerMissing: 'Il manque la personne qui gère la commune',
  addPerson: 'Ajouter une personne',
  changePerson: (name: string) => `Modifier ${name}`,
  removePerson: (name: string) => `Retirer ${name}`,
  roles: { manager: 'Gère la commune', member: 'Agent' },
  hereAlready: 'A déjà un accès',
  noShared: 'N’ouvre que sa boîte',
  alsoOpens: (list: readonly string[]) => `Ouvre ${list.join(', ')}`,
  personOf: (commune: string) => `Une personne ${ofName(commune)}`,
  who: 'Qui est-ce',
  personKinds: {
    manager: 'La personne qui gère la commune',
    member: 'Un agent ou un élu',
    existing: 'Quelqu’un qui a déjà un accès',
  },
  personKindsAre: {
    manager: 'Maire ou secrétaire : gère les boîtes et les personnes.',
    member: 'Utilise sa boîte et celles qu’on lui ouvre.',
    existing: 'Une secrétaire de plusieurs communes garde son accès et reçoit les boîtes partagées.',
  },
  name: 'Nom',
  theirAddress: 'Adresse avec laquelle elle s’identifie',
  theirAddressHint: 'Celle d’ici, ou celle qu’une autre commune du lot lui donne.',
  ownMailbox: 'Sa boîte',
  opensToo: 'Boîtes partagées qu’elle ouvre',
  readOver: 'Relire',
  willBeCreated: (count: number) =>
    plural('fr', count, {
      zero: 'Aucune boîte à créer',
      one: '1 boîte sera créée',
      other: `${count} boîtes seront créées`,
    }),
  withProblems: (count: number) =>
    plural('fr', count, {
      one: ', 1 commune est à corriger.',
      other: `, ${count} communes sont à corriger.`,
    }),
  sums: (sums: Sums) =>
    `${communes(sums.communes)}, ${domains(sums.domains)}, ${people(sums.people)}, ${sums.access} accès, ${letters(sums.letters)}.`,
  previewCaption: 'Ce qui sera créé, commune par commune',
  willHappen: 'Ce qui se passera',
  noMailbox: 'Aucune boîte',
  madeHere: 'Créée',
  existsAlready: 'Existe déjà, rien n’est changé',
  waits: 'En attente',
  mend: 'Corriger',
  nothingYet: 'Rien n’est encore créé. Une erreur sur une commune n’arrêtera pas les autres.',
  createThem: (count: number) => `Créer les ${mailboxes(count)}`,
  problems: {
    'unknown-commune': 'Ce n’est pas, ou plus, une commune du Département.',
    'commune-hosted': 'Cette commune est déjà accueillie.',
    'domain-invalid': 'Ce nom de domaine est mal écrit.',
    'domain-taken': 'Une autre commune a déjà ce domaine.',
    'people-elsewhere':
      'Une personne d’une autre commune s’identifie déjà avec cette adresse. Retirez-la d’abord (Personnes).',
    'template-missing': 'Aucun modèle n’est choisi.',
    'person-missing': 'Il manque la personne qui gère la commune.',
    'address-taken': 'Deux boîtes auraient la même adresse.',
    'unknown-mailbox': 'Une boîte partagée n’est pas dans le modèle.',
    'unknown-person': 'Personne ne s’identifie avec cette adresse.',
    'try-later': 'Le service n’a pas répondu à temps.',
    bug: 'Le serveur s’est trompé, c’est consigné.',
  },
  problemAbout: (problem: string, about: string | null) =>
    about === null ? problem : `${about} : ${problem}`,
  nothingForIt: (name: string) =>
    `Rien ne sera créé pour ${name} d’ici là ; les autres communes n’attendent pas.`,
  keptForIt: (name: string) => `Rien n’a été créé pour ${name}. Ce qui est préparé est conservé.`,
  createdOf: (created: number, all: number) =>
    plural('fr', created, {
      zero: `Aucune commune créée sur ${all}`,
      one: `1 commune créée sur ${all}`,
      other: `${created} communes créées sur ${all}`,
    }),
  creating: (all: number) =>
    plural('fr', all, { one: 'Création de la commune', other: `Création des ${all} communes` }),
  progress: 'Communes créées',
  running: 'Création en cours, une commune après l’autre.',
  someWait: (count: number) =>
    plural('fr', count, {
      one: '1 commune attend une réponse de votre part, les autres sont faites.',
      other: `${count} communes attendent une réponse de votre part, les autres sont faites.`,
    }),
  allCreated: 'Tout est prêt.',
  lettersLeft: 'Tout est prêt. Il reste à imprimer les lettres.',
  notBegun: (count: number) =>
    plural('fr', count, { one: '1 commune reste à créer.', other: `${count} communes restent à créer.` }),
  finishedAt: (when: string) => `Terminé : ${when}`,
  creationCaption: 'Avancement par commune',
  letters: 'Lettres',
  result: 'Résultat',
  created: 'Créée',
  notCreated: 'Pas créée',
  underWay: 'En cours',
  goesOn: 'La création continue si vous quittez cette page.',
  lettersOnce: 'Imprimer de nouveau donne de nouveaux codes : les lettres d’avant ne valent plus.',
  seeCommunes: 'Voir les communes',
  again: 'Réessayer',
  createNow: 'Créer maintenant',
  printLetters: 'Imprimer les lettres',
  lettersAt: (when: string) => fullStop(`Lettres préparées le ${when}`),
  printAgain: 'Imprimer de nouveau',
  printAgainTitle: 'Imprimer de nouveau les lettres ?',
  printAgainText:
    'Les codes des lettres déjà envoyées ne vaudront plus. Qui a déjà choisi son mot de passe le garde, sans nouvelle lettre.',
  printedAgain: 'Lettres prêtes, avec de nouveaux codes.',
  lettersFile: 'lettres.pdf',
}
