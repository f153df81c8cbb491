// The letter's type: Atkinson Hyperlegible Next as in the interfaces, but as TrueType, because pdfkit cannot cut a WOFF2
// file down to the letters that are used. Where it is from and its licence: fonts/OFL.txt.

import { fileURLToPath } from 'node:url'

const fileOf = (weight: number): string =>
  fileURLToPath(new URL(`fonts/atkinson-hyperlegible-next-${weight}.ttf`, import.meta.url))

export const fonts = { regular: fileOf(400), semiBold: fileOf(600) }
