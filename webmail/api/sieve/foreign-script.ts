// What another program wrote, taken apart so that it can stand within our script: what it requires goes to the top of the whole,
// where alone it may stand (RFC 5228 §3.2). Pure.

export interface ForeignScript {
  readonly needs: readonly string[]
  /** All that follows; without a line end. */
  readonly commands: string
}

/** One token (RFC 5228 §2.3, §8.1); each form begins otherwise, so that no text is looked at twice. */
const token =
  /(?<skipped>\s+|#[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/)|"(?<string>(?:[^"\\]|\\[\s\S])*)"|(?<word>[a-z_]\w*)|(?<sign>[[\],;])/iy

/** Of a text that Dovecot compiles; what it requires in another place than its beginning stays there, and Dovecot refuses the whole. */
export function parseForeignScript(script: string): ForeignScript {
  const needs: string[] = []
  let end = 0
  let found = requirementAt(script, 0)
  while (found !== null) {
    needs.push(...found.needs)
    end = found.end
    found = requirementAt(script, end)
  }
  return { needs, commands: script.slice(end).trim() }
}

/** One `require` command, to its semicolon; null where something else stands. */
function requirementAt(
  script: string,
  from: number,
): { readonly needs: readonly string[]; readonly end: number } | null {
  const needs: string[] = []
  let isBegun = false
  for (let at = from; ; at = token.lastIndex) {
    token.lastIndex = at
    const { skipped, string, word, sign } = token.exec(script)?.groups ?? {}
    if (skipped !== undefined) continue
    if (!isBegun && word?.toLowerCase() === 'require') isBegun = true
    else if (!isBegun) return null
    else if (string !== undefined) needs.push(string.replace(/\\([\s\S])/g, '$1'))
    else if (sign === ';') return { needs, end: token.lastIndex }
    else if (sign === undefined) return null
  }
}
