// Pictures in the text of a message that is being written, in English.

import type { PicturesWords } from '../fr/pictures.ts'

export const pictures: PicturesWords = {
  insert: 'Insert a picture',
  unnamed: 'Picture',
  toolbar: 'Picture',
  sizes: { small: 'Small', text: 'Width of the text', original: 'Original size' },
  describe: 'Describe',
  remove: 'Remove the picture',
  alt: 'Description of the picture',
  altTitle: 'Describe the picture',
  altHint: 'Read in place of the picture by people who do not see it.',
  put: 'Keep this description',
  lost: 'This picture was not saved. Insert it again.',
  missing: 'A picture in the text could not be saved. Insert it again, or remove it.',
  full: (name, size, most) =>
    `${name} is not in the text: with its ${size}, the message would exceed ${most}.`,
  dropInText: 'In the text',
  dropBeside: 'As an attachment',
  sum: (size, most) => `With the pictures in the text: ${size} of ${most}`,
}
