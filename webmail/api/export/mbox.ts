// One message as it stands in a file of many (mbox, RFC 4155): its lines end in LF alone, and those that begin as a separator does
// are quoted once more than they are (mboxrd), so that each octet can be had back. Piece by piece, whatever its size. Pure.

const separatorBegins = /^>*(?:F(?:r(?:om?)?)?)?$/

export class MboxQuoting {
  /** Not written yet: whether it is the end of a line, or the beginning of a separator, the next piece says. */
  #held = ''
  /** Where what is held begins. */
  #isLineStart = true

  add(piece: Uint8Array): Buffer {
    const text = this.#held + latin1(piece)
    return this.#write(text, heldFrom(text, this.#isLineStart))
  }

  /** What is still held, and the empty line that parts it from the next one. */
  end(): Buffer {
    const rest = this.#write(this.#held, this.#held.length)
    return Buffer.concat([rest, Buffer.from(this.#isLineStart ? '\n' : '\n\n')])
  }

  #write(text: string, end: number): Buffer {
    const body = text.slice(0, end)
    const wasLineStart = this.#isLineStart
    this.#held = text.slice(end)
    if (body !== '') this.#isLineStart = body.endsWith('\n')
    const quoted = body.replace(/(^|\n)(>*From )/g, (all, before: string, line: string) =>
      before === '' && !wasLineStart ? all : `${before}>${line}`,
    )
    return Buffer.from(quoted.replaceAll('\r\n', '\n'), 'latin1')
  }
}

const latin1 = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('latin1')

/** Where what must wait for the next piece begins. */
function heldFrom(text: string, isLineStart: boolean): number {
  if (text.endsWith('\r')) return text.length - 1
  const line = text.lastIndexOf('\n') + 1
  return (line > 0 || isLineStart) && separatorBegins.test(text.slice(line)) ? line : text.length
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The line before a message: who its envelope named, as the message says it, and when it came, in UTC. */
export function separator(received: Date, beginning: Uint8Array): Buffer {
  const fields = latin1(beginning).split(/\r?\n\r?\n/, 1)[0] ?? ''
  const [, sender = 'MAILER-DAEMON'] = /^Return-Path:[ \t]*<([^\s<>]{1,320})>/im.exec(fields) ?? []
  const two = (number: number): string => String(number).padStart(2, '0')
  const time = [received.getUTCHours(), received.getUTCMinutes(), received.getUTCSeconds()].map(two).join(':')
  const day = `${days[received.getUTCDay()]} ${months[received.getUTCMonth()]} ${String(received.getUTCDate()).padStart(2)}`
  return Buffer.from(`From ${sender} ${day} ${time} ${received.getUTCFullYear()}\n`, 'latin1')
}
