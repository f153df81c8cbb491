// What a text looks like, in lower-case unaccented Latin letters: the reader of a mail list sees `Мoreаu` and reads Moreau.
// In the manner of UTS 39 §4 skeletons, with the letters that pass for Latin ones in a name or a domain.

/** Pairs of what is written and what is read; capitals apart, because ν is a v and Ν an N. */
const readAs = new Map(
  [
    // Cyrillic
    'аa вb еe ёe ѕs іi їi јj кk мm нh оo рp сc тt уy хx һh ԁd ԛq ԝw ьb гr пn ғf ҁc',
    'АA ВB ЕE ЁE ЅS ІI ЇI ЈJ КK МM НH ОO РP СC ТT УY ХX ԚQ ԜW ЬB ӀI',
    // Greek
    'αa βb γy εe ηn ιi κk νv οo ρp σo τt υu χx ωw ϲc ϳj',
    'ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ϹC',
    // Armenian
    'օo ոn սu հh ցg զq յj ԼL ՕO ՍU',
    // Latin of other languages and of phonetics
    'ıi łl øo đd ħh ɑa ɡg ɩi ʟl ɪi ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ᴊj ᴋk ᴍm ɴn ᴏo ᴘp ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz ǀl ØO ŁL ĐD',
  ]
    .join(' ')
    .split(' ')
    .map((pair) => [pair.slice(0, 1), pair.slice(1)] as const),
)

const signs: Readonly<Record<string, string>> = {
  œ: 'oe',
  Œ: 'oe',
  æ: 'ae',
  Æ: 'ae',
  ß: 'ss',
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '´': "'",
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '−': '-',
}

export function plainLetters(text: string): string {
  if (ascii.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replace(unseen, '')
    .replace(foreign, (sign) => readAs.get(sign) ?? signs[sign] ?? sign)
    .toLowerCase()
}

/** RFC 20. */
const ascii = /^[\p{ASCII}]*$/u
const foreign = /\P{ASCII}/gu
/** Accents that stand apart after NFKD, and what has no width: joiners, directions, soft hyphens. */
const unseen = /[\p{M}\p{Cf}]/gu
