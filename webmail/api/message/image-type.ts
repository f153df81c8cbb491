// What an image is by its first octets, among those that browsers show and that are nothing but pixels: never SVG, which is a
// document, nor what only looks like an image to whoever believes its label.

export type ImageType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif'

const latin1 = (octets: Buffer, start: number, end: number): string => octets.toString('latin1', start, end)

/** Null for everything else. */
export function imageTypeOf(octets: Buffer): ImageType | null {
  if (latin1(octets, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (latin1(octets, 0, 3) === '\xff\xd8\xff') return 'image/jpeg'
  if (/^GIF8[79]a$/.test(latin1(octets, 0, 6))) return 'image/gif'
  if (latin1(octets, 0, 4) === 'RIFF' && latin1(octets, 8, 12) === 'WEBP') return 'image/webp'
  // ISO/IEC 14496-12 §4.3: the brand of the file.
  if (latin1(octets, 4, 8) === 'ftyp' && /^avi[fs]$/.test(latin1(octets, 8, 12))) return 'image/avif'
  return null
}
