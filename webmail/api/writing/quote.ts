// What an answer quotes, and what is passed on: the words above it, and the original below them. In French, as mail programs here
// have them, which is how others find a quote again and fold it.

import { type Html, html } from '#core/html.ts'
import { singleLine } from '#core/message/single-line.ts'
import type { Correspondent } from '../imap/message-facts.ts'
import type { MessageHead } from '../imap/message-head.ts'

const parts = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  ...{ weekday: 'short', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  hourCycle: 'h23',
})

/** « lun. 3 mars 2026 à 14 h 12 » */
export function quotedInstant(at: Date): string {
  const part = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]))
  const { weekday, day, month, year, hour, minute } = part
  return `${weekday} ${day === '1' ? '1er' : day} ${month} ${year} à ${Number(hour)}\u00a0h\u00a0${minute}`
}

const mostNamed = 60

function people(all: readonly Correspondent[]): string {
  const shown = all.slice(0, mostNamed).map(named).join(', ')
  return all.length > mostNamed ? `${shown}…` : shown
}

const named = ({ name, address }: Correspondent): string => {
  const shown = singleLine(name, 100)
  return shown === '' || shown === address ? address : `${shown} <${address}>`
}

/** `body` is HTML that was made safe. */
export function quoteOf(
  { from, to, cc, subject, date, received }: MessageHead,
  { kind, body }: { readonly kind: 'reply' | 'forward'; readonly body: string },
): string {
  const at = quotedInstant(date ?? received)
  const original: Html = { text: body }
  if (kind === 'reply')
    return html`<p>Le ${at}, ${people(from.slice(0, 1))} a écrit\u00a0:</p><blockquote type="cite" style="margin:0 0 0 0.8ex;border-left:1px solid #ccc;padding-left:1ex">${original}</blockquote>`
      .text
  const lines: readonly Html[] = [
    html`---------- Message transféré ----------`,
    html`De\u00a0: ${people(from)}`,
    html`Date\u00a0: ${at}`,
    html`Objet\u00a0: ${singleLine(subject, 500)}`,
    html`À\u00a0: ${people(to)}`,
    ...(cc.length === 0 ? [] : [html`Cc\u00a0: ${people(cc)}`]),
  ]
  return html`<p>${lines.map((line, index) => (index === 0 ? line : html`<br>${line}`))}</p>${original}`.text
}
