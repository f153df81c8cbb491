// Copies of identity papers: the lines that machines read (ICAO 9303), and names of scanned files.

import { confusableSkeleton } from '#core/message/confusables.ts'
import type { Detector, Value } from './detector.ts'

/** The first line of a French card, of a passport, of a residence permit; then surname and given names. */
const machineLine =
  /(?<![a-z0-9])(?:id|p[a-z<]|i[a-z<]|a[a-z<]|c[a-z<])(?:fra|[a-z]{3})(?=[a-z0-9<]{20})[a-z0-9<]{0,40}<<[a-z0-9<]*/g

export const identityPapers: Detector = ({ plain }) =>
  Array.from(plain.matchAll(machineLine), ([line]) => ({ kind: 'identity-paper', value: line.slice(0, 30) }))

const paper =
  /\b(?:cni|cartes? (?:nationales? )?(?:d ?)?identite|passeports?|(?:titres?|cartes?) (?:de )?sejour|livrets? (?:de )?famille|permis (?:de )?conduire|(?:pieces?|papiers?) d ?identite|actes? (?:de )?(?:naissance|mariage|deces)|extraits? (?:d ?)?acte\w*|carte vitale)\b/
const aboutPapers =
  /\b(?:demandes?|rdv|rendez|formulaires?|notices?|cerfa|planning|guide|affiche|horaires?|flyer|fournir|procedure|stat\w*|modele|vierge|liste|renouvellement|tarifs?|prise|information|note|delais?|communique|convention|registre)\b/
const scanned = /\.(?:pdf|jpe?g|png|heic|tiff?|webp|gif|bmp)$/

/** `name` as the sender wrote it. */
export function identityPaperNamed(name: string): Value | null {
  const plain = confusableSkeleton(name)
  const words = plain.replace(/[^a-z0-9.]+/g, ' ')
  return scanned.test(plain) && paper.test(words) && !aboutPapers.test(words)
    ? { kind: 'identity-paper', value: words }
    : null
}
