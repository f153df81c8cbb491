// Records for the fake name server, written as in a master file: `away.test TXT v=spf1 -all`. Several character-strings
// of one TXT record are quoted; `away.test SERVFAIL` is a name that cannot be answered for.

/** By question, as the fake name server wants them. */
export function zoneLines(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const records = new Map<string, string[]>()
  for (const line of lines) {
    const match = /^(\S+|"[^"]+") ([A-Z]+)(?: (.*))?$/s.exec(line)
    if (match === null) throw new Error(`not a record: ${line}`)
    const [, name = '', type = '', value] = match
    const question = `${type} ${name.replaceAll('"', '').toLowerCase()}`
    const values = records.get(question) ?? []
    if (value !== undefined) values.push(unquoted(value))
    records.set(question, values)
  }
  return records
}

const unquoted = (value: string): string =>
  value.startsWith('"') ? value.slice(1, -1).split('" "').join('\0') : value
