// What of a message is read, what is attached to it, and which images its text refers to: from its structure alone (BODYSTRUCTURE,
// RFC 9051 §7.5.2), before any part of it is fetched. A stranger chose the structure: every walk is bounded, and a part that
// is neither read nor understood is attached, so that nothing of a message is lost.

import type { MessageStructureObject } from 'imapflow'
import { fileName } from './file-name.ts'

/** Where a part is, and what must be known to decode it. */
export interface Part {
  /** As FETCH names it (RFC 9051 §6.4.5.1). */
  readonly part: string
  /** Lower-case `type/subtype` of letters that a header field may carry; anything else is `application/octet-stream`. */
  readonly type: string
  readonly encoding: string
  /** Decoded, as far as its encoding lets one tell. */
  readonly octets: number
}

export interface TextPart extends Part {
  readonly kind: 'html' | 'plain'
  /** Empty where nothing is said. */
  readonly charset: string
  /** RFC 3676 §4. */
  readonly flowed: boolean
  readonly delSp: boolean
}

export interface AttachedPart extends Part {
  readonly kind: 'file' | 'message' | 'invitation'
  readonly name: string
}

export interface InlineImage extends Part {
  /** Without its angle brackets (RFC 2392 §2). */
  readonly contentId: string
  readonly name: string
}

export interface ReadableParts {
  /** To be shown one after the other, the richest form of each. */
  readonly shown: readonly TextPart[]
  /** The same content in its plainest form. */
  readonly plain: readonly TextPart[]
  readonly attachments: readonly AttachedPart[]
  /** What a text may refer to. One that no text shows is attached: see `attachmentsOf`. */
  readonly inlineImages: readonly InlineImage[]
  /** The sender's claim alone: nobody here verifies it. */
  readonly protection: 'signed' | 'encrypted' | null
  /** False when it has more parts, or more layers, than are looked at. */
  readonly complete: boolean
}

/** What a branch of the structure contributes. */
interface Branch extends Pick<ReadableParts, 'shown' | 'plain'> {
  readonly attachments: readonly AttachedPart[]
  readonly inlineImages: readonly InlineImage[]
}

interface Walk {
  partsLeft: number
  protection: ReadableParts['protection']
  complete: boolean
}

/** Where a part stands decides whether a name makes a text a file. */
type Place = 'alone' | 'first' | 'later'

const deepest = 30
const mostParts = 500

/** In the order of the message. Never throws, whatever the structure. */
export function readableParts(structure: MessageStructureObject): ReadableParts {
  const walk: Walk = { partsLeft: mostParts, protection: null, complete: true }
  const branch = branchOf(structure, { walk, depth: 0, place: 'alone' })
  return { ...branch, protection: walk.protection, complete: walk.complete }
}

/** What is listed as attached once it is known which images the text shows. */
export const attachmentsOf = (
  { attachments, inlineImages }: Pick<ReadableParts, 'attachments' | 'inlineImages'>,
  shownContentIds: ReadonlySet<string>,
): readonly AttachedPart[] => [
  ...attachments,
  ...inlineImages
    .filter(({ contentId }) => !shownContentIds.has(contentId))
    .map(({ contentId: _, ...image }) => ({ ...image, kind: 'file' as const })),
]

interface Within {
  readonly walk: Walk
  readonly depth: number
  readonly place: Place
}

const nothing: Branch = { shown: [], plain: [], attachments: [], inlineImages: [] }

function branchOf(node: MessageStructureObject, within: Within): Branch {
  const { walk, depth } = within
  if (walk.partsLeft <= 0 || depth > deepest) {
    walk.complete = false
    return nothing
  }
  walk.partsLeft -= 1
  const type = typeOf(node)
  if (!type.startsWith('multipart/')) return leafOf(node, within)
  const children = node.childNodes ?? []
  switch (type) {
    case 'multipart/alternative':
      // RFC 2046 §5.1.4: in an order of increasing faithfulness.
      return richest(children.map((child) => branchOf(child, deeper(within, 'alone'))))
    case 'multipart/related':
      return related(node, children, within)
    case 'multipart/signed':
      // RFC 1847 §2.1: what is signed, and the signature, which says nothing to a reader.
      walk.protection ??= 'signed'
      return inARow(
        children.slice(0, 1).concat(children.slice(1).filter((each) => !isSignature(each))),
        within,
      )
    case 'multipart/encrypted':
      walk.protection ??= 'encrypted'
      return inARow(children, within)
    case 'multipart/appledouble':
      // RFC 1740 §4: the part before the file is for one system alone.
      return inARow(
        children.filter((each) => typeOf(each) !== 'application/applefile'),
        within,
      )
    default:
      // RFC 2046 §5.1.3: an unknown kind is a mixed one; so are a report (RFC 6522 §3) and a digest, whose parts are messages.
      return inARow(children, within)
  }
}

const deeper = ({ walk, depth }: Within, place: Place): Within => ({ walk, depth: depth + 1, place })

function inARow(children: readonly MessageStructureObject[], within: Within): Branch {
  return joined(
    children.map((child, index) => branchOf(child, deeper(within, index === 0 ? 'first' : 'later'))),
  )
}

const joined = (branches: readonly Branch[]): Branch => ({
  shown: branches.flatMap(({ shown }) => shown),
  plain: branches.flatMap(({ plain }) => plain),
  attachments: branches.flatMap(({ attachments }) => attachments),
  inlineImages: branches.flatMap(({ inlineImages }) => inlineImages),
})

/**
 * RFC 2046 §5.1.4: the last that we can show, HTML before text. Files of the forms that are not shown stay: some programs
 * attach them to one form alone.
 */
function richest(branches: readonly Branch[]): Branch {
  const rich = branches.findLast(({ shown }) => shown.some(({ kind }) => kind === 'html'))
  const plain = branches.findLast(
    ({ shown }) => shown.length > 0 && shown.every(({ kind }) => kind === 'plain'),
  )
  return {
    ...joined(branches),
    shown: (rich ?? plain)?.shown ?? [],
    plain: plain?.plain ?? rich?.plain ?? [],
  }
}

/** RFC 2387 §3: `start` names the root, else it is the first; only a root is read. */
function related(
  node: MessageStructureObject,
  children: readonly MessageStructureObject[],
  within: Within,
): Branch {
  const start = contentIdOf(node.parameters?.start)
  const named = start === '' ? undefined : children.find(({ id }) => contentIdOf(id) === start)
  const root = named ?? children.find(mayBeRoot) ?? children[0]
  return joined(
    children.map((child) =>
      child === root
        ? branchOf(child, deeper(within, 'alone'))
        : asFiles(branchOf(child, deeper(within, 'later'))),
    ),
  )
}

const mayBeRoot = (node: MessageStructureObject): boolean =>
  /^(?:text\/(?:html|plain)|multipart\/.*)$/.test(typeOf(node))

/** A text beside the root belongs to a page, not to the letter. */
const asFiles = ({ shown, plain, attachments, inlineImages }: Branch): Branch => ({
  shown: [],
  plain: [],
  inlineImages,
  attachments: [...new Set([...shown, ...plain])].map(asFile).concat(attachments),
})

const asFile = ({ part, type, encoding, octets, kind }: TextPart): AttachedPart => ({
  part,
  type,
  encoding,
  octets,
  kind: 'file',
  name: kind === 'html' ? 'document.html' : 'document.txt',
})

function leafOf(node: MessageStructureObject, { walk, place }: Within): Branch {
  const part = partOf(node)
  if (isRead(node, part.type, place)) {
    const text = textOf(node, part)
    return { ...nothing, shown: [text], plain: [text] }
  }
  if (isEncrypted(node, part.type)) walk.protection ??= 'encrypted'
  const name = fileName(node)
  const contentId = contentIdOf(node.id)
  if (contentId !== '' && isShownImage(part.type, name))
    return { ...nothing, inlineImages: [{ ...part, contentId, name }] }
  return { ...nothing, attachments: [{ ...part, kind: kindOf(part.type), name }] }
}

/** A text that its sender did not attach. One with a name is a file where others stand beside it. */
function isRead(node: MessageStructureObject, type: string, place: Place): boolean {
  if (type !== 'text/html' && type !== 'text/plain') return false
  if (node.disposition?.toLowerCase() === 'attachment') return false
  const hasName = Boolean(node.dispositionParameters?.filename || node.parameters?.name)
  return !hasName || place === 'alone' || (place === 'first' && node.disposition?.toLowerCase() === 'inline')
}

const textOf = (node: MessageStructureObject, part: Part): TextPart => ({
  ...part,
  kind: part.type === 'text/html' ? 'html' : 'plain',
  charset: (node.parameters?.charset ?? '').trim().slice(0, 60),
  flowed: node.parameters?.format?.trim().toLowerCase() === 'flowed',
  delSp: node.parameters?.delsp?.trim().toLowerCase() === 'yes',
})

function kindOf(type: string): AttachedPart['kind'] {
  if (type === 'text/calendar' || type === 'application/ics') return 'invitation'
  return type === 'message/rfc822' || type === 'message/global' ? 'message' : 'file'
}

const isSignature = (node: MessageStructureObject): boolean =>
  /^application\/(?:(?:x-)?pkcs7-signature|pgp-signature)$/.test(typeOf(node))

/** RFC 8551 §3.2: the same type carries what is only signed. */
const isEncrypted = (node: MessageStructureObject, type: string): boolean =>
  /^application\/(?:x-)?pkcs7-mime$/.test(type) &&
  !/^(?:signed-data|certs-only|compressed-data)$/i.test(node.parameters?.['smime-type'] ?? '')

/** By its name where its type says nothing; never SVG, which is a document with a script of its own. */
const isShownImage = (type: string, name: string): boolean =>
  /^image\/(?:png|x-png|jpe?g|pjpeg|gif|webp|avif)$/.test(type) ||
  (type === 'application/octet-stream' && /\.(?:png|jpe?g|gif|webp|avif)$/i.test(name))

const typeOf = ({ type }: MessageStructureObject): string => {
  const lower = type.trim().toLowerCase()
  return /^[a-z0-9!#$&^_.+-]{1,60}\/[a-z0-9!#$&^_.+-]{1,100}$/.test(lower)
    ? lower
    : 'application/octet-stream'
}

/** A message that has no parts is its part 1. */
const partOf = (node: MessageStructureObject): Part => ({
  part: node.part ?? '1',
  type: typeOf(node),
  encoding: (node.encoding ?? '').trim().toLowerCase(),
  octets: decodedOctets(node),
})

/** RFC 2045 §6.8: four characters for three octets, in lines of 76 and a line end. */
function decodedOctets({ encoding, size = 0 }: MessageStructureObject): number {
  const encoded = Number.isSafeInteger(size) && size > 0 ? size : 0
  return encoding?.trim().toLowerCase() === 'base64' ? Math.floor((encoded * 76 * 3) / (78 * 4)) : encoded
}

/** As `id` or `start` write it (RFC 2045 §7), without its angle brackets. */
const contentIdOf = (written: string | undefined): string =>
  (written ?? '').trim().replace(/^<|>$/g, '').trim().slice(0, 500)
