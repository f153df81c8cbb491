// A message in one piece, for the database only: nothing else needs the whole of a large one in memory.

import type { MessageContent } from '#core/message-content.ts'

export async function wholeContent({ head, body }: MessageContent): Promise<Buffer> {
  if (body.whole !== null) return Buffer.concat([head, body.whole])
  const pieces = [head]
  for await (const chunk of body.chunks()) pieces.push(chunk)
  return Buffer.concat(pieces)
}
