// A body that lies on a spool, and how much of it was read.

import { setImmediate as turn } from 'node:timers/promises'
import type { MessageBody } from '#core/message/message-content.ts'

export interface CountedBody {
  readonly body: MessageBody
  /** All of it. */
  readonly octets: Buffer
  readonly taken: {
    count(): number
    /** Resolves once no piece was taken for many turns of the event loop. */
    untilStill(): Promise<void>
  }
}

const stillTurns = 500

export function countedBody({
  pieces,
  pieceBytes,
}: {
  readonly pieces: number
  readonly pieceBytes: number
}): CountedBody {
  const piece = Buffer.alloc(pieceBytes, 'x')
  let count = 0
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let at = 0; at < pieces; at++) {
      count += 1
      yield piece
    }
  }
  return {
    body: { bytes: pieces * pieceBytes, whole: null, chunks },
    octets: Buffer.alloc(pieces * pieceBytes, 'x'),
    taken: {
      count: () => count,
      async untilStill() {
        for (let before = -1, still = 0; still < stillTurns; before = count) {
          await turn()
          still = before === count ? still + 1 : 0
        }
      },
    },
  }
}
