// The letters and the tone of a cachet, from the name alone: the same name always gives the same ones.

export type Tone = 'violet' | 'orange' | 'cyan' | 'ambre' | 'rose' | 'vert' | 'bleu' | 'gris'

const tones: readonly Tone[] = ['violet', 'orange', 'cyan', 'ambre', 'rose', 'vert', 'bleu', 'gris']
/** Small words inside a name say nothing of it: Chorey-les-Beaune is CB. */
const small = new Set([
  'le',
  'la',
  'les',
  'lès',
  'lez',
  'de',
  'du',
  'des',
  'd',
  'l',
  'en',
  'sur',
  'sous',
  'et',
  'à',
  'aux',
  'au',
])

/** Two letters, three where three words count: « Saulieu » SA, « Fleurey-sur-Ouche » FO, « Saint-Léger-Triey » SLT. */
export function cachetLetters(name: string): string {
  const words = name.split(/[\s'’-]+/u).filter((word) => word !== '')
  const counting = words.filter((word, index) => index === 0 || !small.has(word.toLowerCase()))
  // A small word counts where nothing else does: « Le Val » is LV, « Les » is LE.
  if (counting.length <= 1) return [...(counting[0] ?? name)].slice(0, 2).join('').toUpperCase()
  const leading =
    small.has((counting[0] ?? '').toLowerCase()) && counting.length > 2 ? counting.slice(1) : counting
  return leading
    .slice(0, 3)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase()
}

export function cachetTone(name: string): Tone {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521
  return tones[sum % tones.length] ?? 'gris'
}

/** Of a person: first letters of the first and of the last word. */
export function initials(name: string): string {
  const words = name.split(/[\s.@-]+/u).filter((word) => word !== '')
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return chosen
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase()
}
