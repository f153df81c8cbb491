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
import { readPart } from './read-part.ts'
import { partsOfHead } from './shown-original.ts'

export interface FilesWanted {
  /** Parts of the version before that stay; null where there is none. */
  readonly before: MessageHead | null
  readonly keep: readonly string[]
  readonly copies: readonly { readonly folder: string; readonly uid: number; readonly part: string }[]
  /** Content-IDs of images that the text shows. */
  readonly shown: ReadonlySet<string>
  /** Messages that they may come from, the first that has one. */
  readonly imagesOf: readonly MessageHead[]
  readonly added: FileOfMessage | null
  /** Called with how large they are, about, before any is read. */
  readonly beforeReading: (octets: number) => Promise<void>
}

/** A part of a message, before it is read. */
interface Named {
  readonly message: MessageHead
  readonly part: string
  readonly name: string
  readonly type: string
  readonly contentId: string | null
  readonly octets: number
}

const tooLarge = new Problem(
  'too-large',
  `Files of one message may have ${mostAttachedBytes} octets together.`,
)

export async function gatherFiles(
  opened: OpenedBox,
  wanted: FilesWanted,
  ports: Asking['ports'],
): Promise<Result<readonly FileOfMessage[], Problem>> {
  const named = await namedFiles(opened, wanted, ports)
  if (!named.ok) return named
  const { added, beforeReading } = wanted
  const octets = named.value.reduce((sum, file) => sum + file.octets, added?.content.length ?? 0)
  await beforeReading(octets)
  let left = mostAttachedBytes - (added?.content.length ?? 0)
  const files: FileOfMessage[] = []
  for (const { message, part, name, type, contentId } of named.value) {
    const content = await readPart(opened, { message, part, mostOctets: left }, ports)
    if (!content.ok) return content.error.code === 'too-large' ? failed(tooLarge) : content
    left -= content.value.length
    files.push({ name, type, content: content.value, contentId })
  }
  return ok(added === null ? files : [...files, added])
}

async function namedFiles(
  opened: OpenedBox,
  { before, keep, copies, shown, imagesOf }: FilesWanted,
  { connections, log }: Asking['ports'],
): Promise<Result<readonly Named[], Problem>> {
  const files: Named[] = before === null ? [] : kept(before, keep, shown)
  const heads = new Map<string, MessageHead>()
  for (const { folder, uid, part } of copies) {
    const key = `${uid} ${folder}`
    let head = heads.get(key)
    if (head === undefined) {
      const read = await readMessageHead(connections, opened.visit, { folder, uid, fields: [] })
      if (!read.ok) return failed(problemOfMail(read.error, log))
      head = read.value
      heads.set(key, head)
    }
    const file = attachmentsOf(partsOfHead(head), new Set()).find((each) => each.part === part)
    if (file === undefined) return failed(notFound('file'))
    files.push({ ...file, message: head, contentId: null })
  }
  return ok([...files, ...imagesShown(imagesOf, shown)])
}

/** In the order of the message: a person put them so. */
function kept(before: MessageHead, keep: readonly string[], shown: ReadonlySet<string>): Named[] {
  const wanted = new Set(keep)
  return attachmentsOf(partsOfHead(before), shown)
    .filter(({ part }) => wanted.has(part))
    .map((file) => ({ ...file, message: before, contentId: null }))
}

function imagesShown(messages: readonly MessageHead[], shown: ReadonlySet<string>): readonly Named[] {
  const found = new Map<string, Named>()
  for (const message of messages)
    for (const image of partsOfHead(message).inlineImages)
      if (shown.has(image.contentId) && !found.has(image.contentId))
        found.set(image.contentId, { ...image, message })
  return [...found.values()]
}
