// Names of places inside a French sentence: « de la Côte-d’Or », « du Meix », « d’Athée ».

/** By INSEE’s code of how a name is tied to « de » (TNCC); the article that it takes over stands before the name. */
const ties: readonly { readonly article: RegExp; readonly of: string }[] = [
  { article: /^/, of: 'de ' },
  { article: /^/, of: 'd’' },
  { article: /^le /i, of: 'du ' },
  { article: /^la /i, of: 'de la ' },
  { article: /^les /i, of: 'des ' },
  { article: /^l[’']/i, of: 'de l’' },
  { article: /^aux /i, of: 'des ' },
  { article: /^las /i, of: 'de Las ' },
  { article: /^los /i, of: 'de Los ' },
]

/** With the apostrophe of printed French. */
export const typographic = (name: string): string => name.replaceAll("'", '’')

export function ofPlace({ name, liaison }: { readonly name: string; readonly liaison: number }): string {
  const { article, of } = ties[liaison] ?? { article: /^/, of: 'de ' }
  return `${of}${typographic(name).replace(article, '')}`
}

/** « a », « a et b », « a, b et c ». */
export function enumerated(parts: readonly string[]): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} et ${last}`
}
