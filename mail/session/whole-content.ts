// A message in one piece, for the database and for the thread that reads it: nothing else needs the whole of a large one in
// memory.

import { contentBytes, type MessageContent } from '#core/message/message-content.ts'

/** In memory that is nobody else's. */
export async function wholeContent(content: MessageContent): Promise<Buffer> {
  const whole = Buffer.allocUnsafeSlow(contentBytes(content))
  let filled = content.head.copy(whole)
  for await (const chunk of content.body.chunks()) filled += chunk.copy(whole, filled)
  return whole
}
