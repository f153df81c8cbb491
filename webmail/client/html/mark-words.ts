// Words that were searched for, marked in a message that is shown. Nothing but its texts is touched.

import { matchPieces } from '../../search/match-pieces.ts'

/** Of a longer message the beginning is marked: nobody waits for the rest. */
const mostTexts = 5_000

export function markWords(within: HTMLElement, words: readonly string[]): void {
  if (words.length === 0) return
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT)
  const texts: Text[] = []
  while (texts.length < mostTexts && walker.nextNode() !== null)
    if (walker.currentNode instanceof Text) texts.push(walker.currentNode)
  for (const text of texts) {
    const pieces = matchPieces(text.data, words)
    if (!pieces.some(({ isMarked }) => isMarked)) continue
    text.replaceWith(...pieces.map(({ text, isMarked }) => (isMarked ? marked(text) : text)))
  }
}

function marked(text: string): HTMLElement {
  const mark = document.createElement('mark')
  mark.className = 'hit'
  mark.textContent = text
  return mark
}
