// Who was born when and where, and of whom: a date of birth counts once a place, parents, or a name beside the words of a
// record stand with it. In a table, the heads of its columns say so for every row.

import { confusableSkeleton } from '#core/message/confusables.ts'
import type { Detector, ReadText } from './detector.ts'

const months =
  'janv(?:ier)?|fevr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|dec(?:embre)?'
const date = `(?:0?[1-9]|[12]\\d|3[01])(?:er)?[ ./-]{1,3}(?:0?[1-9]|1[0-2]|(?:${months})\\.?)[ ./-]{1,3}(?:1[89]\\d\\d|20[0-3]\\d|\\d\\d)(?!\\d)`
const isoDate = '(?:19|20)\\d\\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])(?!\\d)'
const anyDate = `(?:${date}|${isoDate})`
const bornWord = '\\b(?:ne|nee|nes|nees|ne ?\\(e\\)|nee? ?\\(s\\)|ne[.·-]e|neé)'

const births: readonly RegExp[] = [
  // né le 12 mars 1985; née DUPONT le 12/03/1985; né à Dijon, le 12 mars 1985
  new RegExp(`${bornWord} (?:[^.;:]{0,60} )?(?:le|the) ?:? ?(?:\\w+di )?(${anyDate})`, 'g'),
  new RegExp(`${bornWord} ?:? (${anyDate})`, 'g'),
  // le 12 mars 1985 est née à Dijon
  new RegExp(`\\ble (${anyDate})(?:,? (?:a|\\d+) \\w+(?: \\w+)?,?)? (?:est|sont) nee?s?\\b`, 'g'),
  // Naissance de Jeanne MARTIN le 12 mars 1985
  new RegExp(`\\bnaissance (?:de |d'|du )[^.;:]{2,60} le (${anyDate})`, 'g'),
  // État civil : MARTIN Jeanne, 12/03/1985; identité du défunt : …
  new RegExp(`\\b(?:etat[ -]civil|identite)(?: d[eu'][^.;:]{1,30})? ?: ?[^.;]{2,60}?(${anyDate})`, 'g'),
  // Date et lieu de naissance : 12/03/1985
  new RegExp(
    `(?:\\bdate (?:et lieu )?(?:de )?naiss\\w*|\\bddn|\\bnaissance|\\bdate of birth)[^a-z0-9]{1,6}(?:le )?(${anyDate})`,
    'g',
  ),
]

const place = new RegExp(`^[ ,(]{1,4}(?:a|au|aux|in|en) [a-z][a-z]|${bornWord} (?:a|au|aux|en) [a-z]`)
const placeLabel =
  /\b(?:lieu (?:de )?naiss\w*|commune de naissance|ne a|nee a|place of birth)[^a-z]{1,6}[a-z]{3}/
const parents =
  /\b(?:fils|fille) (?:de |d'|legitime|naturel|adopti)|\b(?:noms?|prenoms?)(?: et (?:pre)?noms?)? (?:du pere|de la mere|de son pere|de sa mere|des parents)|\bpere ?: ?[a-z]{2}|\bmere ?: ?[a-z]{2}|\bpere,? (?:m |monsieur )?[a-z-]{2,} [a-z-]{2,}.{0,60}\bmere\b|\bfiliation|\b(?:enfant|issue?) de (?:m|mme|monsieur|madame)\b/
const record =
  /\b(?:actes? de (?:naissance|mariage|deces|reconnaissance)|livrets? de famille|mentions? marginales?|extraits? (?:d'acte|avec filiation|de naissance)|copies? integrales?|etat[ -]civil|nationalite|defunte?|nom (?:de naissance|d'usage|de jeune fille|patronymique)|epou[sx]e?)\b/
const named =
  /\b(?:etat[ -]civil|identite|m|mr|mme|mlle|monsieur|madame|mademoiselle|(?:pre)?noms?|epou[sx]e?|enfant|interessee?|l'eleve|demandeur|titulaire)\b/

/** From here on a date of birth says who somebody is. */
const enough = 2

export const civilStatus: Detector = (text) => {
  const values = [...births.flatMap((birth) => bornIn(text.plain, birth)), ...rowsOfPersons(text)]
  return values.map((value) => ({ kind: 'civil-status', value }))
}

function bornIn(plain: string, birth: RegExp): readonly string[] {
  return Array.from(plain.matchAll(birth)).flatMap(({ index, 0: whole, 1: born = '' }) => {
    const end = index + whole.length
    const before = plain.slice(Math.max(0, index - 120), index)
    const behind = plain.slice(end, end + 200)
    const around = plain.slice(Math.max(0, index - 300), end + 300)
    const weight =
      (place.test(behind.slice(0, 40)) || place.test(whole) || placeLabel.test(behind) ? 2 : 0) +
      (parents.test(around) ? 2 : 0) +
      (record.test(around) ? 1 : 0) +
      (named.test(before + whole) || named.test(behind.slice(0, 120)) ? 1 : 0)
    return weight >= enough && !isOfNobody(before) && !isALimit.test(behind) && !ofMany.test(whole)
      ? [inDigits(born)]
      : []
  })
}

/** Those who are born before or after a day are told what to do; nobody is named. */
const isALimit = /^[ ,(]{0,2}(?:(?:et|ou) (?:avant|apres|plus)|au (?:\d|1er)|inclus|et le \d)/

const ofMany = /\b(?:avant|apres|entre|depuis|jusqu'au) le\b/

/** Associations, schools and towns are born as well. */
const isOfNobody = (before: string): boolean =>
  /\b(?:association|ecole|entreprise|societe|club|commune|ville|syndicat|projet|idee|festival|comite|amicale)\b[^.]{0,25}$/.test(
    before,
  )

const headOfBirth = /\b(?:(?:date|dates?) (?:de )?naiss\w*|ddn|ne(?:e|\(e\))? le|naissance)\b/
const headOfName = /\b(?:noms?|prenoms?|nom\/prenom|enfants?|eleves?|electeurs?|agents?|beneficiaires?)\b/
const cells = /[\t;|,]| {2,}/
const dateInRow = new RegExp(`(?<![\\d/.-])${anyDate}`)

/** Each row under the head of a table, to the first that has neither a name nor a date. */
function rowsOfPersons({ written }: ReadText): readonly string[] {
  if (!/naiss|ddn|née?(?:\(e\))? le/i.test(written)) return []
  const rows: string[] = []
  let within = false
  for (const line of written.split(/\r?\n/)) {
    const row = confusableSkeleton(line)
    if (cells.test(line) && headOfBirth.test(row) && headOfName.test(row) && !dateInRow.test(row))
      within = true
    else if (within && row.trim() !== '') {
      const born = dateInRow.exec(row)?.[0]
      if (born !== undefined && /[a-z]{2}/.test(row)) rows.push(inDigits(born) + row.slice(0, 40))
      else if (!/[a-z]{2}/.test(row)) within = false
    }
  }
  return rows
}

/** The same day, however it is written, as far as that is cheap. */
const inDigits = (born: string): string => born.replace(/[^a-z0-9]+/g, '-')
