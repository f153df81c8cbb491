// Words that announce a file, in what a person wrote. Pure.

const words = [
  'ci[-\u2010\u2011 ]?joint(?:e|s|es)?',
  'pi[èe]ces? jointes?',
  'pj|p\\.j\\.',
  'documents? joints?',
  'fichiers? joints?',
  '(?:veuillez|vous) trouver(?:ez)? joint(?:e|s|es)?',
  '(?:je|nous) (?:vous |te )?(?:joins|joignons)',
  '(?:joint|jointe|joints|jointes) (?:à|au) (?:ce|cet|présent)(?: (?:mail|e-mail|courriel|message|envoi))?',
  'en (?:fichier|document) (?:joint|attaché)',
  'attachments?',
  '(?:please )?(?:find|see) (?:the )?(?:attached|enclosed)',
  "(?:is|are|have|i(?:’|')ve|we(?:’|')ve) (?:attached|enclosed)",
  'attached (?:is|are|you|please|file|document|to this)',
  "i(?:(?:’|')m| am)? attach(?:ing)?",
].join('|')

/** Not `PJ` within a word, nor where it is said that there is none. */
const announcing = new RegExp(
  `(?<![\\p{L}\\p{N}])(?<!(?:sans|aucune|pas de|without|no) )(?:${words})(?![\\p{L}\\p{N}])`,
  'iu',
)

const longest = 100_000

/** `text` with `>` before what is quoted. Null where nothing announces one. */
export function announcedAttachment(text: string): string | null {
  const own = text
    .slice(0, longest)
    .split('\n')
    .filter((line) => !line.startsWith('>'))
    .join('\n')
    .replace(/[\s\u00a0]+/g, ' ')
  return announcing.exec(own)?.[0] ?? null
}
