// Names inside a French sentence, where only their spelling is known: « d’Alise-Sainte-Reine », « du Meix », « de Yann ».

const articles: readonly (readonly [RegExp, string])[] = [
  [/^Le (?=\p{Lu})/u, 'du '],
  [/^La (?=\p{Lu})/u, 'de la '],
  [/^Les (?=\p{Lu})/u, 'des '],
  [/^L[’'](?=\p{Lu})/u, 'de l’'],
]

/** A vowel, a mute h, or an y that is one: « d’Yvré », « de Yonval ». Whether an h is aspirated, spelling does not say. */
const elided = /^(?:[aeiouhœæ]|y(?![aeiou]))/i

/** The name after « de ». */
export function ofName(name: string): string {
  for (const [article, of] of articles) if (article.test(name)) return name.replace(article, of)
  return elided.test(name.normalize('NFD')) ? `d’${name}` : `de ${name}`
}
