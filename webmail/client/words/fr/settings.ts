// Settings, in French.

import { plural } from '#ui/format/plural.ts'

export const settings = {
  sections: { display: 'Affichage', writing: 'Envoi', signatures: 'Signatures', templates: 'Modèles' },
  box: 'Boîte',
  density: 'Densité de la liste',
  densities: { comfortable: 'Confortable', compact: 'Compacte' },
  densityHints: { comfortable: 'Deux lignes par conversation', compact: 'Une ligne par conversation' },
  pane: 'Lecture',
  panes: { right: 'À droite de la liste', none: 'À la place de la liste' },
  paneHints: {
    right: 'La liste reste visible',
    none: 'Toute la largeur pour la liste, puis pour le message',
  },
  shortcuts: 'Raccourcis d’une seule touche',
  undo: 'Délai pour annuler un envoi',
  undoHint: 'Le message attend ce temps avant de partir, même si vous fermez la page.',
  undoSeconds: (seconds: number) =>
    plural('fr', seconds, { zero: 'Ne pas attendre', one: '1 seconde', other: `${seconds} secondes` }),
  name: 'Nom',
  save: 'Enregistrer',
  formatLost: 'Si vous modifiez ce texte, sa mise en forme sera perdue.',
  meanwhile: 'Quelqu’un a modifié ce texte entre-temps. Copiez le vôtre, puis fermez pour voir sa version.',
  failed: 'L’enregistrement n’a pas abouti.',
  removeFailed: 'La suppression n’a pas abouti.',
  signature: {
    none: 'Aucune signature dans cette boîte.',
    add: 'Nouvelle signature',
    edit: (name: string) => `Modifier la signature ${name}`,
    remove: (name: string) => `Supprimer la signature ${name}`,
    removeTitle: (name: string) => `Supprimer la signature ${name} ?`,
    removeAct: 'Supprimer',
    text: 'Texte de la signature',
    whose: 'Pour qui',
    own: 'Pour moi',
    ownHint: 'Vous seul la voyez',
    shared: 'Pour toute la boîte',
    sharedHint: 'Tous ceux qui écrivent depuis cette boîte',
    isDefault: 'Par défaut',
    beDefault: 'Mettre cette signature dans chaque nouveau message de cette boîte',
  },
  template: {
    none: 'Aucun modèle dans cette boîte. Un modèle évite de réécrire la même réponse.',
    add: 'Nouveau modèle',
    edit: (name: string) => `Modifier le modèle ${name}`,
    remove: (name: string) => `Supprimer le modèle ${name}`,
    removeTitle: (name: string) => `Supprimer le modèle ${name} ?`,
    removeAct: 'Supprimer',
    text: 'Texte du modèle',
    subject: 'Objet',
  },
}
