// A letter as plain text. Pure; lines end in LF.

import type { Letter, LetterBlock } from './letter.ts'

export const letterText = ({ blocks, reference, team }: Letter): string =>
  `${[...blocks.map(blockText), reference, `-- \n${team}`].join('\n\n')}\n`

function blockText(block: LetterBlock): string {
  switch (block.kind) {
    case 'text':
      return block.text
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n')
    case 'quote':
      return `${block.label}\n> ${block.text}`
    case 'link':
      return `${block.text}\n${block.url}`
  }
}
