// Outgoing mail and its destinations, in French.

import { ofName } from '#ui/format/french-names.ts'
import { plural } from '#ui/format/plural.ts'
import { protection } from './protection.ts'

const messages = (count: number) => plural('fr', count, { one: '1 envoi', other: `${count} envois` })
const recipients = (count: number) =>
  plural('fr', count, { one: '1 destinataire', other: `${count} destinataires` })
const place = (destination: string) => (destination === 'local' ? 'nos boîtes' : destination)

/** What answers of other servers come to, in two or three words; whole sentences come from the API. */
export const replyKinds: Readonly<Record<string, string>> = {
  accepted: 'Accepté',
  unreachable: 'Serveur injoignable',
  'dns-unavailable': 'Serveur introuvable pour le moment',
  'no-such-domain': 'Domaine inexistant',
  loop: 'Renvoyé vers nos serveurs',
  'tls-required': 'Chiffrement non prouvé',
  greylisted: 'Premier envoi mis en attente',
  temporary: 'Demande de revenir plus tard',
  'unknown-recipient': 'Adresse inexistante',
  'mailbox-full': 'Boîte pleine',
  'mailbox-disabled': 'Boîte fermée',
  'too-large': 'Message trop gros',
  policy: 'Refusé par une règle',
  reputation: 'Méfiance envers nos serveurs',
  'no-smtputf8': 'Adresse accentuée non comprise',
  permanent: 'Refusé',
}

export const queue = {
  title: 'File d’attente',
  lead: 'Les messages sortants qui ne sont pas encore remis. Ce qui attend est présenté de nouveau tout seul, pendant cinq jours.',
  tabs: { '': 'Envois', destinations: 'Destinations' },
  filter: 'Filtrer par état',
  all: 'Tous',
  toApprove: 'À approuver',
  held: 'Retenus',
  waiting: 'En attente',
  search: 'Adresse, domaine ou référence',
  results: 'Envois en attente ou retenus, les plus récents d’abord',
  destination: 'Destination',
  toward: (destination: string) => `Vers ${place(destination)}`,
  place,
  from: 'De',
  to: 'Pour',
  toWhom: (shown: readonly string[], count: number) =>
    plural('fr', count, {
      one: shown[0] ?? recipients(count),
      other: `${shown[0] ?? ''} et ${count - 1} ${count === 2 ? 'autre' : 'autres'}`,
    }),
  commune: 'Commune',
  state: 'État',
  why: 'Dernière réponse',
  notTried: 'Pas encore essayé',
  nextTry: 'Prochain essai',
  accepted: 'Confié',
  rowName: (from: string, to: string) => `De ${from} pour ${to}`,
  report: 'Avis de remise',
  states: {
    approval: 'À approuver',
    person: 'Retenu',
    poison: 'Mis de côté',
    trying: 'En cours',
    paused: 'Destination suspendue',
    waiting: 'En attente',
    delivered: 'Remis',
    failed: 'Non remis',
    partly: 'Remis en partie',
  },
  none: 'Rien n’attend',
  noneText: 'Tout ce qui a été confié au service est remis, ou son auteur a reçu un avis.',
  noneToApprove: 'Rien n’attend votre accord',
  noneHeld: 'Aucun envoi n’est retenu',
  retry: 'Réessayer maintenant',
  hold: 'Retenir',
  release: 'Laisser partir',
  approve: 'Approuver l’envoi',
  lookAndDecide: 'Voir et décider',
  refuse: 'Refuser et supprimer',
  delete: 'Supprimer',
  retried: 'Nouvel essai demandé.',
  wasHeld: 'Envoi retenu.',
  released: 'L’envoi part.',
  approved: 'Envoi approuvé : il part.',
  deleted: 'Envoi supprimé.',
  several: {
    selected: (count: number) =>
      plural('fr', count, { one: '1 envoi sélectionné', other: `${count} envois sélectionnés` }),
    title: {
      release: (count: number) =>
        plural('fr', count, {
          one: 'Laisser partir cet envoi ?',
          other: `Laisser partir ces ${count} envois ?`,
        }),
      retry: (count: number) =>
        plural('fr', count, { one: 'Réessayer cet envoi ?', other: `Réessayer ces ${count} envois ?` }),
      hold: (count: number) =>
        plural('fr', count, { one: 'Retenir cet envoi ?', other: `Retenir ces ${count} envois ?` }),
      delete: (count: number) =>
        plural('fr', count, { one: 'Supprimer cet envoi ?', other: `Supprimer ces ${count} envois ?` }),
    },
    text: {
      release: 'Chacun part tout de suite, tel qu’il est.',
      retry: 'Chacun est présenté tout de suite au serveur de son destinataire.',
      hold: 'Aucun ne part tant que personne ne le laisse partir.',
      delete: 'Personne ne les recevra. Leurs auteurs n’en sont pas avertis, et cela ne s’annule pas.',
    },
    will: { release: 'partira', retry: 'sera réessayé', hold: 'sera retenu', delete: 'sera supprimé' },
    did: { release: 'part', retry: 'réessayé', hold: 'retenu', delete: 'supprimé' },
    stays: 'reste ainsi',
    staysToApprove: 'demande un accord, sur sa page',
    staysOfDepartment: 'le Département décide',
    failed: (why: string) => `inchangé : ${why}`,
    preview: (changed: number, others: number) =>
      `${plural('fr', changed, { zero: 'Aucun envoi n’est concerné', one: '1 envoi est concerné', other: `${changed} envois sont concernés` })}${plural('fr', others, { zero: '.', one: ', 1 reste ainsi.', other: `, ${others} restent ainsi.` })}`,
    done: (count: number) =>
      plural('fr', count, {
        zero: 'Aucun envoi n’a changé.',
        one: '1 envoi traité.',
        other: `${count} envois traités.`,
      }),
  },
  deleteTitle: 'Supprimer cet envoi ?',
  deleteText: (count: number, where: string) =>
    plural('fr', count, {
      one: `Le destinataire${whereWords(where)} ne le recevra pas. L’auteur n’en est pas averti, et cela ne s’annule pas.`,
      other: `Les ${count} destinataires${whereWords(where)} ne le recevront pas. L’auteur n’en est pas averti, et cela ne s’annule pas.`,
    }),
  refuseTitle: 'Refuser cet envoi ?',
  refuseText: (author: string) =>
    `Personne ne le recevra. Un message l’apprend à ${author}. Dites-lui aussi pourquoi.`,
  approveText: (count: number) =>
    plural('fr', count, {
      one: 'Le message part tout de suite vers son destinataire, tel qu’il est.',
      other: `Le message part tout de suite vers ses ${count} destinataires, tel qu’il est.`,
    }),
  approvalTitle: 'Ce message attend votre accord',
  approvalOfOthers: 'Ce message attend l’accord d’un responsable',
  approvalOfDepartment: 'L’envoi de la boîte est suspendu : le Département décide',
  approvalFound: 'Avant de le laisser partir, le service y a trouvé :',
  approvalNothing: 'Une règle de votre commune demande l’accord d’un responsable avant que ce message parte.',
  approvalUntil: 'Sans décision, il retourne à son auteur au bout de cinq jours.',
  approvalUnread: 'Ce qu’il dit n’est montré à personne. Au moindre doute, appelez son auteur.',
  leak: (kind: string, count: number) => (count === 1 ? kind : `${kind} : ${count}`),
  decideFor: (destination: string) => `Pour ${place(destination)}`,
  message: 'Message',
  messageFrom: (from: string) => `Message ${ofName(from)}`,
  crumb: 'File d’attente',
  acceptedAt: (when: string, size: string) => `Confié au service le ${when}, ${size}`,
  gone: 'Ce message n’est plus dans la file.',
  goneText: 'Il a été remis, ou supprimé, ou son auteur a reçu un avis.',
  sentFrom: 'Boîte d’envoi',
  sender: 'Adresse d’envoi',
  reference: 'Référence',
  givenUp: (when: string) => `S’il n’est pas remis d’ici le ${when}, son auteur reçoit un avis d’échec.`,
  dropped: (when: string) => `S’il n’est pas remis d’ici le ${when}, il est abandonné.`,
  origins: {
    submission: 'écrit par un agent',
    forward: 'renvoi',
    sieve: 'réponse automatique ou renvoi de la boîte',
    report: 'avis du service',
  },
  origin: 'Origine',
  recipients,
  andMore: (count: number) => plural('fr', count, { one: 'et 1 autre', other: `et ${count} autres` }),
  moreDestinations: (count: number) =>
    plural('fr', count, {
      one: 'Une autre destination n’est pas affichée.',
      other: `${count} autres destinations ne sont pas affichées.`,
    }),
  recipientStates: {
    open: 'En attente',
    delivered: 'Remis',
    failed: 'Refusé',
    expired: 'Abandonné',
    deleted: 'Supprimé',
  },
  /** Beside the word for its state, in a list. */
  heldBecause: {
    approval: 'Ce qu’il contient demande un accord.',
    stop: 'L’envoi de la boîte est suspendu.',
    person: 'Quelqu’un l’a retenu.',
    poison: 'Trois essais coupés net.',
  },
  departmentDecides: 'Le Département décide.',
  heldText: {
    approval: 'Retenu jusqu’à l’accord d’un responsable.',
    approvalOfStopped:
      'Retenu jusqu’à un accord. L’envoi de la boîte est suspendu : c’est le Département qui le donne.',
    stop: 'Retenu parce que l’envoi de la boîte est suspendu. Il part quand le Département rétablit l’envoi, ou laisse partir ce message.',
    stopOfGone:
      'Retenu parce que l’envoi de la boîte était suspendu quand elle a été supprimée. Il ne part que si le Département le laisse partir.',
    person: 'Retenu par quelqu’un. Rien ne part jusqu’à ce qu’on le laisse partir.',
    poison:
      'Mis de côté : trois essais ont été coupés net. Son auteur est averti que quelqu’un le regarde. Le Département peut le laisser partir une fois, et prévient l’exploitant si cela recommence.',
  },
  pausedText: 'Cette destination est suspendue. Ce qui attend ne se périme pas.',
  tryingText: 'Présenté en ce moment même au serveur du destinataire.',
  journey: 'Parcours',
  steps: {
    accepted: 'Confié au service',
    delivered: (count: number) => `Remis à ${recipients(count)}`,
    failed: (count: number) => `Refusé pour ${recipients(count)}`,
    deferred: 'Pas encore accepté',
    next: 'Prochain essai',
    nextText: (attempts: number) =>
      plural('fr', attempts, {
        zero: 'Ce sera le premier.',
        one: 'Un essai jusqu’ici.',
        other: `${attempts} essais jusqu’ici.`,
      }),
    counts: (delivered: number, failed: number, deferred: number) =>
      [
        delivered === 0 && failed + deferred > 0 ? '' : `${delivered} remis`,
        failed === 0 ? '' : `${failed} ${failed === 1 ? 'refusé' : 'refusés'}`,
        deferred === 0 ? '' : `${deferred} à présenter de nouveau`,
      ]
        .filter((part) => part !== '')
        .join(', '),
    protection,
    took: (seconds: string) => `${seconds} s`,
  },
  destinations: {
    lead: 'Où va le courrier sortant, et ce qui empêche qu’il arrive. Suspendre vaut pour toutes les communes.',
    search: 'Domaine',
    label: 'Destinations, les plus chargées d’abord',
    which: 'Lesquelles',
    all: 'Toutes',
    stopped: 'Suspendues ou en difficulté',
    waiting: 'En attente',
    held: 'Retenus',
    oldest: 'Le plus ancien',
    state: 'État',
    well: 'Normale',
    paused: 'Suspendue',
    pausedBy: (reason: string) => `Motif : ${reason}`,
    until: (when: string) => `Jusqu’au ${when}`,
    untilResumed: 'Jusqu’à la reprise',
    trouble: 'En difficulté',
    restsUntil: (when: string) => `Repos jusqu’à ${when}`,
    action: 'Action',
    pause: 'Suspendre',
    resume: 'Reprendre',
    pauseOther: 'Suspendre une destination',
    pauseTitle: (destination: string) => `Suspendre ${place(destination)}`,
    pauseText:
      'Rien n’y est envoyé, pour aucune commune. Ce qui attend est gardé et repart à la reprise, avec un jour devant lui au moins.',
    domain: 'Domaine',
    domainHint: 'Ce qui suit @ dans l’adresse des destinataires : exemple.fr.',
    reason: 'Motif',
    reasonHint: 'Lu par toute l’équipe.',
    howLong: 'Durée',
    durations: {
      open: 'Jusqu’à la reprise',
      hour: 'Une heure',
      evening: 'Quatre heures',
      day: 'Un jour',
      week: 'Une semaine',
    },
    wasPaused: (destination: string) => `${place(destination)} : envois suspendus.`,
    resumeTitle: (destination: string) => `Reprendre les envois vers ${place(destination)} ?`,
    resumeText: (count: number) =>
      plural('fr', count, {
        zero: 'Rien n’attend. Les prochains messages partiront normalement.',
        one: 'Un envoi attend et part dès que son tour vient.',
        other: `${count} envois attendent et partent dès que leur tour vient.`,
      }),
    resumed: (destination: string) => `${place(destination)} : envois repris.`,
    none: 'Aucune destination',
    noneText: 'Rien n’attend, et aucune destination n’est suspendue.',
    show: (count: number) => messages(count),
  },
}

const whereWords = (where: string): string =>
  where === '' ? '' : where === 'local' ? ' dans nos boîtes' : ` chez ${where}`
