// A text inside an SQL statement that stands in a configuration.

/** In single quotes, for PostgreSQL with standard_conforming_strings on. */
export function sqlLiteral(text: string): string {
  if (text.includes('\0')) throw new Error('a text of PostgreSQL has no NUL')
  return `'${text.replaceAll("'", "''")}'`
}
