// What another program wrote, taken apart so that it can stand within our script: what it requires goes to the top of the whole,
// where alone it may stand (RFC 5228 §3.2). Pure.

export interface KeptText {
  readonly needs: readonly string[]
  /** All that follows; without a line end. */
  readonly commands: string
}

const skipped = /(?:\s|#[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/y
const name = /"(?:[^"\\]|\\[\s\S])*"/
const required = new RegExp(
  `require\\s*(?:${name.source}|\\[(?:${name.source}|[\\s,]|#[^\\n]*\\n|/\\*[\\s\\S]*?\\*/)*\\])\\s*;`,
  'iy',
)
const names = new RegExp(`${name.source}|#[^\\n]*\\n|/\\*[\\s\\S]*?\\*/`, 'g')

/** Of a text that Dovecot compiles; what it requires in another place than its beginning stays there, and Dovecot refuses the whole. */
export function keptTextOf(script: string): KeptText {
  const needs: string[] = []
  let at = 0
  for (;;) {
    skipped.lastIndex = at
    const next = at + (skipped.exec(script)?.[0].length ?? 0)
    required.lastIndex = next
    const found = required.exec(script)?.[0]
    if (found === undefined) return { needs, commands: script.slice(at).trim() }
    for (const [text] of found.slice('require'.length).matchAll(names))
      if (text.startsWith('"')) needs.push(text.slice(1, -1).replace(/\\(.)/g, '$1'))
    at = next + found.length
  }
}
