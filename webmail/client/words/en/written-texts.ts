// What a signature or a template does not take, in English.

import type { writtenTexts as french } from '../fr/written-texts.ts'

export const writtenTexts: typeof french = {
  noFiles: {
    signature: 'A signature keeps no picture and no file: add them to each message.',
    template: 'A template keeps no picture and no file: add them to the message, once the template is in it.',
  },
  tooLong: (count, most) =>
    `This text is too long: ${count} characters with its formatting, where ${most} are the most.`,
}
