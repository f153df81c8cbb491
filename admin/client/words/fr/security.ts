// Security, in French.

import { plural } from '#ui/format/plural.ts'

/** Whole minutes from one on. */
const duration = (seconds: number): string =>
  seconds < 60
    ? plural('fr', seconds, { one: '1 seconde', other: `${seconds} secondes` })
    : plural('fr', Math.round(seconds / 60), {
        one: '1 minute',
        other: `${Math.round(seconds / 60)} minutes`,
      })

export const security = {
  title: 'Sécurité',
  tabs: {
    '': 'Connexions',
    blocages: 'Blocages',
    alertes: 'Alertes',
    reseaux: 'Réseaux de confiance',
    appareils: 'Mots de passe d’appareil',
    envoi: 'Envoi',
    evenements: 'Journal de sécurité',
  },
  leads: {
    '': 'Qui s’est identifié, ou a essayé, par le navigateur ou depuis un appareil.',
    blocages:
      'Après plusieurs mots de passe faux, l’adresse d’où ils viennent attend, puis ne peut plus essayer.',
    alertes: 'Ce que quelqu’un doit regarder. Si cela recommence, l’alerte revient.',
    reseaux: 'Jamais bloqués : la ligne d’une mairie, par exemple, que plusieurs personnes partagent.',
    appareils: 'Un mot de passe par appareil. Le couper ferme aussi ce qu’il a ouvert.',
    envoi:
      'Ce qu’une boîte et une commune peuvent envoyer, et si du courrier peut être renvoyé vers l’extérieur.',
    evenements: 'Ce qui ressemble à une attaque contre le service lui-même.',
  },
  which: 'Lesquels',
  all: 'Tous',
  searchLogin: 'Début de l’identifiant',
  login: 'Identifiant',
  /** Doors that no address opens count their tries under a name of their own. */
  loginName: (login: string) =>
    login === 'first-administrator'
      ? 'Code du premier administrateur'
      : login.split(' ', 1)[0] === 'activation'
        ? 'Code d’activation'
        : login,
  outcome: 'Résultat',
  outcomes: { accepted: 'Acceptée', refused: 'Refusée', delayed: 'Ralentie', blocked: 'Bloquée' },
  way: 'Par',
  ways: { web: 'Navigateur', imap: 'Lecture', smtp: 'Envoi', sieve: 'Règles' },
  device: 'Appareil',
  from: 'D’où',
  fromNetwork: (network: string) => `Depuis ${network}`,
  network: 'Réseau',
  commune: 'Commune',
  department: 'Département',
  when: 'Quand',
  why: 'Pourquoi',
  until: 'Jusqu’à',
  since: 'Depuis le',
  action: 'Action',
  noSignIn: 'Aucune connexion',
  noSignInText: 'Les connexions sont gardées un an.',
  everybody: 'Tous les identifiants',
  wrongPasswords: (count: number) =>
    plural('fr', count, { one: '1 mot de passe faux', other: `${count} mots de passe faux` }),
  triedLogins: (count: number) =>
    plural('fr', count, { one: '1 identifiant essayé', other: `${count} identifiants essayés` }),
  noBlock: 'Personne n’est bloqué',
  noBlockText: 'Un blocage se lève seul après un temps ; ici, on peut le lever plus tôt.',
  release: 'Débloquer',
  releaseTitle: (who: string) => `Débloquer ${who} ?`,
  releaseNetwork: 'Débloquer ce réseau ?',
  releaseText: (network: string) =>
    `On pourra de nouveau essayer depuis ${network}. Les essais comptés jusqu’ici sont oubliés.`,
  released: 'Blocage levé.',
  fact: 'Ce qui s’est passé',
  alerts: {
    'password-guessing': 'Quelqu’un essaie de deviner un mot de passe',
    'distributed-guessing': 'On essaie de deviner un mot de passe depuis plusieurs endroits',
    'credential-stuffing': 'Des mots de passe volés ailleurs sont essayés',
    'password-reset': 'Un mot de passe a été remis à zéro',
    'external-forward': 'Un renvoi vers l’extérieur a été créé',
    'sending-stopped': 'L’envoi d’une boîte est suspendu',
    'personal-mailbox-opened': 'Une boîte personnelle a été ouverte à quelqu’un d’autre',
    'takeover-suspected': 'Une boîte est peut-être prise par un autre',
    'mail-poisoned': 'Un envoi est mis de côté : ses essais s’interrompent',
  } as Readonly<Record<string, string>>,
  /** What to do about it, where that is not plain. */
  alertTexts: {
    'takeover-suspected':
      'Rien n’est suspendu. Appelez son titulaire : est-ce bien lui ? Sinon, remettez son mot de passe à zéro, puis retirez le renvoi et les appareils qu’il ne connaît pas.',
    'mail-poisoned':
      'L’auteur est averti que vous regardez. Ouvrez l’envoi et laissez-le partir une fois ; si cela recommence, prévenez l’exploitant. Sans décision, il revient à son auteur à la fin de son délai.',
  } as Readonly<Record<string, string>>,
  unknownAlert: 'Alerte de sécurité',
  alertTo: (address: string) => `Pour ${address}`,
  alertBy: (name: string) => `Par ${name}`,
  alertFacts: {
    failures: (count: number) =>
      plural('fr', count, { one: '1 mot de passe faux', other: `${count} mots de passe faux` }),
    logins: (count: number) =>
      plural('fr', count, { one: '1 identifiant essayé', other: `${count} identifiants essayés` }),
    networks: (count: number) =>
      plural('fr', count, { one: 'depuis 1 réseau', other: `depuis ${count} réseaux` }),
    network: (network: string) =>
      network.includes('/') ? `depuis le réseau ${network}` : `depuis l’adresse ${network}`,
    closed: (count: number) =>
      plural('fr', count, { one: 'bloqué pendant 1 minute', other: `bloqué pendant ${count} minutes` }),
    until: (date: string) => `jusqu’au ${date}`,
    recipients: (count: number) =>
      plural('fr', count, {
        one: '1 destinataire en un quart d’heure',
        other: `${count} destinataires en un quart d’heure`,
      }),
    firstTime: (count: number) =>
      plural('fr', count, {
        one: '1 premier contact en une heure',
        other: `${count} premiers contacts en une heure`,
      }),
  },
  signals: {
    'new-network': 'réseau jamais vu',
    burst: 'envoi très supérieur à l’habitude',
    'new-forward': 'renvoi vers l’extérieur tout récent',
  },
  times: 'Fois',
  last: 'Dernière fois',
  seen: 'Marquer comme vue',
  seenAt: (when: string) => `vue ${when}`,
  toSee: 'À regarder',
  alreadySeen: 'Déjà vues',
  noAlert: 'Aucune alerte',
  noAlertText: 'Rien ne demande votre attention.',
  noSeenAlert: 'Aucune alerte vue',
  noSeenAlertText: 'Celles que quelqu’un marque comme vues se retrouvent ici.',
  addNetwork: 'Ajouter un réseau',
  networkHint: 'Une adresse, ou un réseau comme 192.0.2.0/24.',
  networkWrong: 'Ce n’est ni une adresse ni un réseau.',
  note: 'À qui il est',
  noteHint: 'Par exemple : mairie de Saulieu, ligne fixe.',
  added: 'Réseau ajouté.',
  remove: 'Retirer',
  removeTitle: (network: string) => `Retirer ${network} ?`,
  removeText: 'Ce réseau pourra de nouveau être bloqué après des essais manqués.',
  noNetwork: 'Aucun réseau de confiance',
  noNetworkText: 'Ajoutez la ligne d’une mairie si ses agents se bloquent les uns les autres.',
  searchDevice: 'Boîte, appareil ou personne',
  sleeping: 'Inutilisés depuis 90 jours',
  mailbox: 'Boîte',
  opens: 'Pour',
  opening: (imap: boolean, smtp: boolean): string =>
    imap && smtp ? 'Lire et envoyer' : imap ? 'Lire' : 'Envoyer',
  lastUse: 'Dernier usage',
  noDevice: 'Aucun mot de passe d’appareil',
  noSleeping: 'Aucun mot de passe d’appareil ne dort',
  noDeviceText: 'Chacun crée les siens dans son compte, un par téléphone ou logiciel.',
  cut: 'Couper l’accès',
  cutTitle: (device: string) => `Couper l’accès de « ${device} » ?`,
  cutText: (person: string, mailbox: string) =>
    `${person} ne pourra plus ouvrir ${mailbox} depuis cet appareil, tout de suite. Ses autres appareils continuent.`,
  wasCut: (device: string) => `L’accès de « ${device} » est coupé.`,
  searchNetwork: 'Adresse IP ou réseau, en entier',
  kind: 'Sorte',
  detail: 'Détail',
  events: {
    'dictionary-attack': 'Adresses essayées au hasard',
    'too-many-connections': 'Trop de connexions à la fois',
    'early-talker': 'Serveur qui parle avant son tour',
    'relay-attempt': 'Essai d’écrire à d’autres en passant par nous',
    'smuggling-attempt': 'Message caché dans un autre',
    'password-guessing': 'Essais de deviner un mot de passe',
    'distributed-guessing': 'Essais de deviner un mot de passe depuis plusieurs endroits',
    'credential-stuffing': 'Mots de passe volés ailleurs essayés',
    'sending-limit': 'Limite d’envoi atteinte',
    'sending-stopped': 'Envoi d’une boîte suspendu',
    'sending-resumed': 'Envoi d’une boîte rétabli',
    'takeover-suspected': 'Boîte peut-être prise par un autre',
  } as Readonly<Record<string, string>>,
  /** What such an event means, and what the service did by itself. */
  eventTexts: {
    'dictionary-attack':
      'Quelqu’un écrit à des adresses qui n’existent pas, pour trouver les vraies. Plus rien n’est reçu de là pendant un moment.',
    'too-many-connections':
      'Un même endroit ouvre plus de connexions qu’il ne lui en faut. Celles de trop sont refusées.',
    'early-talker':
      'Un vrai serveur de courrier attend son tour, ce que beaucoup de fraudeurs ne font pas. Il est refusé.',
    'relay-attempt': 'Un inconnu a voulu se servir de nous pour écrire ailleurs. Rien n’est parti.',
    'smuggling-attempt':
      'Quelqu’un a voulu glisser un second message à l’abri des contrôles. Il n’est pas entré.',
    'password-guessing': 'Il n’a pas trouvé. De là, on ne peut plus essayer pendant un moment.',
    'distributed-guessing': 'Il n’a pas trouvé. De ces endroits, on ne peut plus essayer pendant un moment.',
    'credential-stuffing':
      'Beaucoup de comptes sont essayés à la suite. De là, on ne peut plus essayer pendant un moment.',
    'sending-limit':
      'Ce qui dépasse la limite ne part pas ; son auteur est prié de réessayer plus tard. Si c’est prévu, relevez la limite dans l’onglet Envoi.',
    'sending-stopped':
      'Son mot de passe est peut-être volé. Plus rien n’en part jusqu’à ce que quelqu’un rétablisse l’envoi sur la page de la boîte.',
    'sending-resumed': 'Quelqu’un l’a décidé. Le Journal dit qui.',
    'takeover-suspected':
      'Un réseau nouveau et un renvoi récent vers l’extérieur, sans envoi en masse. Rien n’est suspendu ; demandez à son titulaire si c’est bien lui.',
  } as Readonly<Record<string, string>>,
  unknownEvent: 'Autre événement',
  eventFacts: {
    bounds: {
      mailboxHour: (most: string) => `au plus ${most} destinataires par heure`,
      mailboxDay: (most: string) => `au plus ${most} destinataires par jour`,
      communeHour: (most: string) => `au plus ${most} destinataires par heure pour toute la commune`,
      firstTimeDay: (most: string) => `au plus ${most} premiers contacts par jour`,
    },
    login: (login: string) => `pour ${login}`,
    connections: (count: number) =>
      plural('fr', count, { one: 'plus d’une connexion à la fois', other: `plus de ${count} à la fois` }),
    refused: (seconds: number) => `refusé pendant ${duration(seconds)}`,
    manners: {
      'false-end-of-data': 'par une fausse fin de message',
      'behind-starttls': 'par des commandes en clair, avant le chiffrement',
      'before-the-answer': 'par des commandes envoyées avant la réponse',
    },
  },
  wholeNetwork: 'Écrivez l’adresse ou le réseau en entier',
  wholeNetworkText: 'Par exemple 192.0.2.7, ou 192.0.2.0/24 pour un réseau.',
  noEvent: 'Aucun événement',
  noEventText: 'Rien n’a ressemblé à une attaque.',
}
