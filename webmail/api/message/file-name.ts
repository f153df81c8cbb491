// The name under which an attached file is shown and saved. The sender wrote it: it may name another folder, hide its
// ending behind blanks or signs that turn the direction of writing, or say nothing at all.

import type { MessageStructureObject } from 'imapflow'
import libmime from 'libmime'

/** Of a name in UTF-8: file systems take 255 octets, and a browser may add ` (1)`. */
const mostOctets = 180
/** An ending that is longer says nothing. */
const longestEnding = 20
/** What is decoded of a name before it is shortened. */
const mostRead = 4_000

/** Names that Windows gives to devices, with whatever ending. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i

/** As written (RFC 2183 §2.3; `name` of Content-Type before it), decoded (RFC 2047, RFC 2231), fit for any file system. */
export function fileName(part: MessageStructureObject): string {
  const written = part.dispositionParameters?.filename || part.parameters?.name || part.parameters?.filename
  const name = safeName(decoded(written ?? ''))
  return name === '' ? nameByType(part) : name
}

/** imapflow has decoded it already, unless it came in words within quotes that it does not take for encoded ones. */
const decoded = (written: string): string => {
  const read = written.slice(0, mostRead)
  return read.includes('=?') ? libmime.decodeWords(read) : read
}

/** One component of a path that no system reads as anything else; empty when nothing is left. */
export function safeName(written: string): string {
  const visible = written.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').replace(/\p{Z}+/gu, ' ')
  // The last component that says something: `..\..\x.exe` is `x.exe`, `facture/` is `facture`.
  const components = visible.split(/[/\\]/).map(bare)
  const name = (components.findLast((each) => each !== '') ?? '').replace(/[<>:"|?*]/g, '_')
  return shortened(device.test(name) ? `_${name}` : name)
}

/** Neither hidden by a dot before it nor by what Windows leaves out at the end. */
function bare(component: string): string {
  let [start, end] = [0, component.length]
  while (start < end && isDotOrBlank(component.charAt(start))) start += 1
  while (end > start && isDotOrBlank(component.charAt(end - 1))) end -= 1
  return component.slice(start, end)
}

const isDotOrBlank = (sign: string): boolean => sign === '.' || sign === ' '

/** The ending stays, for it says what the file is. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= mostOctets) return name
  const dot = name.lastIndexOf('.')
  const ending = dot > 0 && name.length - dot <= longestEnding ? name.slice(dot) : ''
  const room = mostOctets - Buffer.byteLength(`…${ending}`)
  let octets = 0
  let stem = ''
  for (const sign of name.slice(0, mostOctets)) {
    octets += Buffer.byteLength(sign)
    if (octets > room) break
    stem += sign
  }
  return `${stem}…${ending}`
}

/** Words that French and English share. */
const namesByType: Readonly<Record<string, string>> = {
  'application/pdf': 'document.pdf',
  'application/zip': 'archive.zip',
  'application/msword': 'document.doc',
  'application/pkcs7-mime': 'smime.p7m',
  'application/pkcs7-signature': 'smime.p7s',
  'application/pgp-signature': 'signature.asc',
  'application/vnd.oasis.opendocument.text': 'document.odt',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'document.docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'document.xlsx',
  'audio/mpeg': 'audio.mp3',
  'image/jpeg': 'image.jpg',
  'image/svg+xml': 'image.svg',
  'message/delivery-status': 'message.txt',
  'message/disposition-notification': 'message.txt',
  'text/calendar': 'invitation.ics',
  'application/ics': 'invitation.ics',
  'text/html': 'document.html',
  'text/plain': 'document.txt',
  'text/rfc822-headers': 'message.txt',
  'text/vcard': 'contact.vcf',
  'text/x-vcard': 'contact.vcf',
  'video/mp4': 'video.mp4',
}

function nameByType({ type, envelope }: MessageStructureObject): string {
  const lower = type.toLowerCase()
  if (/^message\/(?:rfc822|global)$/.test(lower)) {
    // A subject is no path: its strokes separate words.
    const subject = safeName((envelope?.subject ?? '').slice(0, mostRead).replace(/[/\\]/g, '-'))
    return subject === '' ? 'message.eml' : shortened(`${subject}.eml`)
  }
  const known = Object.hasOwn(namesByType, lower) ? namesByType[lower] : undefined
  if (known !== undefined) return known
  const [, kind, ending] = /^(image|audio|video)\/([a-z0-9]{2,8})$/.exec(lower) ?? []
  return kind === undefined ? 'document.bin' : `${kind}.${ending}`
}
