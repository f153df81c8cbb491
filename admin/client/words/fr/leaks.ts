// What becomes of outgoing mail that gives something away, in French.

import { plural } from '#ui/format/plural.ts'
import { leakActionWords, leakAudienceWords, leakKindWords } from '../../../contract/audit-words.ts'

export const leaks = {
  parts: { label: 'Règles', received: 'Courrier reçu et limites d’envoi', sent: 'Fuites de données' },
  screen: {
    title: 'Fuites de données',
    lead: 'Ces règles valent pour toutes les communes qui n’en ont pas choisi d’autres.',
  },
  title: 'Ce que devient un message',
  text: 'Avant de partir, chaque message est relu par la machine. Elle retient ce qui s’y trouve et combien de fois, jamais la valeur elle-même. Pour chaque sorte, vous décidez selon la distance que parcourt le message.',
  kinds: leakKindWords,
  audiences: leakAudienceWords,
  actions: leakActionWords,
  actionTexts: {
    warn: 'Le message part. Le webmail prévient d’abord son auteur.',
    justify:
      'Le webmail demande une raison, qui est gardée. Un autre logiciel de courrier ne peut pas la demander : il refuse le message.',
    hold: 'Le message attend l’accord d’un responsable, cinq jours au plus. Sans accord, il revient à son auteur.',
    refuse: 'Le message ne part pas. Son auteur apprend pourquoi et que faire.',
  },
  step: (from: number, action: string) => (from === 1 ? action : `Dès ${from} : ${action.toLowerCase()}`),
  columns: { kind: 'Ce qui est trouvé', found: 'Ces 30 derniers jours', change: 'Modifier' },
  own: { commune: 'Choix de la commune', department: 'Choix du Département' },
  change: 'Modifier',
  changeOf: (kind: string) => `Modifier : ${kind}`,
  found: {
    none: 'rien',
    messages: (count: number, shown: string) =>
      plural('fr', count, { one: `${shown} message`, other: `${shown} messages` }),
    outcomes: {
      refuse: (count: number, shown: string) =>
        plural('fr', count, { one: `${shown} refusé`, other: `${shown} refusés` }),
      hold: (count: number, shown: string) =>
        plural('fr', count, { one: `${shown} soumis à accord`, other: `${shown} soumis à accord` }),
      justify: (count: number, shown: string) =>
        plural('fr', count, {
          one: `${shown} arrêté, faute de raison donnée`,
          other: `${shown} arrêtés, faute de raison donnée`,
        }),
      justified: (count: number, shown: string) =>
        plural('fr', count, {
          one: `${shown} parti avec une raison`,
          other: `${shown} partis avec une raison`,
        }),
      warn: (count: number, shown: string) =>
        plural('fr', count, { one: `${shown} averti`, other: `${shown} avertis` }),
    },
  },
  dialog: {
    text: 'Le nombre est celui des valeurs différentes dans un même message. Laissez vide ce qui ne doit jamais arriver. Si tout est vide, le message passe.',
    inherit: { commune: 'Comme le Département :', department: 'Comme à l’origine :' },
    from: (action: string) => `${action} à partir de`,
    never: 'jamais',
    wrong: {
      none: 'Écrivez un nombre entier, à partir de 1.',
      'not-higher': 'Écrivez un nombre plus grand que celui d’au-dessus.',
    },
    saved: (kind: string) => `${kind} : règle enregistrée.`,
    clash:
      'Quelqu’un d’autre vient de modifier ces règles. Votre saisie est conservée. Enregistrez à nouveau pour la garder.',
  },
  partners: {
    title: 'Partenaires',
    text: 'Organismes avec qui la loi fait échanger ces informations. Un message compte comme envoyé à des partenaires quand tous ses destinataires sont de la liste ou du Département.',
    above: 'Partenaires du Département :',
    field: {
      commune: 'Partenaires de la commune, en plus',
      department: 'Partenaires de toutes les communes',
    },
    hint: 'Un domaine par ligne, par exemple caf.fr. Ce qui se trouve dessous compte aussi : exemple.caf.fr.',
    save: 'Enregistrer les partenaires',
    saved: 'Partenaires enregistrés.',
    back: 'Revenir à la liste d’origine',
    clash: (now: string) =>
      now === ''
        ? 'Quelqu’un d’autre vient de modifier ces règles. La liste enregistrée est vide. Votre saisie est conservée.'
        : `Quelqu’un d’autre vient de modifier ces règles. La liste enregistrée : ${now}. Votre saisie est conservée.`,
  },
  answered: {
    title: 'Messages partis avec une raison, ou soumis à accord',
    text: 'Qui les a écrits, ce qui s’y trouvait, et pourquoi ils sont partis.',
    empty: 'Aucun message pour le moment.',
    gone: 'Boîte supprimée',
    reasonOf: (person: string | null) =>
      person === null ? 'Raison donnée par l’auteur' : `Raison donnée par ${person}`,
    noReason: 'aucune raison donnée',
    columns: {
      from: 'De',
      commune: 'Commune',
      at: 'Quand',
      found: 'Ce qui s’y trouvait',
      reason: 'Raison donnée',
      became: 'Ce qu’il est devenu',
    },
    foundOf: (kind: string, count: number) => (count === 1 ? kind : `${kind} (${count})`),
    left: 'Parti',
    became: {
      waiting: 'Attend un accord',
      released: 'Accepté',
      deleted: 'Pas accepté',
      partly: 'Accepté en partie',
      expired: 'Revenu à son auteur',
    },
  },
}
