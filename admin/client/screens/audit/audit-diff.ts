// What stood there before and after a change, property by property; what differs comes first.

type Side = Readonly<Record<string, unknown>> | null

export interface DiffRow {
  readonly property: string
  /** Undefined: the property was not there. */
  readonly before: unknown
  readonly after: unknown
  readonly differs: boolean
}

export function auditDiff(before: Side, after: Side): readonly DiffRow[] {
  const properties = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  const rows = properties.map((property) => {
    const [was, is] = [before?.[property], after?.[property]]
    return { property, before: was, after: is, differs: JSON.stringify(was) !== JSON.stringify(is) }
  })
  return [...rows.filter(({ differs }) => differs), ...rows.filter(({ differs }) => !differs)]
}

export interface ValueWords {
  readonly yes: string
  readonly no: string
  readonly nothing: string
  readonly moment: (instant: string) => string
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/

/** A value of the log as a person reads it: lists on one line, instants as dates, anything else as it is written down. */
export function shownValue(value: unknown, words: ValueWords): string {
  if (value === undefined || value === null || value === '') return words.nothing
  if (value === true) return words.yes
  if (value === false) return words.no
  if (Array.isArray(value))
    return value.length === 0 ? words.nothing : value.map((each) => shownValue(each, words)).join(', ')
  if (typeof value === 'string' && instant.test(value)) return words.moment(value)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
