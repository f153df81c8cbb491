// What the frame that shows a PDF and the webmail around it say to each other. Each reads the other's words as something that
// anybody could have said.

export type FromPdf =
  | { readonly kind: 'ready' }
  /** Its first page is there to be seen. */
  | { readonly kind: 'shown'; readonly pages: number }
  | { readonly kind: 'failed'; readonly why: 'encrypted' | 'broken' }
  | { readonly kind: 'key'; readonly key: string }

export type ToPdf =
  | {
      readonly kind: 'open'
      readonly octets: ArrayBuffer
      readonly language: string
      /** « Page », before its number. */
      readonly page: string
    }
  /** 1: as wide as there is room. */
  | { readonly kind: 'zoom'; readonly by: number }

/** Null for what the frame does not say. */
export function readFromPdf(said: unknown): FromPdf | null {
  if (typeof said !== 'object' || said === null) return null
  const { kind, pages, why, key } = said as Readonly<Record<string, unknown>>
  if (kind === 'ready') return { kind }
  if (kind === 'shown' && typeof pages === 'number' && Number.isInteger(pages) && pages > 0)
    return { kind, pages }
  if (kind === 'failed' && (why === 'encrypted' || why === 'broken')) return { kind, why }
  if (kind === 'key' && typeof key === 'string' && key.length <= 12) return { kind, key }
  return null
}

export function readToPdf(said: unknown): ToPdf | null {
  if (typeof said !== 'object' || said === null) return null
  const { kind, octets, language, page, by } = said as Readonly<Record<string, unknown>>
  if (kind === 'zoom' && typeof by === 'number' && by >= 0.25 && by <= 8) return { kind, by }
  if (kind !== 'open' || !(octets instanceof ArrayBuffer)) return null
  if (typeof language !== 'string' || typeof page !== 'string') return null
  return { kind, octets, language, page }
}
