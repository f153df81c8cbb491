// Files that are seen before they are kept, in French.

import { plural } from '#ui/format/plural.ts'

export const previews = {
  download: 'Télécharger',
  content: (name: string) => `Contenu de ${name}`,
  picture: 'Image',
  page: 'Page',
  table: 'Tableau',
  slide: (number: string) => `Diapositive ${number}`,
  zoomIn: 'Agrandir',
  zoomOut: 'Réduire',
  previous: 'Pièce jointe précédente',
  next: 'Pièce jointe suivante',
  coming: 'Préparation de l’aperçu…',
  textOnly: 'Aperçu du texte seul, sans la mise en page ni les images.',
  cut: 'La suite n’est pas affichée : téléchargez le fichier pour tout lire.',
  empty: 'Ce fichier ne contient pas de texte.',
  files: (count: number) =>
    plural('fr', count, { zero: 'Archive vide', one: '1 fichier', other: `${count} fichiers` }),
  moreFiles: (count: number) =>
    plural('fr', count, { one: 'et 1 autre fichier', other: `et ${count} autres fichiers` }),
  moreRecipients: (count: number) =>
    plural('fr', count, { one: 'et 1 autre destinataire', other: `et ${count} autres destinataires` }),
  name: 'Nom',
  size: 'Taille',
  locked: 'protégé par un mot de passe',
  none: (why: string) => `Cet aperçu n’est pas possible : ${why}`,
  why: {
    encrypted: 'ce fichier est protégé par un mot de passe.',
    broken: 'ce fichier est abîmé, ou n’est pas ce que dit son nom.',
    unsupported: 'ce type de fichier ne s’affiche pas ici.',
    'too-large': 'ce fichier est trop lourd.',
    late: 'sa lecture prend trop de temps.',
    unreachable: 'le fichier n’a pas pu être chargé.',
  },
}
