// The pictures that the text of a message shows: named by the text, with their octets in this browser, in the draft as the server
// has it, or on their way there. The text alone says which are wanted: one that is taken out of it is gone with the next change,
// and one that comes back by « Annuler » goes to the server once more.

import { contentIdOf } from '../../../contract/picture-limits.ts'
import type { SavedDraft } from '../draft/draft.ts'

export interface Picture {
  readonly contentId: string
  readonly name: string
  readonly type: string
  readonly bytes: number
  /** Null where this browser has not fetched it. */
  readonly octets: File | null
  /** The server has it. */
  readonly kept: boolean
  /** Of the draft as it was saved last; null where that is not known. */
  readonly part: string | null
  /** The server will not have it. */
  readonly refused: boolean
  /** What came instead of an answer, where it was refused by one. */
  readonly problem: unknown
}

/** One that is given to a text, under a new id. */
export interface GivenPicture {
  readonly id: string
  readonly file: File
}

export type SavedPicture = SavedDraft['pictures'][number]

export const givenPicture = ({ id, file }: GivenPicture): Picture => ({
  ...{ contentId: contentIdOf(id), name: file.name, type: file.type, bytes: file.size },
  ...{ octets: file, kept: false, part: null, refused: false, problem: null },
})

export const keptPictures = (saved: readonly SavedPicture[]): readonly Picture[] =>
  saved.map((picture) => ({ ...picture, octets: null, kept: true, refused: false, problem: null }))

/** What the server has of them now. */
export function takePictures(before: readonly Picture[], saved: readonly SavedPicture[]): readonly Picture[] {
  const there = new Map(saved.map((picture) => [picture.contentId, picture]))
  const known = before.map((picture) => {
    const part = there.get(picture.contentId)?.part
    there.delete(picture.contentId)
    return part === undefined
      ? { ...picture, kept: false, part: null }
      : { ...picture, kept: true, part, refused: false, problem: null }
  })
  return [...known, ...keptPictures([...there.values()])]
}

const ownId = /^([\da-f-]{36})@/

/** A picture of ours, by its id: what another program named can be shown, and not be sent once more under that name. */
export function ownPictureId(contentId: string): string | null {
  const id = ownId.exec(contentId)?.[1]
  return id !== undefined && contentIdOf(id) === contentId ? id : null
}

export const isNamed = (html: string, contentId: string): boolean => html.includes(`cid:${contentId}"`)

/** Content-IDs that a text names, of ours. */
export const namedIn = (html: string): readonly string[] =>
  [...html.matchAll(/<img\b[^>]*?\ssrc="cid:([^"]+)"/g)].flatMap(([, id = '']) =>
    ownPictureId(id) === null ? [] : id,
  )

/** Those that the text names and the server lacks, in its order. */
export const picturesToSend = (pictures: readonly Picture[], html: string): readonly Picture[] =>
  pictures.filter(
    ({ contentId, octets, kept, refused }) =>
      !kept && !refused && octets !== null && ownPictureId(contentId) !== null && isNamed(html, contentId),
  )

/** The text names one that is nowhere, or will not be: it must not leave so. */
export const isPictureMissing = (pictures: readonly Picture[], html: string): boolean =>
  namedIn(html).some((id) => {
    const picture = pictures.find(({ contentId }) => contentId === id)
    return picture === undefined || (!picture.kept && (picture.refused || picture.octets === null))
  }) ||
  // Of another program: taken out and put back, it goes nowhere under that name.
  pictures.some(
    ({ contentId, kept }) => !kept && ownPictureId(contentId) === null && isNamed(html, contentId),
  )

/** Of those that go along: what the text names, and what it quotes. */
export const pictureBytes = (pictures: readonly Picture[], html: string): number =>
  pictures.reduce(
    (sum, { contentId, bytes, kept }) => sum + (kept || isNamed(html, contentId) ? bytes : 0),
    0,
  )
