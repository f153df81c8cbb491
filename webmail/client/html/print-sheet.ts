// A conversation as a sheet to print, built in the frame of the content host: lines about each message, its text cleaned as it is to
// be read, and the names of its files. Each text stands in a tree of its own, so that its rules reach no other.

import { cleanHtml } from './clean.ts'
import { drawnCachet } from './drawn-cachet.ts'
import type { ToPrint } from './frame-talk.ts'
import { sheetRules } from './sheet-rules.ts'
import { ownRules } from './style-sheet-rules.ts'

/** Pictures that do not come in this time are left out. */
const patienceMs = 5_000

export async function printSheet(sheet: HTMLElement, said: ToPrint, ownOrigin: string): Promise<void> {
  document.title = said.title
  const rules = new CSSStyleSheet()
  rules.replaceSync(sheetRules)
  document.adoptedStyleSheets = [rules]
  const parts = said.messages.map((message) => {
    const part = element('section', 'printed')
    const fields = element('dl', '')
    for (const [label, value] of message.fields)
      fields.append(element('dt', '', label), element('dd', '', value))
    const text = element('div', 'printed-text')
    const inside = text.attachShadow({ mode: 'open', serializable: true })
    inside.adoptedStyleSheets = [ownRules(message.styles)]
    inside.append(cleanHtml(message.html, ownOrigin))
    part.append(fields, text)
    if (message.note !== '') part.append(element('p', 'printed-label', message.note))
    if (message.files.length > 0) {
      const list = element('ul', 'printed-files')
      for (const file of message.files) list.append(element('li', '', file))
      part.append(element('p', 'printed-label', said.filesLabel), list)
    }
    return part
  })
  const head = element('header', 'printed-head')
  const words = element('div', '')
  words.append(element('p', '', said.box), element('h1', '', said.title))
  head.append(drawnCachet(said.commune), words)
  sheet.replaceChildren(head, ...parts)
  const images = parts.flatMap((part) => [
    ...(part.querySelector('.printed-text')?.shadowRoot?.querySelectorAll('img') ?? []),
  ])
  const late = new Promise((resolve) => setTimeout(resolve, patienceMs))
  const there = Promise.all(images.map((image) => image.decode().catch(() => undefined)))
  await Promise.race([there, late])
}

function element(name: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(name)
  if (className !== '') made.className = className
  made.textContent = text
  return made
}
