// The filters of a table as they stand in its address: what is not set is left out, what does not belong to the table
// stays as it is.

export type FilterValues<Name extends string> = Readonly<Record<Name, string | null>>

export function readFilters<Name extends string>(
  search: URLSearchParams,
  names: readonly Name[],
): FilterValues<Name> {
  const entries = names.map((name) => [name, search.get(name)?.trim() || null] as const)
  return Object.fromEntries(entries) as FilterValues<Name>
}

/** The address with these filters changed; null or an empty text takes one away. */
export function writeFilters(
  search: URLSearchParams,
  changes: Readonly<Record<string, string | null>>,
): URLSearchParams {
  const written = new URLSearchParams(search)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value.trim() === '') written.delete(name)
    else written.set(name, value.trim())
  }
  return written
}

/** Whether any of them is set: an empty table then has nothing that fits, else it has nothing at all. */
export const isFiltered = (values: FilterValues<string>): boolean =>
  Object.values(values).some((value) => value !== null)

/** The change that takes all of them off. */
export function noFilter<Name extends string>(values: FilterValues<Name>): Record<Name, null> {
  return Object.fromEntries(Object.keys(values).map((name) => [name, null])) as Record<Name, null>
}

/** For a query: what is set alone. */
export function setFilters<Name extends string>(values: FilterValues<Name>): Partial<Record<Name, string>> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== null),
  ) as Partial<Record<Name, string>>
}
