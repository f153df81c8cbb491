// A picture that the text of a draft shows: one of the kinds that every mail program shows, by its octets, whatever its name says.

import { failed, ok, type Result } from '#core/result.ts'
import { Problem, wrongField } from '#http/problem.ts'
import { contentIdOf, mostPictureBytes } from '../../contract/picture-limits.ts'
import { type ImageType, imageTypeOf } from '../message/image-type.ts'
import type { GatheredFile } from './draft-files.ts'

/** Not what some programs show and others do not. */
const kinds: ReadonlySet<ImageType> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

interface Given {
  readonly id: string
  readonly name: string
  readonly content: Buffer
}

export function pictureOf({ id, name, content }: Given): Result<GatheredFile, Problem> {
  if (content.length > mostPictureBytes)
    return failed(new Problem('too-large', `A picture in a text may have ${mostPictureBytes} octets.`))
  const type = imageTypeOf(content)
  return type !== null && kinds.has(type)
    ? ok({ id: null, name, type, content, contentId: contentIdOf(id) })
    : failed(wrongField('/body', 'no-picture', 'A text shows PNG, JPEG, GIF and WebP alone.'))
}
