// A conversation on paper, in French.

export const printing = {
  print: 'Imprimer',
  from: 'De',
  to: 'À',
  cc: 'Copie',
  bcc: 'Copie cachée',
  date: 'Date',
  subject: 'Objet',
  files: 'Pièces jointes',
  file: (name: string, size: string) => `${name}, ${size}`,
  failed: 'L’impression n’a pas pu être préparée.',
}
