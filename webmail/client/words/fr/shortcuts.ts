// The map of the keyboard, in French.

export const shortcuts = {
  title: 'Raccourcis du clavier',
  switch: 'Raccourcis d’une seule touche',
  groups: { read: 'Lire', file: 'Ranger', always: 'Toujours actifs' },
  or: 'ou',
  after: 'puis',
  keys: { enter: 'Entrée', delete: 'Suppr', shift: 'Maj', control: 'Ctrl', escape: 'Échap' },
  does: {
    nextPrevious: 'Suivante, précédente',
    open: 'Ouvrir',
    back: 'Retour à la liste',
    search: 'Rechercher',
    go: 'Réception, envoyés, brouillons',
    map: 'Ce plan',
    archive: 'Archiver',
    delete: 'Supprimer',
    move: 'Déplacer',
    label: 'Libeller',
    flag: 'Suivre',
    unread: 'Non lu',
    junk: 'Indésirable',
    select: 'Sélectionner',
    undo: 'Annuler',
    region: 'Région suivante',
    close: 'Fermer',
  },
}
