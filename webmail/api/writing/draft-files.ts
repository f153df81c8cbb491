// Files that go along with a draft: those it had, those of other messages, images that its text shows. Together no more than a
// message may carry, whatever each of them says of itself.

import { failed, ok, type Result } from '#core/result.ts'
import { notFound, Problem } from '#http/problem.ts'
import { mostAttachedBytes } from '../../contract/draft.ts'
import type { Asking } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import type { OpenedBox } from '../http/open-box.ts'
import { type MessageHead, readMessageHead } from '../imap/message-head.ts'
import { attachmentsOf } from '../message/readable-parts.ts'
import type { FileOfMessage } from './build-message.ts'
import type { DraftFile } from './read-draft.ts'
import { readPart } from './read-part.ts'
import { partsOfHead } from './shown-original.ts'

export interface GatheredFile extends FileOfMessage {
  /** Of an image that the text shows there is none. */
  readonly id: string | null
}

interface MessagePlace {
  readonly folder: string
  readonly uid: number
}

/** A file of another message that goes along. */
export interface CopiedFile extends MessagePlace {
  readonly id: string
  readonly part: string
}

export interface FilesWanted {
  /** The version before, with its files; null where there is none. */
  readonly before: { readonly message: MessageHead; readonly files: readonly DraftFile[] } | null
  /** Ids of those of its files that stay. */
  readonly keep: readonly string[]
  readonly copies: readonly CopiedFile[]
  /** What the draft is about, as it was found: it may lie elsewhere than where the copies say. */
  readonly original: { readonly place: MessagePlace; readonly head: MessageHead } | null
  /** Content-IDs of images that the text shows. */
  readonly shown: ReadonlySet<string>
  /** Messages that they may come from, the first that has one. */
  readonly imagesOf: readonly MessageHead[]
  readonly added: GatheredFile | null
  /** Called with how large they are, about, before any is read. */
  readonly beforeReading: (octets: number) => Promise<void>
}

/** A part of a message, before it is read. */
interface Named {
  readonly message: MessageHead
  readonly part: string
  readonly id: string | null
  readonly name: string
  readonly type: string
  readonly contentId: string | null
  readonly octets: number
}

/** How much more than there is may seem to be attached: sizes are worked out from what travels, whose lines may be short. */
const uncertainOctets = mostAttachedBytes / 8

const tooLarge = new Problem(
  'too-large',
  `Files of one message may have ${mostAttachedBytes} octets together.`,
)

export async function gatherFiles(
  opened: OpenedBox,
  wanted: FilesWanted,
  ports: Asking['ports'],
): Promise<Result<readonly GatheredFile[], Problem>> {
  const named = await namedFiles(opened, wanted, ports)
  if (!named.ok) return named
  const { added, beforeReading } = wanted
  const octets = named.value.reduce((sum, file) => sum + file.octets, added?.content.length ?? 0)
  if (octets > mostAttachedBytes + uncertainOctets) return failed(tooLarge)
  await beforeReading(octets)
  let left = mostAttachedBytes - (added?.content.length ?? 0)
  const files: GatheredFile[] = []
  for (const { message, part, id, name, type, contentId } of named.value) {
    const content = await readPart(opened, { message, part, mostOctets: left }, ports)
    if (!content.ok) return content.error.code === 'too-large' ? failed(tooLarge) : content
    left -= content.value.length
    files.push({ id, name, type, content: content.value, contentId })
  }
  return ok(added === null ? files : [...files, added])
}

async function namedFiles(
  opened: OpenedBox,
  wanted: FilesWanted,
  { connections, log }: Asking['ports'],
): Promise<Result<readonly Named[], Problem>> {
  const { before, keep, copies, original, shown, imagesOf } = wanted
  const files: Named[] = before === null ? [] : kept(before, new Set(keep), shown)
  const heads = new Map(original === null ? [] : [[keyOf(original.place), original.head]])
  for (const { id, folder, uid, part } of copies) {
    const key = keyOf({ folder, uid })
    let head = heads.get(key)
    if (head === undefined) {
      const read = await readMessageHead(connections, opened.visit, { folder, uid, fields: [] })
      if (!read.ok) return failed(problemOfMail(read.error, log))
      head = read.value
      heads.set(key, head)
    }
    const file = attachmentsOf(partsOfHead(head), new Set()).find((each) => each.part === part)
    if (file === undefined) return failed(notFound('file'))
    files.push({ ...file, id, message: head, contentId: null })
  }
  return ok([...files, ...imagesShown(imagesOf, shown).filter(isElse(wanted.added))])
}

const keyOf = ({ folder, uid }: MessagePlace): string => `${uid} ${folder}`

/** A picture that comes once more, because an answer was lost, is there once. */
const isElse =
  (added: GatheredFile | null) =>
  ({ contentId }: Named): boolean =>
    added?.contentId == null || contentId !== added.contentId

/** In the order of the message: a person put them so. */
function kept(
  { message, files }: NonNullable<FilesWanted['before']>,
  keep: ReadonlySet<string>,
  shown: ReadonlySet<string>,
): Named[] {
  const attached = new Set(attachmentsOf(partsOfHead(message), shown).map(({ part }) => part))
  return files
    .filter(({ id, part }) => keep.has(id) && attached.has(part))
    .map((file) => ({ ...file, message, contentId: null }))
}

function imagesShown(messages: readonly MessageHead[], shown: ReadonlySet<string>): readonly Named[] {
  const found = new Map<string, Named>()
  for (const message of messages)
    for (const image of partsOfHead(message).inlineImages)
      if (shown.has(image.contentId) && !found.has(image.contentId))
        found.set(image.contentId, { ...image, id: null, message })
  return [...found.values()]
}
