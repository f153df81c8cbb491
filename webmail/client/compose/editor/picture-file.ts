// Which of the files that somebody gives to a text are pictures that it can show: by their octets, and by whether this browser can
// read them to their end.

import { mostPictureBytes } from '../../../contract/picture-limits.ts'
import { imageKind } from '../../reading/preview/image-kind.ts'

export const pictureTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const

export interface PictureFile {
  readonly file: File
  /** Pixels. */
  readonly width: number
}

const headOctets = 16

/** Null for what goes along as a file. */
export async function pictureFile(file: File): Promise<PictureFile | null> {
  if (file.size > mostPictureBytes) return null
  try {
    const type = imageKind(await file.slice(0, headOctets).arrayBuffer())
    if (type === null) return null
    const bitmap = await createImageBitmap(file)
    const { width } = bitmap
    bitmap.close()
    return { file: file.type === type ? file : new File([file], file.name, { type }), width }
  } catch {
    return null
  }
}

/** While a file hangs over the page its kind is all that is known of it. */
export const mayBePicture = ({ items }: DataTransfer): boolean =>
  [...items].some(({ kind, type }) => kind === 'file' && pictureTypes.some((each) => each === type))
