// What the frame that shows an HTML message and the webmail around it say to each other. Each reads the other's words as
// something that anybody could have said.

export type FromFrame =
  | { readonly kind: 'ready' }
  | { readonly kind: 'height'; readonly pixels: number }
  | { readonly kind: 'link'; readonly href: string }
  /** A sheet is handed to the browser; and is done with, however its reader decided. */
  | { readonly kind: 'printing' | 'printed' }
  /** A key that was pressed in the frame and that the webmail around it may know. */
  | { readonly kind: 'key'; readonly key: string; readonly shift: boolean; readonly control: boolean }

export interface ToFrame {
  readonly kind: 'show'
  readonly html: string
  /** Rules for it, as the server rebuilt them. */
  readonly styles: string
  readonly language: string
  /** Words that were searched for. */
  readonly marks: readonly string[]
}

export interface PrintedMessage {
  /** A word and what it is. */
  readonly fields: readonly (readonly [string, string])[]
  readonly html: string
  readonly styles: string
  /** Names, with sizes. */
  readonly files: readonly string[]
  /** What is to be known of the text, as that it goes on; empty for nothing. */
  readonly note: string
}

export interface ToPrint {
  readonly kind: 'print'
  readonly title: string
  /** Whose conversation it is. */
  readonly box: string
  /** Its cachet stands at the head. */
  readonly commune: string
  readonly filesLabel: string
  readonly language: string
  readonly messages: readonly PrintedMessage[]
}

/** No message is taller, whatever it says of itself. */
const tallest = 200_000
const mostMarks = 60

/** Null for what the frame does not say. */
export function readFromFrame(said: unknown): FromFrame | null {
  if (typeof said !== 'object' || said === null) return null
  const { kind, pixels, href, key, shift, control } = said as Readonly<Record<string, unknown>>
  if (kind === 'ready' || kind === 'printing' || kind === 'printed') return { kind }
  if (kind === 'height' && typeof pixels === 'number' && pixels >= 0)
    return { kind, pixels: Math.min(Math.ceil(pixels), tallest) }
  if (kind === 'link' && typeof href === 'string') return { kind, href }
  if (kind === 'key' && typeof key === 'string' && key.length <= 12)
    return { kind, key, shift: shift === true, control: control === true }
  return null
}

export function readToFrame(said: unknown): ToFrame | null {
  if (typeof said !== 'object' || said === null) return null
  const { kind, html, styles, language, marks = [] } = said as Readonly<Record<string, unknown>>
  if (kind !== 'show' || typeof html !== 'string') return null
  if (typeof styles !== 'string' || typeof language !== 'string') return null
  if (!Array.isArray(marks) || marks.length > mostMarks) return null
  if (!marks.every((each): each is string => typeof each === 'string')) return null
  return { kind, html, styles, language, marks }
}

export function readToPrint(said: unknown): ToPrint | null {
  if (typeof said !== 'object' || said === null) return null
  const { kind, title, box, commune, filesLabel, language, messages } = said as Readonly<
    Record<string, unknown>
  >
  if (kind !== 'print' || !Array.isArray(messages)) return null
  if (![title, box, commune, filesLabel, language].every(isText) || !messages.every(isPrinted)) return null
  return {
    kind,
    title: String(title),
    box: String(box),
    commune: String(commune),
    filesLabel: String(filesLabel),
    language: String(language),
    messages,
  }
}

const isText = (given: unknown): given is string => typeof given === 'string'

function isPrinted(given: unknown): given is PrintedMessage {
  if (typeof given !== 'object' || given === null) return false
  const { fields, html, styles, files, note } = given as Readonly<Record<string, unknown>>
  return (
    isText(html) &&
    isText(styles) &&
    isText(note) &&
    Array.isArray(files) &&
    files.every(isText) &&
    Array.isArray(fields) &&
    fields.every((field) => Array.isArray(field) && field.length === 2 && field.every(isText))
  )
}
