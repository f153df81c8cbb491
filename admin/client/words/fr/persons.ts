// The people of communes, in French.

import { ofName } from '#ui/format/french-names.ts'
import { plural } from '#ui/format/plural.ts'
import { fullStop } from '#ui/format/sentence.ts'

export const persons = {
  title: 'Personnes',
  lead: (count: number, shown: string) =>
    plural('fr', count, { zero: 'Personne pour le moment', one: '1 personne', other: `${shown} personnes` }),
  add: 'Ajouter une personne',
  search: 'Nom ou adresse',
  empty: 'Personne pour le moment',
  emptyText: 'Une personne ouvre une ou plusieurs boîtes, avec son propre accès.',
  columns: {
    name: 'Personne',
    commune: 'Commune',
    role: 'Rôle',
    activated: 'Accès',
    secondFactor: 'Second facteur',
    mailboxes: 'Boîtes',
    lastSignInAt: 'Dernière connexion',
  },
  activated: { yes: 'Ouvert', no: 'Pas encore ouvert', suspended: 'Suspendu' },
  /** The same where no heading says of what. */
  accessIs: { yes: 'Accès ouvert', no: 'Accès pas encore ouvert', suspended: 'Accès suspendu' },
  factor: { yes: 'En place', no: 'Absent' },
  filters: {
    role: 'Rôle',
    activated: 'Accès',
    open: 'Accès ouvert',
    waiting: 'Accès pas encore ouvert',
    suspended: 'Suspendues',
    withoutFactor: 'Sans second facteur',
  },
  actions: {
    open: 'Voir la fiche',
    letter: 'Imprimer la lettre',
    suspend: 'Suspendre',
    resume: 'Rétablir',
  },
  selected: (count: number) =>
    plural('fr', count, { one: '1 personne sélectionnée', other: `${count} personnes sélectionnées` }),
  letters: {
    action: 'Lettres d’activation',
    title: 'Imprimer les lettres d’activation',
    preview: (letters: number, already: number) =>
      `${plural('fr', letters, { zero: 'Aucune lettre à imprimer', one: '1 lettre sera imprimée', other: `${letters} lettres seront imprimées` })}${plural('fr', already, { zero: '.', one: ', 1 personne a déjà ouvert son accès.', other: `, ${already} personnes ont déjà ouvert leur accès.` })}`,
    ofCommunes: (letters: number, without: number) =>
      `${plural('fr', letters, { zero: 'Aucune lettre à imprimer', one: '1 lettre sera imprimée', other: `${letters} lettres seront imprimées` })}${plural('fr', without, { zero: '.', one: ', 1 commune n’attend personne.', other: `, ${without} communes n’attendent personne.` })}`,
    text: 'Une page par personne, avec un code qui sert une fois. Une lettre imprimée avant pour la même personne ne vaut plus.',
    submit: 'Imprimer',
    file: 'lettres.pdf',
    oneFile: 'lettre.pdf',
    done: 'Lettres téléchargées.',
    count: (count: number) =>
      plural('fr', count, { zero: 'aucune lettre', one: '1 lettre', other: `${count} lettres` }),
    counting: 'Décompte en cours…',
  },
  dialog: {
    title: 'Fiche de la personne',
    name: 'Nom',
    role: 'Rôle',
    saved: (name: string) => `Fiche ${ofName(name)} enregistrée.`,
    facts: {
      email: 'Se connecte avec',
      commune: 'Commune',
      access: 'Accès',
      secondFactor: 'Second facteur',
      lastSignInAt: 'Dernière connexion',
    },
    boxes: 'Boîtes que cette personne ouvre',
    noBox: 'Aucune boîte pour le moment.',
    first: 'Premier accès',
    firstText:
      'Cette personne n’a pas encore choisi son mot de passe. La lettre porte un code qui sert une fois.',
    printLetter: 'Imprimer la lettre',
    forgotten: 'Mot de passe oublié',
    forgottenReset: 'Remettre à zéro le mot de passe',
    forgottenTitle: (name: string) => `Remettre à zéro le mot de passe ${ofName(name)} ?`,
    lost: 'Second facteur perdu',
    lostText:
      'Deux personnes décident : l’une demande et dit pourquoi, l’autre accorde dans les trois jours.',
    whoAgrees: (names: readonly string[]) => `Peuvent accepter : ${names.join(', ')}.`,
    agreesFrom: (name: string, moment: string) => `${name} (à partir de : ${moment})`,
    agreeLater: (moment: string) =>
      `Votre accès ou celui de qui demande date de moins d’un jour. Vous pourrez accepter à partir de : ${moment}.`,
    nobodyAgrees: 'Personne d’autre que vous n’administre : personne ne peut accepter cette demande.',
    nobodyAgreesText:
      'Nommez un autre administrateur dans Équipe et rôles : il pourra accepter un jour après son arrivée. Ou demandez à qui tient la machine de lancer',
    lostReason: 'Pourquoi',
    lostReasonHint: 'Par exemple : téléphone perdu, appel reçu et rappel fait au numéro connu.',
    lostAsk: 'Demander le retrait',
    lostAsked: (name: string) => `Retrait demandé pour ${name}. Une autre personne doit l’accorder.`,
    lostPending: (who: string, moment: string) => fullStop(`Retrait demandé par ${who}, ${moment}`),
    lostAgree: 'Accorder',
    lostRefuse: 'Refuser',
    lostTakeBack: 'Retirer la demande',
    lostRefused: 'Demande écartée. Rien n’a changé.',
    lostAgreed: 'Second facteur retiré. Code du nouvel accès, montré cette seule fois :',
    suspend: 'Suspendre',
    suspendTitle: (name: string) => `Suspendre ${name} ?`,
    suspendText:
      'Toutes ses sessions se ferment et ses appareils n’entrent plus. Sa boîte reçoit toujours, ses messages restent.',
    suspendAction: 'Suspendre la personne',
    suspended: (name: string) => `${name} n’a plus accès.`,
    resume: 'Rétablir',
    resumeTitle: (name: string) => `Rétablir ${name} ?`,
    resumeText: 'La personne se connecte à nouveau avec les mêmes accès et le même mot de passe.',
    resumeAction: 'Rétablir la personne',
    resumed: (name: string) => `${name} a de nouveau accès.`,
    suspendedSince: (moment: string) => `${fullStop(`Suspendue depuis ${moment}`)} Rien n’est effacé.`,
    yourself: 'C’est vous : votre rôle et votre suspension se règlent avec quelqu’un d’autre.',
  },
  addDialog: {
    title: 'Ajouter une personne',
    name: 'Prénom et nom',
    email: 'Adresse de connexion',
    emailHint: 'L’adresse de sa boîte ici, ou une autre où elle reçoit déjà.',
    role: 'Rôle',
    submit: 'Ajouter la personne',
    added: (name: string) => `${name} est ajoutée. Imprimez sa lettre pour le premier accès.`,
    exists: 'Quelqu’un se connecte déjà avec cette adresse.',
  },
}
