// A message without what only we write into one: for whoever keeps a copy of it, and before it leaves.

import { type HeaderField, headerFields } from './header-fields.ts'
import { ownFieldPrefix } from './own-header-fields.ts'

const ownPrefix = ownFieldPrefix.toLowerCase()

/** False for a field of ours, and for a line that is none. */
export const isForeignField = ({ name }: HeaderField): boolean => name !== null && !name.startsWith(ownPrefix)

/** `content` is whole; its body is not touched. */
export function stripOwnFields(content: Buffer): Buffer {
  const fields = [...headerFields(content)]
  if (fields.every(isForeignField)) return content
  const end = fields.at(-1)?.end ?? 0
  const kept = fields.filter(isForeignField).map((field) => content.subarray(field.start, field.end))
  return Buffer.concat([...kept, content.subarray(end)])
}
