// What the frame that shows an HTML message and the webmail around it say to each other. Each reads the other's words as
// something that anybody could have said.

export type FromFrame =
  | { readonly kind: 'ready' }
  | { readonly kind: 'height'; readonly pixels: number }
  | { readonly kind: 'link'; readonly href: string }
  /** A key that was pressed in the frame and that the webmail around it may know. */
  | { readonly kind: 'key'; readonly key: string; readonly shift: boolean; readonly control: boolean }

export interface ToFrame {
  readonly kind: 'show'
  readonly html: string
  /** Rules for it, as the server rebuilt them. */
  readonly styles: string
  readonly language: string
}

/** No message is taller, whatever it says of itself. */
const tallest = 200_000

/** Null for what the frame does not say. */
export function readFromFrame(said: unknown): FromFrame | null {
  if (typeof said !== 'object' || said === null) return null
  const { kind, pixels, href, key, shift, control } = said as Readonly<Record<string, unknown>>
  if (kind === 'ready') return { kind }
  if (kind === 'height' && typeof pixels === 'number' && pixels >= 0)
    return { kind, pixels: Math.min(Math.ceil(pixels), tallest) }
  if (kind === 'link' && typeof href === 'string') return { kind, href }
  if (kind === 'key' && typeof key === 'string' && key.length <= 12)
    return { kind, key, shift: shift === true, control: control === true }
  return null
}

export function readToFrame(said: unknown): ToFrame | null {
  if (typeof said !== 'object' || said === null) return null
  const { kind, html, styles, language } = said as Readonly<Record<string, unknown>>
  if (kind !== 'show' || typeof html !== 'string') return null
  if (typeof styles !== 'string' || typeof language !== 'string') return null
  return { kind, html, styles, language }
}
