// How mailauth reads a message of ours. Fed as it likes, it looks at each octet of the header section for its end and at
// each octet of the body for bare line feeds, and copies the body in pieces: a third of the gateway's time at a megabyte.
// We know where the header section ends and that every line ends in CRLF, so its verifier gets both at once. The members
// of the verifier that this calls are no promise of the library: docs/decisions/0010-members-of-mailauth.md.

import { Readable } from 'node:stream'
import type { MessageContent } from '#core/message-content.ts'

type Member = (octets: Buffer) => Promise<void>
const isMember = (value: unknown): value is Member => typeof value === 'function'

/** For mailauth's `input`: it pipes whatever looks like a stream into its verifier. */
export class VerifierInput extends Readable {
  readonly #content: MessageContent

  constructor(content: MessageContent) {
    super()
    this.#content = content
  }

  override pipe<Destination extends NodeJS.WritableStream>(verifier: Destination): Destination {
    this.#feed(verifier).then(
      () => verifier.end(),
      (error: unknown) => this.destroy(error instanceof Error ? error : new Error('the message broke off')),
    )
    return verifier
  }

  async #feed(verifier: NodeJS.WritableStream): Promise<void> {
    const emitHeaders = memberOf(verifier, 'emitHeaders')
    const nextChunk = memberOf(verifier, 'nextChunk')
    const { head, body } = this.#content
    await emitHeaders(head)
    if (body.whole === null) for await (const chunk of body.chunks()) await nextChunk(chunk)
    else if (body.whole.length > 0) await nextChunk(body.whole)
  }

  override _read(): void {
    throw new Error('mailauth read the message in another way than by pipe')
  }
}

function memberOf(verifier: NodeJS.WritableStream, name: string): Member {
  const member: unknown = Reflect.get(verifier, name)
  if (!isMember(member)) throw new Error(`mailauth’s verifier has no ${name}`)
  return (octets) => member.call(verifier, octets)
}
