// Messages out of an mbox file (RFC 4155, quoted as mboxrd), as a program that takes them in again reads them.

const isSeparator = (line: string): boolean =>
  /^From \S+ (Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/.test(line)

/** With CRLF, as they lie in the mailbox. */
export function readMbox(file: Buffer): readonly Buffer[] {
  const lines = file.toString('latin1').split('\n')
  const messages: string[][] = []
  for (const [at, line] of lines.entries())
    if (isSeparator(line) && (at === 0 || lines[at - 1] === '')) messages.push([])
    else messages.at(-1)?.push(line.replace(/^>(>*From )/, '$1'))
  return messages.map((message, at) => {
    // The empty line after it, and at the end of the file the end of that line.
    const own = message.slice(0, at === messages.length - 1 ? -2 : -1)
    return Buffer.from(own.map((line) => `${line}\r\n`).join(''), 'latin1')
  })
}
