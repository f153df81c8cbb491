// How an answer names what it answers (RFC 5322 §3.6.4). Pure.

import { rawField } from '#core/message/decoded-field.ts'
import { messageIdsIn } from '../imap/message-ids.ts'

export interface Threading {
  /** `<…>`, or empty. */
  readonly inReplyTo: string
  readonly references: readonly string[]
}

export const noThreading: Threading = { inReplyTo: '', references: [] }

/** The first says where the conversation began; of the rest, the last ones count. */
const mostReferences = 40

interface Answered {
  readonly messageId: string
  readonly inReplyTo: string
  readonly fields: Buffer
}

/** What is passed on answers nothing, and belongs to the conversation all the same. */
export function threadingTo(
  { messageId, inReplyTo, fields }: Answered,
  kind: 'reply' | 'forward',
): Threading {
  const [id] = messageIdsIn(messageId)
  if (id === undefined) return noThreading
  const written = messageIdsIn(rawField(fields, 'references'))
  const parents = messageIdsIn(inReplyTo)
  const before = written.length > 0 ? written : parents.length === 1 ? parents : []
  return {
    inReplyTo: kind === 'reply' ? id : '',
    references: bounded([...before.filter((each) => each !== id), id]),
  }
}

/** As it stands in a draft. */
export const threadingOf = ({ inReplyTo, fields }: Omit<Answered, 'messageId'>): Threading => ({
  inReplyTo: messageIdsIn(inReplyTo)[0] ?? '',
  references: bounded(messageIdsIn(rawField(fields, 'references'))),
})

const bounded = (ids: readonly string[]): readonly string[] =>
  ids.length <= mostReferences ? ids : [...ids.slice(0, 1), ...ids.slice(1 - mostReferences)]
