// How mailauth reads a message of ours. Fed as it likes, it looks at each octet of the header section for its end and at
// each octet of the body for bare line feeds, and copies the body in pieces: a third of the gateway's time at a megabyte;
// and one field folded 80,000 times keeps it, and every session with it, busy for twelve seconds. We know the fields and
// that every line ends in CRLF, so its verifier gets fields and body (body-hashing.ts) at once. The members of the verifier
// that this calls are no promise of the library: docs/decisions/0010-private-members-of-mailauth.md.

import { Readable } from 'node:stream'
import type { MessageContent } from '#core/message/message-content.ts'
import { hashBody } from './body-hashing.ts'
import { type ParsedField, verifiedFields } from './verified-fields.ts'

type Member = (given: unknown) => Promise<void>
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
    const messageHeaders = memberOf(verifier, 'messageHeaders')
    const { head, body } = this.#content
    const parsed = [...verifiedFields(head)]
    verifier.once('finish', () => forgetHops(parsed))
    await messageHeaders({ parsed, original: head })
    await hashBody(verifier, body)
  }

  override _read(): void {
    throw new Error('mailauth read the message in another way than by pipe')
  }
}

/**
 * Once signatures are checked, the library reads every Received field for a list that nobody here asks for: a minute of
 * processor time for one of 900 kB.
 */
function forgetHops(parsed: ParsedField[]): void {
  const others = parsed.filter(({ key }) => key !== 'received')
  parsed.length = 0
  // One by one: as arguments of one call, 130,000 fields are more than the stack takes.
  for (const field of others) parsed.push(field)
}

function memberOf(verifier: NodeJS.WritableStream, name: string): Member {
  const member: unknown = Reflect.get(verifier, name)
  if (!isMember(member)) throw new Error(`mailauth’s verifier has no ${name}`)
  return (given) => member.call(verifier, given)
}
