// Files given out by a link in place of an attachment, in French.

import { plural } from '#ui/format/plural.ts'

export const sharing = {
  title: 'Envoyer par un lien',
  tooHeavy: (name: string, size: string) =>
    `${name} (${size}) est trop lourd pour être joint. Un lien placé dans votre message permettra de le télécharger.`,
  heavy: (name: string, size: string) =>
    `${name} (${size}) risque d’être refusé par la messagerie du destinataire. Un lien placé dans votre message permettra de le télécharger.`,
  sensitive: (name: string) =>
    `${name} ne partira pas avec le message. Un lien placé dans votre texte permettra de le télécharger.`,
  tooLarge: (name: string, size: string, most: string) =>
    `${name} ne peut pas être envoyé : il pèse ${size}, et un lien donne accès à ${most} au plus.`,
  noRoom: (name: string, size: string, most: string) =>
    `${name} n’est pas joint : avec ses ${size}, le message dépasserait ${most}.`,
  howLong: 'Disponible pendant',
  days: (days: number) => `${days} jours`,
  password: 'Demander un mot de passe',
  passwordHint: 'Il s’affichera une seule fois, pour que vous le donniez par téléphone.',
  passwordNeeded: 'Ce fichier contient des informations sensibles : le mot de passe est obligatoire.',
  act: 'Envoyer par un lien',
  resume: 'Reprendre',
  replaceFile: 'Remplacer par un lien',
  attachAnyway: 'Joindre quand même',
  coming: 'Envoi du fichier',
  failed: (why: string) => `Le fichier n’a pas été envoyé. ${why}. Votre message est conservé.`,
  stopped: (why: string) => `L’envoi s’est interrompu. ${why}. Ce qui est déjà envoyé est conservé.`,
  unreadable: 'Le fichier est illisible : il a été déplacé ou modifié depuis. Choisissez-le à nouveau.',
  put: (name: string) => `Le lien vers ${name} est dans votre message.`,
  replace: 'Remplacer par un lien sécurisé',
  replaceHint: 'Le lien demande un mot de passe et expire à la date que vous choisissez.',
  tell: {
    title: 'Mot de passe du lien',
    text: (name: string) =>
      `Donnez-le par téléphone à la personne qui recevra ${name}, jamais dans un message. Il ne s’affichera plus.`,
    copy: 'Copier le mot de passe',
    noted: 'J’ai noté le mot de passe',
  },
  unplaced: {
    title: 'Lien à copier',
    text: (name: string) =>
      `Le lien vers ${name} n’a pas pu être placé dans votre message. Copiez-le pour l’y coller.`,
    copy: 'Copier le lien',
    copied: 'J’ai copié le lien',
  },
  discarded: 'Le fichier reste disponible ; retirez son lien dans les réglages.',
  block: {
    lead: (name: string, size: string, until: string) =>
      `Fichier à télécharger : ${name} (${size}), jusqu’au ${until}.`,
    password: 'Un mot de passe vous sera donné à part.',
  },
  list: {
    title: 'Fichiers envoyés par lien',
    lead: 'Toute personne qui a le lien peut télécharger le fichier jusqu’à sa date, avec le mot de passe s’il y en a un.',
    empty: 'Cette boîte n’a envoyé aucun fichier par un lien.',
    mayNot: 'Seules les personnes qui écrivent au nom de cette boîte voient ces fichiers.',
    by: (who: string) => `par ${who}`,
    since: (when: string) => `envoyé le ${when}`,
    until: (when: string) => `disponible jusqu’au ${when}`,
    hasPassword: 'avec mot de passe',
    downloads: (count: number) =>
      plural('fr', count, {
        zero: 'jamais téléchargé',
        one: 'téléchargé une fois',
        other: `téléchargé ${count} fois`,
      }),
    last: (when: string) => `dernière fois : ${when}`,
    states: { open: 'Disponible', expired: 'Expiré', withdrawn: 'Retiré' },
    withdraw: 'Retirer le lien',
    withdrawOf: (name: string) => `Retirer le lien vers ${name}`,
    confirm: (name: string) => `Retirer le lien vers ${name} ?`,
    confirmText:
      'Plus personne ne pourra le télécharger. Les copies déjà téléchargées restent où elles sont.',
    withdrawn: (name: string) => `Le lien vers ${name} est retiré.`,
    failed: 'Le lien n’est pas retiré.',
  },
}

export type SharingWords = typeof sharing
