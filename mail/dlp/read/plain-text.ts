// Text files in the character set they most likely have: what a byte-order mark says, UTF-8 when it is valid, else Windows-1252.

export function decodedText(content: Buffer): string {
  if (content[0] === 0xff && content[1] === 0xfe) return new TextDecoder('utf-16le').decode(content)
  if (content[0] === 0xfe && content[1] === 0xff) return new TextDecoder('utf-16be').decode(content)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return new TextDecoder('windows-1252').decode(content)
  }
}

const control = /(?![\s\x80-\x9f])\p{Cc}/gu

/** No NUL and few control characters at its beginning. */
export function looksLikeText(content: Buffer): boolean {
  if (/^(?:\xff\xfe|\xfe\xff)/.test(content.toString('latin1', 0, 2))) return true
  const start = content.toString('latin1', 0, 4096)
  return !start.includes('\0') && (start.match(control)?.length ?? 0) <= start.length / 50
}

const runs = /[\x20-\x7e\xa0-\xff\t]{6,}/g

/** Documents of Word and Excel before 2007: whatever stands in them as letters, of one octet or of two. */
export function textRuns(content: Buffer): string {
  const narrow = content.toString('latin1').match(runs) ?? []
  const wide = content.toString('utf16le').match(runs) ?? []
  return [...narrow, ...wide].join('\n')
}
