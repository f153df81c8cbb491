// A message as bytes, never as a string. The header section is always in memory, because we read and add to it; the
// body may rest in a file and is only ever streamed, by several readers at once.

export interface MessageBody {
  readonly bytes: number
  /** The whole body when it is in memory, null when it must be streamed. */
  readonly whole: Buffer | null
  /**
   * A new reader from the first byte; readers are independent. A chunk is on loan until the next one is asked for: whoever
   * keeps some of it copies it.
   */
  chunks(): AsyncIterable<Buffer>
}

export interface MessageContent {
  /** Header section with the empty line that ends it (RFC 5322 §2.1); empty line and body may both be missing. */
  readonly head: Buffer
  readonly body: MessageBody
}

/** A body that is in memory. */
export const bodyInMemory = (whole: Buffer): MessageBody => ({
  bytes: whole.length,
  whole,
  async *chunks() {
    if (whole.length > 0) yield whole
  },
})

/** The length of the message in bytes. */
export const contentBytes = ({ head, body }: MessageContent): number => head.length + body.bytes
