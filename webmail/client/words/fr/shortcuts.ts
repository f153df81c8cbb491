// The map of the keyboard, in French.

const keys = { enter: 'Entrée', delete: 'Suppr', shift: 'Maj', control: 'Ctrl', escape: 'Échap' }

/** A key as `keyForm` has it; undefined: none. */
const keyName = (key: string | undefined): string =>
  key === undefined ? '–' : key.replace('Delete', keys.delete).replace('Shift+', `${keys.shift} `)

export const shortcuts = {
  switch: 'Raccourcis d’une seule touche',
  groups: { read: 'Lire', file: 'Ranger', write: 'Écrire', always: 'Toujours actifs' },
  or: 'ou',
  after: 'puis',
  keys,
  keyName,
  change: 'Changer les touches',
  changed: 'Terminé',
  changingHint:
    'Placez-vous sur une touche et appuyez sur celle que vous préférez. Si elle sert déjà, les deux s’échangent.',
  restore: 'Remettre les touches d’origine',
  asAtFirst: 'Les touches sont de nouveau celles d’origine.',
  nowHas: (does: string, key: string) => `${does} : ${key}.`,
  does: {
    next: 'Conversation suivante',
    previous: 'Conversation précédente',
    open: 'Ouvrir',
    back: 'Retour à la liste',
    search: 'Rechercher',
    go: 'Réception, envoyés, brouillons',
    map: 'Ce plan',
    archive: 'Archiver',
    delete: 'Supprimer',
    move: 'Déplacer',
    snooze: 'Mettre en attente',
    label: 'Libeller',
    flag: 'Suivre',
    unread: 'Non lu',
    junk: 'Indésirable',
    select: 'Sélectionner',
    undo: 'Annuler',
    write: 'Nouveau message',
    reply: 'Répondre',
    'reply-all': 'Répondre à tous',
    forward: 'Transférer',
  },
  send: 'Envoyer',
  goTo: 'Aller à',
  region: 'Région suivante',
  close: 'Fermer',
}
