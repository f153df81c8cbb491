// À traiter, in French: for each kind of thing the fact, one sentence, and the verb that leads to its place.

import { ofName } from '#ui/format/french-names.ts'
import { plural } from '#ui/format/plural.ts'
import { replyKinds } from './queue.ts'

/** Of one item: numbers as they are, sizes, shares, days and roles as they are read. */
export type Told = Readonly<Record<string, string | number | null>>
export interface ToDoWords {
  readonly fact: (told: Told) => string
  readonly text: (subject: string, told: Told) => string
  readonly action: string
}

const number = (told: Told, name: string): number => Number(told[name] ?? 0)
const text = (told: Told, name: string): string => String(told[name] ?? '')

const alerts: Readonly<Record<string, string>> = {
  'password-guessing': 'Essais répétés de mot de passe',
  'distributed-guessing': 'Essais de mot de passe depuis plusieurs réseaux',
  'credential-stuffing': 'Un réseau essaie beaucoup de comptes',
  'password-reset': 'Mot de passe remis à zéro',
  'external-forward': 'Renvoi vers l’extérieur',
  'sending-stopped': 'Envoi d’une boîte suspendu',
  'personal-mailbox-opened': 'Boîte personnelle ouverte à quelqu’un d’autre',
  'mail-poisoned': 'Envoi mis de côté',
  'takeover-suspected': 'Boîte peut-être prise par un autre',
}

const alertAdvice: Readonly<Record<string, string>> = {
  'takeover-suspected': ' Appelez son titulaire : est-ce bien lui ?',
}

const towards: Readonly<Record<string, string>> = {
  'personal-mailbox-opened': 'à',
  'external-forward': 'vers',
}

/** Of an act: to whom, by whom and when. Of an attack: how often. */
function alertParts(told: Told): readonly string[] {
  const times = number(told, 'times')
  const by = text(told, 'by')
  return [
    ...(text(told, 'to') === '' ? [] : [`${towards[text(told, 'kind')] ?? 'vers'} ${text(told, 'to')}`]),
    ...(by === '' ? [] : [`par ${by}, le ${text(told, 'lastAt')}`]),
    ...(by !== '' && times === 1 ? [] : [plural('fr', times, { one: 'une fois', other: `${times} fois` })]),
  ]
}

const kinds: Readonly<Record<string, ToDoWords>> = {
  alert: {
    fact: (told) => alerts[text(told, 'kind')] ?? 'Alerte de sécurité',
    text: (subject, told) =>
      `${[subject, ...alertParts(told)].join(', ')}. Personne ne l’a encore regardé.${alertAdvice[text(told, 'kind')] ?? ''}`,
    action: 'Examiner',
  },
  'attacked-account': {
    fact: () => 'Compte attaqué, accès bloqué',
    text: (subject, told) =>
      `${subject} : ${plural('fr', number(told, 'failures'), {
        one: '1 essai refusé',
        other: `${number(told, 'failures')} essais refusés`,
      })} depuis ${plural('fr', number(told, 'networks'), {
        one: '1 réseau',
        other: `${number(told, 'networks')} réseaux`,
      })}. Le titulaire entre toujours.`,
    action: 'Examiner le compte',
  },
  'sending-stopped': {
    fact: () => 'Envoi suspendu',
    text: (subject, told) =>
      `${subject} a écrit à ${plural('fr', number(told, 'recipients'), {
        one: '1 destinataire',
        other: `${number(told, 'recipients')} destinataires`,
      })} en un quart d’heure. Un mot de passe est peut-être volé ; la boîte reçoit toujours.`,
    action: 'Voir la boîte',
  },
  'service-failed': {
    fact: () => 'Un service ne répond pas',
    text: (subject) => `${subject} ne fait pas son travail. Les messages en attente sont gardés.`,
    action: 'Voir l’état',
  },
  'address-unattended': {
    fact: () => 'Adresse obligatoire que personne ne lit',
    text: (subject) =>
      `Aucune boîte ne reçoit ce qu’on écrit à ${subject}. Créez-en une, agrandissez-en une ou rouvrez-en une : les expéditeurs ne réessaient que quelques jours.`,
    action: 'Voir les boîtes',
  },
  'mailbox-full': {
    fact: () => 'Boîte pleine',
    text: (subject) => `${subject} ne reçoit plus. Les expéditeurs réessaient pendant quelques jours.`,
    action: 'Agrandir',
  },
  'mailbox-filling': {
    fact: (told) => `Quota à ${text(told, 'share')}`,
    text: (subject, told) =>
      `${subject} occupe ${text(told, 'usedBytes')} sur ${text(told, 'allowedBytes')}.`,
    action: 'Agrandir',
  },
  'mailbox-not-made': {
    fact: () => 'Boîte pas encore prête',
    text: (subject) => `${subject} attend sa création. Les messages pour elle sont redemandés plus tard.`,
    action: 'Ouvrir la boîte',
  },
  'held-waiting': {
    fact: () => 'Quarantaine',
    text: (_subject, told) =>
      `${plural('fr', number(told, 'messages'), {
        one: '1 message retenu',
        other: `${number(told, 'messages')} messages retenus`,
      })}${plural('fr', number(told, 'dangerous'), {
        zero: '.',
        one: ', dont 1 dangereux.',
        other: `, dont ${number(told, 'dangerous')} dangereux.`,
      })}${plural('fr', number(told, 'late'), {
        zero: '',
        one: ' 1 attend depuis plus de trois jours.',
        other: ` ${number(told, 'late')} attendent depuis plus de trois jours.`,
      })}`,
    action: 'Trier',
  },
  'approval-waiting': {
    fact: () => 'Envoi à approuver',
    text: (_subject, told) =>
      plural('fr', number(told, 'messages'), {
        one: '1 message attend l’accord d’un responsable de la commune avant de partir.',
        other: `${number(told, 'messages')} messages attendent l’accord d’un responsable de la commune avant de partir.`,
      }),
    action: 'Décider',
  },
  'destination-silent': {
    fact: () => 'Envoi bloqué',
    text: (subject, told) =>
      `${plural('fr', number(told, 'deliveries'), {
        one: '1 envoi attend',
        other: `${number(told, 'deliveries')} envois attendent`,
      })} pour ${subject} depuis des heures. Dernière réponse : ${(replyKinds[text(told, 'answer')] ?? 'aucune').toLowerCase()}.`,
    action: 'Voir la destination',
  },
  'mail-set-aside': {
    fact: () => 'Envoi mis de côté',
    text: (_subject, told) =>
      plural('fr', number(told, 'messages'), {
        one: '1 message a coupé trois essais de suite. Il ne part plus tout seul.',
        other: `${number(told, 'messages')} messages ont coupé trois essais de suite. Ils ne partent plus tout seuls.`,
      }),
    action: 'Examiner',
  },
  'factor-missing': {
    fact: () => 'Second facteur absent',
    text: (subject, told) =>
      `${subject} entre avec un mot de passe seul. Rôle : ${text(told, 'role').toLowerCase()}.`,
    action: 'Voir la personne',
  },
  'factor-reset': {
    fact: () => 'Second facteur perdu',
    text: (subject, told) =>
      `${subject} ne peut plus entrer. ${told.askedBy ?? 'Quelqu’un'} le demande, une seconde personne doit accepter avant le ${text(told, 'until')}.${
        text(told, 'from') === '' ? '' : ` Vous le pourrez à partir de : ${text(told, 'from')}.`
      }`,
    action: 'Répondre',
  },
  'factor-reset-asked': {
    fact: () => 'En attente d’une seconde personne',
    text: (subject, told) =>
      `Vous avez demandé de retirer le second facteur ${ofName(subject)}. ${
        number(told, 'deciders') === 0
          ? 'Personne d’autre ne peut accepter : nommez un autre administrateur.'
          : `Sans accord avant le ${text(told, 'until')}, la demande tombe.`
      }`,
    action: 'Voir ou retirer',
  },
  'welcome-failed': {
    fact: () => 'Accueil interrompu',
    text: (_subject, told) =>
      plural('fr', number(told, 'communes'), {
        one: '1 commune attend encore. Les autres sont faites.',
        other: `${number(told, 'communes')} communes attendent encore. Les autres sont faites.`,
      }),
    action: 'Reprendre',
  },
  'nobody-came-in': {
    fact: () => 'Personne n’est encore entré',
    text: (_subject, told) =>
      `${plural('fr', number(told, 'letters'), {
        one: '1 lettre imprimée, son code vaut',
        other: `${number(told, 'letters')} lettres imprimées, leurs codes valent`,
      })} jusqu’au ${text(told, 'until')}. Demandez à la mairie si tout est arrivé.`,
    action: 'Voir les personnes',
  },
  'mailbox-ending': {
    fact: () => 'Fin de boîte',
    text: (subject, told) => `${subject} ferme le ${text(told, 'until')}.`,
    action: 'Prolonger',
  },
  'access-ending': {
    fact: () => 'Fin d’accès',
    text: (subject, told) =>
      `${text(told, 'person')} n’ouvrira plus ${subject} après le ${text(told, 'until')}.`,
    action: 'Voir les accès',
  },
  'external-forward-ending': {
    fact: () => 'Fin de renvoi',
    text: (subject, told) =>
      `${subject} n’est plus renvoyée vers ${text(told, 'target')} après le ${text(told, 'until')}.`,
    action: 'Voir les renvois',
  },
  'api-key-ending': {
    fact: () => 'Fin de clé d’API',
    text: (subject, told) => `« ${subject} » cesse le ${text(told, 'until')}.`,
    action: 'Voir la clé',
  },
}

export const toDo = {
  title: 'À traiter',
  lead: (day: string, time: string) => `${day}. Dernier contrôle à ${time}.`,
  checkNow: 'Vérifier maintenant',
  count: (count: number) => plural('fr', count, { one: '1 fait', other: `${count} faits` }),
  caption: 'Faits à traiter, du plus grave au moins grave',
  columns: { severity: 'Gravité', commune: 'Commune', fact: 'Fait', since: 'Depuis', action: 'Action' },
  groups: {
    harm: 'Des messages se perdent ou un compte est attaqué',
    risk: 'À régler aujourd’hui',
    soon: 'Dans les deux semaines',
  },
  severities: { harm: 'Grave', risk: 'Important', soon: 'À suivre' },
  department: 'Département',
  since: (moment: string) => `depuis ${moment}`,
  actionOn: (action: string, place: string) => `${action}, ${place}`,
  more: 'Seuls les faits les plus anciens de chaque sorte sont affichés. Les suivants viendront à leur tour.',
  nothing: 'Rien à traiter.',
  nothingText: (time: string) =>
    `Dernier contrôle à ${time}. Cette page se met à jour d’elle-même chaque minute.`,
  checked: {
    communes: (communes: string, mailboxes: string) => `${communes} communes, ${mailboxes} boîtes`,
    held: 'Aucun message en quarantaine depuis plus de trois jours',
    accounts: 'Aucun compte attaqué',
    quotas: 'Aucune boîte à plus de 90 %',
    services: 'Tous les services répondent',
    ends: 'Aucun accès ne se termine dans les deux semaines',
  },
  figures: {
    title: 'Chiffres',
    communes: 'Communes accueillies',
    communesText: (mailboxes: string) => `${mailboxes} boîtes ouvertes`,
    communesLine: (from: string, to: string) => `de ${from} à ${to} communes en trente jours`,
    delivered: 'Messages remis hier',
    deliveredText: (today: string) => `${today} aujourd’hui`,
    deliveredBars: (least: string, most: string) => `entre ${least} et ${most} par jour sur trente jours`,
    stopped: 'Messages écartés hier',
    stoppedText: (refused: string, junk: string, held: string) =>
      `${refused} refusés, ${junk} indésirables, ${held} retenus`,
    stored: 'Stockage réel',
    storedOf: (allowed: string) => `sur ${allowed}`,
    storedText: (share: string) => `${share} des quotas donnés`,
  },
  kinds,
}
