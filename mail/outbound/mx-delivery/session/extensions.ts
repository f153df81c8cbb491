// What a server says that it can do (RFC 5321 §4.1.1.1).

export interface Extensions {
  readonly startTls: boolean
  readonly pipelining: boolean
  readonly eightBitMime: boolean
  readonly smtputf8: boolean
  /** SIZE was announced: the size of a message may be. */
  readonly size: boolean
  /** Octets (RFC 1870 §4); null where no limit was named. */
  readonly mostOctets: number | null
}

export const noExtensions: Extensions = extensionsIn([])

/** From the lines of the reply to EHLO, the first of which greets. */
export function extensionsIn([, ...lines]: readonly string[]): Extensions {
  const said = new Map(
    lines.map((line) => {
      const [keyword = '', ...parameters] = line.trim().toUpperCase().split(/\s+/)
      return [keyword, parameters]
    }),
  )
  const limit = Number(said.get('SIZE')?.[0] ?? 0)
  return {
    startTls: said.has('STARTTLS'),
    pipelining: said.has('PIPELINING'),
    eightBitMime: said.has('8BITMIME'),
    smtputf8: said.has('SMTPUTF8'),
    size: said.has('SIZE'),
    // 0 is no limit, and so is what is no number.
    mostOctets: Number.isSafeInteger(limit) && limit > 0 ? limit : null,
  }
}
