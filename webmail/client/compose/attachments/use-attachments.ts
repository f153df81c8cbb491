// What somebody gives to a message, by a button, dropped or pasted: pictures into its text, anything beside it; no more together
// than a message may carry. What is too heavy is offered as a link.

import type { Editor } from '@tiptap/core'
import { useState } from 'react'
import { useFormat } from '#ui/format/use-format.ts'
import { mostAttachedBytes } from '../../../contract/draft-limits.ts'
import { mostSharedBytes, offeredAsLinkBytes } from '../../../contract/shared-file-limits.ts'
import { useWords } from '../../words/words.tsx'
import type { Saving } from '../draft/saving-state.ts'
import { pictureBytes } from '../editor/pictures.ts'
import { placePictures } from '../editor/use-pictures.ts'
import { bytesOf } from './attachments.ts'

export interface GivenFiles {
  readonly attach: (files: readonly File[]) => void
  /** Those that are no pictures are attached. */
  readonly place: (files: readonly File[], editor: Editor | null) => void
  /** One that was offered as a link. */
  readonly attachAnyway: (file: File) => void
  /** Why one of them did not come; null where all did. */
  readonly tooLarge: string | null
  readonly forget: () => void
}

/** What is offered as a link in place of an attachment. */
export interface HeavyFile {
  readonly file: File
  /** It could go along all the same. */
  readonly attachable: boolean
}

export interface FilesAsked {
  readonly held: boolean
  readonly onHeavy: (files: readonly HeavyFile[]) => void
}

export interface SortedFiles {
  readonly come: readonly File[]
  readonly heavy: readonly HeavyFile[]
  /** The first that is too large for a link as well. */
  readonly never: File | null
}

/** What becomes of files given to a message that has so many octets: no more together than it carries, none larger than `most`. */
export function sortedFiles(files: readonly File[], bytes: number, most: number): SortedFiles {
  let sum = bytes
  const come: File[] = []
  const heavy: HeavyFile[] = []
  for (const file of files) {
    const attachable = sum + file.size <= mostAttachedBytes
    if (attachable && file.size <= most) {
      sum += file.size
      come.push(file)
    } else heavy.push({ file, attachable })
  }
  return {
    come,
    heavy: heavy.filter(({ file }) => file.size <= mostSharedBytes),
    never: heavy.find(({ file }) => file.size > mostSharedBytes)?.file ?? null,
  }
}

export function useAttachments(saving: Saving, { held, onHeavy }: FilesAsked): GivenFiles {
  const words = useWords()
  const format = useFormat()
  const [tooLarge, setTooLarge] = useState<string | null>(null)
  const bytesNow = (): number => {
    const { attachments, pictures, content } = saving.state()
    return bytesOf(attachments) + pictureBytes(pictures, content.html)
  }
  const fitting = (
    files: readonly File[],
    say: (name: string, size: string, most: string) => string,
  ): readonly File[] => {
    const { come } = sortedFiles(files, bytesNow(), mostAttachedBytes)
    const refused = files.find((file) => !come.includes(file))
    if (refused !== undefined)
      setTooLarge(say(refused.name, format.size(refused.size), format.size(mostAttachedBytes)))
    return come
  }
  const add = (files: readonly File[]): void => {
    const { come, heavy, never } = sortedFiles(files, bytesNow(), offeredAsLinkBytes)
    if (never !== null)
      setTooLarge(words.sharing.tooLarge(never.name, format.size(never.size), format.size(mostSharedBytes)))
    if (come.length > 0) saving.attach(come)
    if (heavy.length > 0) onHeavy(heavy)
  }
  const attach = (files: readonly File[]): void => {
    if (held) return
    setTooLarge(null)
    add(files)
  }
  const place = (files: readonly File[], editor: Editor | null): void => {
    if (held) return
    setTooLarge(null)
    if (editor === null) {
      add(files)
      return
    }
    const fittingPictures = (pictures: readonly File[]) => fitting(pictures, words.pictures.full)
    const placed = placePictures(files, {
      ...{ editor, saving, alt: words.pictures.unnamed },
      fitting: fittingPictures,
    })
    saving.expect(placed.then((others) => others.length > 0 && add(others)))
  }
  const attachAnyway = (file: File): void => {
    const come = fitting([file], words.sharing.noRoom)
    if (come.length > 0) saving.attach(come)
  }
  return {
    attach,
    place,
    attachAnyway,
    tooLarge,
    forget: () => setTooLarge(null),
  }
}
