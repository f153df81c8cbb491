// Octets as base64, in pieces: one call takes only so many arguments.

const piece = 0x8000

export function inBase64(octets: Uint8Array): string {
  const pieces: string[] = []
  for (let at = 0; at < octets.length; at += piece)
    pieces.push(String.fromCharCode(...octets.subarray(at, at + piece)))
  return btoa(pieces.join(''))
}
