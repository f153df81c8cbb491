// Which fields of a header section mailauth gets: all, but for signatures and ARC sets that would keep its verifier, and
// every session with it, busy for seconds. What one costs is told beforehand from what it names.

import { type HeaderField, headerFields } from '#core/message/header-fields.ts'

/** As the library's own parser gives them. */
export interface ParsedField {
  readonly key: string
  readonly casedKey: string
  readonly line: Buffer
}

/** RFC 6376 §6.1 lets a verifier stop somewhere: the newest count. More than the names that a message may ask for. */
const mostSignatures = 400
/** In octets that are made canonical, of which 18 MB pass in a second: two signatures over a header section of a megabyte. */
const mostWork = 2_000_000
/** RFC 8617 bounds a chain to fifty sets, and no set in size: ten honest ones have room. */
const mostArcOctets = 40_000
/** Parsed for notifications, and not used. */
const longestReturnPath = 1_000

/** Lines that are no fields are refused before they come here. */
export function verifiedFields(head: Buffer): readonly ParsedField[] {
  const fields = [...headerFields(head)].map((field) => parsedField(head, field))
  const octets = octetsByName(fields)
  const budget = new WorkBudget(octets, fields.length)
  let signatures = 0
  const affordable = fields.filter(({ key, line }) => {
    if (key === 'return-path') return line.length <= longestReturnPath
    return key !== 'dkim-signature' || (++signatures <= mostSignatures && budget.allows(line))
  })
  return isChainAffordable(affordable, octets, budget)
    ? affordable
    : affordable.filter(({ key }) => !isArc(key))
}

function parsedField(head: Buffer, { name, start, end }: HeaderField): ParsedField {
  const line = withoutLineEnd(head.subarray(start, end))
  const casedKey = line.toString('latin1', 0, line.indexOf(0x3a)).trimEnd()
  return { key: name ?? casedKey, casedKey, line }
}

function octetsByName(fields: readonly ParsedField[]): ReadonlyMap<string, number> {
  const octets = new Map<string, number>()
  for (const { key, line } of fields) octets.set(key, (octets.get(key) ?? 0) + line.length)
  return octets
}

const arcNames = ['arc-seal', 'arc-message-signature', 'arc-authentication-results']
const isArc = (key: string): boolean => arcNames.includes(key)

/** A chain with a set missing would be one that fails: it counts whole or not at all. */
function isChainAffordable(
  fields: readonly ParsedField[],
  octets: ReadonlyMap<string, number>,
  budget: WorkBudget,
): boolean {
  const all = arcNames.reduce((sum, name) => sum + (octets.get(name) ?? 0), 0)
  if (all > mostArcOctets) return false
  return fields.every(({ key, line }) => key !== 'arc-message-signature' || budget.allows(line))
}

/** Measured beside an octet made canonical: to read one of a signature, at worst, and to compare a name of `h=` with a field’s. */
const readingWork = 12
const comparisonWork = 0.1

class WorkBudget {
  readonly #octets: ReadonlyMap<string, number>
  readonly #fields: number
  #left = mostWork

  constructor(octets: ReadonlyMap<string, number>, fields: number) {
    this.#octets = octets
    this.#fields = fields
  }

  /** True, and spent, when a signature can still be verified. */
  allows(signature: Buffer): boolean {
    const reading = signature.length * readingWork
    if (reading > this.#left) return false
    const work = reading + this.#verifying(signature)
    if (work > this.#left) return false
    this.#left -= work
    return true
  }

  /** The type of the content is read for each signature. */
  #verifying(signature: Buffer): number {
    const names = signedNames(signature.toString('latin1'))
    const signed = [...new Set(names), 'content-type'].map((name) => this.#octets.get(name) ?? 0)
    return signed.reduce((sum, each) => sum + each, names.length * this.#fields * comparisonWork)
  }
}

const signedNames = (signature: string): readonly string[] =>
  [...signature.matchAll(/[:;]\s*h\s*=([^;]*)/gi)].flatMap(([, names = '']) =>
    names.split(':').map((name) => name.trim().toLowerCase()),
  )

const lineEnd = Buffer.from('\r\n')
const withoutLineEnd = (field: Buffer): Buffer =>
  field.subarray(0, field.length - (field.subarray(-2).equals(lineEnd) ? 2 : 0))
