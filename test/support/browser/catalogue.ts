// The texts of a catalogue of words, and the rules that each keeps.

/** Every text of a catalogue with its path. */
export function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function')
    return samples(value as (...given: unknown[]) => unknown).map((text) => [path, text])
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => texts(each, `${path}/${key}`))
}

const sums = { communes: 2, domains: 2, people: 2, access: 2, letters: 2 }

/** Some take numbers, some names, lists or sums: each is asked with all, and must say something with one of them. */
function samples(say: (...given: unknown[]) => unknown): string[] {
  const said = [0, 1, 2, 'x', ['x'], ['x', 'y'], sums].flatMap((given) => {
    try {
      const text = say(...Array.from({ length: Math.max(say.length, 1) }, () => given))
      return typeof text === 'string' ? [text] : []
    } catch {
      return []
    }
  })
  if (said.length === 0) throw new Error(`says nothing: ${String(say)}`)
  return said
}

/** What French typography and the voice of the product forbid. */
export const wrong: readonly (readonly [rule: string, pattern: RegExp])[] = [
  ['a narrow gap (U+202F) before ; ! ? %', /(?<!\u202f)[;!?%]/u],
  ['a gap (U+00A0) before :', /(?<![\u00a0\d/]|https?|otpauth):/u],
  ['a gap (U+00A0) inside « »', /«(?!\u00a0)|(?<!\u00a0)»/u],
  ['the apostrophe ’ (U+2019)', /'/u],
  ['no exclamation mark', /!/u],
]

/** Texts that read as French. */
export const french = /[«»\u202f]|\b(votre|vous|une|les|des)\b/i
