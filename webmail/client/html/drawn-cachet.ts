// The cachet of a commune where no React is: at the head of a printed conversation. What it looks like, ui/cachet/cachet.css says.

import { cachetLetters, cachetTone } from '#ui/cachet/letters.ts'

/** As `Cachet` draws one of 34 and more. */
export function drawnCachet(name: string): SVGElement {
  const letters = cachetLetters(name)
  const drawn = shape('svg', {
    class: `cachet${letters.length > 2 ? ' cachet-three' : ''}`,
    viewBox: '0 0 48 48',
  })
  drawn.dataset['tone'] = cachetTone(name)
  const text = shape('text', { x: '24', y: '29.4' })
  text.textContent = letters
  drawn.append(
    shape('circle', { class: 'beads', cx: '24', cy: '24', r: '22.2' }),
    shape('circle', { class: 'ring', cx: '24', cy: '24', r: '18.2' }),
    text,
  )
  return drawn
}

function shape(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name)
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value)
  return made
}
