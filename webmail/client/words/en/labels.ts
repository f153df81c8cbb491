// Labels, in English.

import type { labels as french } from '../fr/labels.ts'

export const labels: typeof french = {
  title: 'Labels',
  give: 'Label',
  manage: 'Create and manage labels',
  none: 'No label. A label files a conversation without moving it.',
  name: 'Name of the new label',
  nameOf: (name) => `Name of ${name}`,
  colour: 'Colour',
  colours: {
    violet: 'Violet',
    orange: 'Orange',
    cyan: 'Cyan',
    ambre: 'Amber',
    rose: 'Pink',
    vert: 'Green',
    bleu: 'Blue',
    gris: 'Grey',
  },
  create: 'Create the label',
  save: 'Save',
  edit: (name) => `Change ${name}`,
  remove: (name) => `Delete ${name}`,
  removeTitle: (name) => `Delete the label ${name}?`,
  removeText: 'It is taken off all conversations. Messages stay where they are.',
  removeAct: 'Delete',
  removed: (name) => `The label ${name} is deleted.`,
  taken: 'There is a label of this name.',
  wrongName: 'A name has 40 characters at most, one letter or digit at least, and no quotation mark.',
  failed: { save: 'Saving failed.', remove: 'Deleting failed.' },
}
