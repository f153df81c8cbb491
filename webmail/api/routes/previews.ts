// A file of a message as text, for whoever wants to see it before they keep it.

import type { z } from 'zod'
import { failed, ok } from '#core/result.ts'
import { notFound, type Problem } from '#http/problem.ts'
import { type filePreview, previewRoutes } from '../../contract/preview.ts'
import { implement } from '../http/handler.ts'
import { openBox } from '../http/open-box.ts'
import { type AttachedPart, attachmentsOf } from '../message/readable-parts.ts'
import { type NoPreview, noPreview, type Preview } from '../preview/preview.ts'
import { readPart } from '../writing/read-part.ts'
import { partsOf } from './message-view.ts'
import { messageAt } from './messages.ts'

/** What a message may carry, decoded. */
const mostOctets = 32 * 1024 * 1024

export const previewHandlers = implement(previewRoutes, {
  'GET /boxes/{box}/preview': async ({ params, query }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    const { ports, person } = context
    const message = await messageAt(opened.value, query, ports)
    if (!message.ok) return message.error
    const file = attachmentsOf(partsOf(message.value), new Set()).find(({ part }) => part === query.part)
    if (file === undefined) return notFound('file')
    if (file.octets > mostOctets) return shown(noPreview('too-large'))
    const read = await ports.previews.read<Problem | NoPreview>(person.id, async () => {
      const content = await readPart(
        opened.value,
        { message: message.value, part: file.part, mostOctets },
        ports,
      )
      if (content.ok) return ok({ name: messageName(file), content: content.value })
      return failed(content.error.code === 'too-large' ? 'too-large' : content.error)
    })
    if (read.ok) return shown(read.value)
    return typeof read.error === 'string' ? shown(noPreview(read.error)) : read.error
  },
})

/** A message is attached under its subject, and its type alone says what it is. */
const messageName = ({ name, type }: Pick<AttachedPart, 'name' | 'type'>): string =>
  /^message\/(?:rfc822|global)$/i.test(type) && !/\.eml$/i.test(name) ? `${name}.eml` : name

/** What is never changed here the contract has as what may be. */
function shown(preview: Preview): z.input<typeof filePreview> {
  switch (preview.kind) {
    case 'none':
      return preview
    case 'message':
      return {
        ...preview,
        ...{ from: [...preview.from], to: [...preview.to], files: [...preview.files] },
        at: preview.at?.toISOString() ?? null,
      }
    case 'archive':
      return { ...preview, entries: [...preview.entries] }
    case 'pieces':
      return {
        ...preview,
        pieces: preview.pieces.map((piece) =>
          piece.kind === 'text' ? piece : { ...piece, rows: piece.rows.map((row) => [...row]) },
        ),
      }
  }
}
