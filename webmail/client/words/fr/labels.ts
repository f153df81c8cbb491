// Labels, in French.

import type { LabelView } from '../../labels/labels.tsx'

export const labels = {
  title: 'Libellés',
  give: 'Libeller',
  manage: 'Créer et gérer les libellés',
  none: 'Aucun libellé. Un libellé range une conversation sans la déplacer.',
  name: 'Nom du nouveau libellé',
  nameOf: (name: string) => `Nom de ${name}`,
  colour: 'Couleur',
  colours: {
    violet: 'Violet',
    orange: 'Orange',
    cyan: 'Cyan',
    ambre: 'Ambre',
    rose: 'Rose',
    vert: 'Vert',
    bleu: 'Bleu',
    gris: 'Gris',
  } satisfies Readonly<Record<LabelView['colour'], string>>,
  create: 'Créer le libellé',
  save: 'Enregistrer',
  edit: (name: string) => `Modifier ${name}`,
  remove: (name: string) => `Supprimer ${name}`,
  removeTitle: (name: string) => `Supprimer le libellé ${name}\u202f?`,
  removeText: 'Il est retiré de toutes les conversations. Les messages restent où ils sont.',
  removeAct: 'Supprimer',
  removed: (name: string) => `Le libellé ${name} est supprimé.`,
  taken: 'Un libellé porte déjà ce nom.',
  wrongName: 'Un nom a 40 caractères au plus, une lettre ou un chiffre au moins, et aucun guillemet.',
  failed: {
    save: 'L’enregistrement n’a pas abouti.',
    remove: 'La suppression n’a pas abouti.',
  },
}
