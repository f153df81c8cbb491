// A conversation on paper, in English.

import type { printing as french } from '../fr/printing.ts'

export const printing: typeof french = {
  print: 'Print',
  from: 'From',
  to: 'To',
  cc: 'Copy',
  bcc: 'Blind copy',
  date: 'Date',
  subject: 'Subject',
  files: 'Attachments',
  file: (name, size) => `${name}, ${size}`,
  failed: 'The print could not be prepared.',
}
