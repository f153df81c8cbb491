// Pictures in the text of a message that is being written, in French.

export const pictures = {
  insert: 'Insérer une image',
  /** Stands for one that nobody described. */
  unnamed: 'Image',
  toolbar: 'Image',
  sizes: { small: 'Petite', text: 'Largeur du texte', original: 'Taille d’origine' },
  describe: 'Décrire',
  remove: 'Supprimer l’image',
  alt: 'Description de l’image',
  altTitle: 'Décrire l’image',
  altHint: 'Lue à la place de l’image par les personnes qui ne la voient pas.',
  put: 'Garder cette description',
  lost: 'Cette image n’a pas été enregistrée. Insérez-la de nouveau.',
  missing: 'Une image du texte n’a pas pu être enregistrée. Insérez-la de nouveau, ou supprimez-la.',
  full: (name: string, size: string, most: string) =>
    `${name} n’est pas dans le texte : avec ses ${size}, le message dépasserait ${most}.`,
  dropInText: 'Dans le texte',
  dropBeside: 'En pièce jointe',
  sum: (size: string, most: string) => `Avec les images du texte : ${size} sur ${most}`,
}

export type PicturesWords = typeof pictures
