// The words of a display name as a reader takes them, and the words that only say what somebody is.

import { confusableSkeleton } from '#core/message/confusables.ts'

/** Lower-case plain words: `Jean-Marc GUILLOT` → jean, marc, guillot. */
export function nameWords(text: string): readonly string[] {
  return confusableSkeleton(text)
    .replace(/@/g, ' ')
    .split(/[^a-z0-9]+/)
    .map(withoutDigits)
    .filter((word) => word !== '')
}

/** Parts between brackets, commas and dashes that stand alone; the whole comes first. */
export function nameParts(text: string): readonly string[] {
  const parts = text.split(/[()[\]{}"«»,;:|/\\•·]+|\s[-–—_]+\s|\s[-–—]|[-–—]\s/).map((part) => part.trim())
  return [text, ...parts.filter((part) => part !== '' && part !== text)]
}

/** What people put around a name: titles, offices, particles. */
export const wordsOfOffice: ReadonlySet<string> = new Set(
  [
    'm mr mme mlle monsieur madame mademoiselle dr docteur me',
    'maire mairesse adjoint adjointe elu elue conseiller conseillere municipal municipale premier premiere president presidente',
    'vice delegue deleguee secretaire secretariat depute deputee senateur senatrice honoraire',
    'mairie commune ville village hotel conseil municipalite departement departemental departementale collectivite',
    'le la les l de du des d et a au votre notre bureau cabinet service services accueil contact direction general generale',
    'informatique support assistance dsi comptabilite compta finances rh paie urbanisme etat civil communication officiel',
    'perso personnel pro professionnel mobile iphone ipad tel mail email courriel nouveau nouvelle adresse prive privee',
  ]
    .join(' ')
    .split(' '),
)

/** A figure between letters stands for one; a number alone says nothing about who it is. */
function withoutDigits(word: string): string {
  if (!/[0-9]/.test(word)) return word
  return /[a-z]/.test(word) ? word.replace(/[0-9]/g, (digit) => letters[digit] ?? '') : ''
}

const letters: Readonly<Record<string, string>> = { 0: 'o', 1: 'l', 3: 'e', 4: 'a', 5: 's', 8: 'b' }
