// The frame that shows an HTML message, on a host that knows no session: takes the message from the webmail that holds it,
// cleans it once more, shows it, and tells back how tall it is and which link was pressed. It can do nothing else: it is
// sandboxed, and the policy of its host lets no other script run and nothing load.

import letters from '#ui/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2?inline'
import { cleanHtml, linkTarget } from '../html/clean.ts'
import { type FromFrame, readToFrame, readToPrint, type ToFrame, type ToPrint } from '../html/frame-talk.ts'
import { markWords } from '../html/mark-words.ts'
import { printSheet } from '../html/print-sheet.ts'
import { ownRules } from '../html/style-sheet-rules.ts'
import './frame.css'

const around = window.parent
const sheet = document.getElementById('message')
/** Of the webmail, once it has spoken; before, only its place as our parent is known, which `frame-ancestors` grants to it alone. */
let webmail: string | null = location.ancestorOrigins?.[0] ?? null

const tell = (said: FromFrame): void => around.postMessage(said, webmail ?? '*')

const tellHeight = (): void => tell({ kind: 'height', pixels: sheet?.getBoundingClientRect().height ?? 0 })

const changes = new ResizeObserver(tellHeight)

/** There before the first text, which would be laid out in another one first, and move. No rule loads it, and none of a message can. */
const ownFont = (): FontFace =>
  new FontFace(
    'Atkinson Hyperlegible Next',
    Uint8Array.from(atob(letters.slice(letters.indexOf(',') + 1)), (letter) => letter.charCodeAt(0)),
    { weight: '200 800' },
  )

function show({ html, styles, marks }: ToFrame): void {
  if (sheet === null) return
  document.adoptedStyleSheets = [ownRules(styles)]
  sheet.replaceChildren(cleanHtml(html, location.origin))
  markWords(sheet, marks)
  tellHeight()
  // Not before: nobody asks how tall an empty sheet is, and whoever knows how tall this one was would forget it.
  changes.observe(sheet)
}

/** Some browsers wait at `print` for who prints and others do not: when it is over, each says. */
async function print(said: ToPrint): Promise<void> {
  if (sheet === null) return
  await printSheet(sheet, said, location.origin)
  addEventListener('afterprint', () => tell({ kind: 'printed' }), { once: true })
  tell({ kind: 'printing' })
  window.print()
}

function pressed(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (link === null) return
  event.preventDefault()
  const href = linkTarget(link.getAttribute('href') ?? '')
  if (href !== null && event.button < 2) tell({ kind: 'link', href })
}

if (around !== window && sheet !== null) {
  addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== around || (webmail !== null && origin !== webmail)) return
    const said = readToFrame(data) ?? readToPrint(data)
    if (said === null) return
    webmail = origin
    document.documentElement.lang = said.language
    if (said.kind === 'show') show(said)
    else void print(said)
  })
  document.addEventListener('click', pressed)
  document.addEventListener('auxclick', pressed)
  document.addEventListener('keydown', (event) => {
    const { key, shiftKey: shift, ctrlKey, metaKey, altKey, isComposing } = event
    const control = ctrlKey || metaKey
    // The webmail around does these: it prints the whole conversation, and goes to wherever one wants.
    if (control && !shift && ['p', 'k'].includes(key.toLowerCase())) event.preventDefault()
    if (key.length <= 12 && !altKey && !isComposing) tell({ kind: 'key', key, shift, control })
  })
  document.fonts.add(ownFont())
  tell({ kind: 'ready' })
}
