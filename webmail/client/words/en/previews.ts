// Files that are seen before they are kept, in English.

import { plural } from '#ui/format/plural.ts'
import type { previews as french } from '../fr/previews.ts'

export const previews: typeof french = {
  download: 'Download',
  content: (name) => `Content of ${name}`,
  picture: 'Image',
  page: 'Page',
  table: 'Table',
  slide: (number) => `Slide ${number}`,
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  previous: 'Previous attachment',
  next: 'Next attachment',
  coming: 'Preparing the preview…',
  textOnly: 'Preview of the text alone, without layout or pictures.',
  cut: 'The rest is not shown: download the file to read it all.',
  empty: 'This file has no text.',
  files: (count) => plural('en', count, { zero: 'Empty archive', one: '1 file', other: `${count} files` }),
  moreFiles: (count) => plural('en', count, { one: 'and 1 other file', other: `and ${count} other files` }),
  moreRecipients: (count) =>
    plural('en', count, { one: 'and 1 other recipient', other: `and ${count} other recipients` }),
  name: 'Name',
  size: 'Size',
  locked: 'protected by a password',
  none: (why) => `This preview is not possible: ${why}`,
  why: {
    encrypted: 'the file is protected by a password.',
    broken: 'the file is damaged, or is not what its name says.',
    unsupported: 'this type of file is not shown here.',
    'too-large': 'the file is too large.',
    late: 'reading it takes too long.',
    unreachable: 'the file could not be loaded.',
  },
}
