// The pictures of one message that is being written: what the text shows of them, and those that come into it.

import type { Editor } from '@tiptap/core'
import { useEffect, useState } from 'react'
import { contentIdOf } from '../../../contract/picture-limits.ts'
import { addressOf, api } from '../../api.ts'
import { useWords } from '../../words/words.tsx'
import { noted } from '../draft/saving-ports.ts'
import type { Saving, SavingState } from '../draft/saving-state.ts'
import type { ShownPictures } from './picture.ts'
import { type PictureFile, pictureFile } from './picture-file.ts'
import { widthOf } from './picture-size.ts'
import { isPictureMissing, type Picture } from './pictures.ts'

/** A line that was away may be back. */
const againMs = 10_000

/** Shows what is here, and fetches what the server has. */
export function useShownPictures(saving: Saving): ShownPictures {
  const lost = useWords().pictures.lost
  const [addresses] = useState(() => new Map<string, string>())
  useEffect(() => {
    const asked = new Set<string>()
    const again = new Set<ReturnType<typeof setTimeout>>()
    let isOpen = true
    const laterAgain = (contentId: string): void => {
      const timer = setTimeout(() => {
        again.delete(timer)
        asked.delete(contentId)
        fetchAll()
      }, againMs)
      again.add(timer)
    }
    const fetchAll = (): void => {
      for (const picture of saving.state().pictures) {
        if (picture.octets !== null || !picture.kept || asked.has(picture.contentId)) continue
        asked.add(picture.contentId)
        void octetsOf(picture, saving.state()).then((octets) => {
          if (octets !== null) saving.octetsCame(picture.contentId, octets)
          else if (isOpen) laterAgain(picture.contentId)
        })
      }
    }
    const stop = saving.watch(fetchAll)
    fetchAll()
    return () => {
      isOpen = false
      stop()
      for (const timer of again) clearTimeout(timer)
      for (const address of addresses.values()) URL.revokeObjectURL(address)
      addresses.clear()
    }
  }, [saving, addresses])
  const [shown] = useState<ShownPictures>(() => ({
    lost,
    addressOf(contentId) {
      const known = addresses.get(contentId)
      if (known !== undefined) return known
      const octets = saving.state().pictures.find((each) => each.contentId === contentId)?.octets
      if (octets == null) return null
      const address = URL.createObjectURL(octets)
      addresses.set(contentId, address)
      return address
    },
    has: (contentId) => saving.state().pictures.some((each) => each.contentId === contentId),
    isLost: (contentId) => isPictureMissing(saving.state().pictures, `<img src="cid:${contentId}">`),
    watch: (listener) => saving.watch(listener),
  }))
  return shown
}

/** Null where nothing comes of it: the picture stays in the draft all the same. */
async function octetsOf(picture: Picture, { box, draft, place }: SavingState): Promise<File | null> {
  try {
    const known = place !== null && picture.part !== null ? { ...place, part: picture.part } : null
    return (known === null ? null : await fetched(box, known, picture)) ?? (await sought(box, draft, picture))
  } catch {
    return null
  }
}

interface PlaceOfPart {
  readonly folder: string
  readonly uid: number
  readonly part: string
}

async function fetched(box: string, query: PlaceOfPart, { name, type }: Picture): Promise<File | null> {
  const answer = await fetch(addressOf('GET /boxes/{box}/attachment', { params: { box }, query }))
  return answer.ok ? new File([await answer.blob()], name, { type }) : null
}

/** Wherever it is by now. */
async function sought(box: string, draft: string, picture: Picture): Promise<File | null> {
  const { place } = await noted(api('GET /boxes/{box}/drafts/{draft}', { params: { box, draft } }))
  const { pictures } = await noted(api('GET /boxes/{box}/draft', { params: { box }, query: place }))
  const found = pictures.find(({ contentId }) => contentId === picture.contentId)
  return found === undefined ? null : await fetched(box, { ...place, part: found.part }, picture)
}

interface PlacedIn {
  readonly editor: Editor
  readonly saving: Saving
  readonly alt: string
  /** Those for which there is room. */
  readonly fitting: (pictures: readonly File[]) => readonly File[]
}

/** Into the text where the cursor is. Those that are no pictures, or larger than a text shows, are given back. */
export async function placePictures(
  files: readonly File[],
  { editor, saving, alt, fitting }: PlacedIn,
): Promise<readonly File[]> {
  const read = await Promise.all(files.map(pictureFile))
  const come = fitting(read.flatMap((each) => (each === null ? [] : [each.file])))
  const given = read
    .filter((each): each is PictureFile => each !== null && come.includes(each.file))
    .map((each) => ({ ...each, id: crypto.randomUUID() }))
  if (given.length > 0 && !editor.isDestroyed) {
    saving.show(given)
    editor
      .chain()
      .focus()
      .insertContent(
        given.map(({ id, file, width }) => ({
          type: 'picture',
          attrs: {
            src: `cid:${contentIdOf(id)}`,
            alt: altOf(file.name, alt),
            width: String(widthOf('text', width)),
          },
        })),
      )
      .run()
    saving.wake()
  }
  return files.filter((_, index) => read[index] === null)
}

/** What a person called it says more than what a program did. */
function altOf(name: string, otherwise: string): string {
  const stem = name.replace(/\.[^.]*$/, '').trim()
  return stem === '' || /^(?:image|img|capture|screenshot|unnamed)?[\W\d_]*$/i.test(stem) ? otherwise : stem
}
