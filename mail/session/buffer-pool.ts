// Buffers between two users, all of one size. A new one for each piece of each large message keeps the collector busy with
// little else.

export const bufferOctets = 128 * 1024

/** More than are in use at once but for a flood of large messages: then the rest is garbage, as it would be without. */
const mostKept = 64
const kept: Buffer[] = []

/** With anything in it. */
export const takeBuffer = (): Buffer => kept.pop() ?? Buffer.allocUnsafeSlow(bufferOctets)

/** Only by who knows that nobody reads or writes it any more. */
export function returnBuffer(buffer: Buffer): void {
  if (kept.length < mostKept) kept.push(buffer)
}
