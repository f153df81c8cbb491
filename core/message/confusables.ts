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

/**
 * All white space comes back as spaces. Signs that are no Latin letter mean nothing to a reader of ours and may come back
 * as any other such sign.
 */
export const confusableSkeleton = (text: string): string => fromFrench(text) ?? inLatin(text)

const inLatin = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(unseen, '')
    .replace(foreign, (sign) => readAs.get(sign) ?? signs[sign] ?? sign)
    .replace(/\s/g, ' ')
    .toLowerCase()

const foreign = /\P{ASCII}/gu
/** Accents that stand apart after NFKD, and what has no width: joiners, directions, soft hyphens. */
const unseen = /[\p{M}\p{Cf}]/gu

/** What written French uses: Latin with accents, spaces, dashes and quotation marks, the euro. */
const blocks = [
  [0x00, 0x24f],
  [0x2000, 0x206f],
  [0x20ac, 0x20ac],
] as const
const mostLetters = 4
/** Of one text at a time: nothing here waits. */
const scratch = Buffer.allocUnsafe(65_536)
const otherSign = 0xa4

/** By code: the octet of one letter, or 0 for what becomes several letters or none, or stands in no block. */
const one = new Uint8Array(0x20ad)
const several = new Map<number, Buffer>()
for (const [first, last] of blocks) {
  for (let code = first; code <= last; code += 1) {
    const octets = octetsOf(inLatin(String.fromCharCode(code)))
    if (octets.length === 1) one[code] = octets[0] ?? 0
    else several.set(code, octets)
  }
}

function octetsOf(letters: string): Buffer {
  const codes = Array.from(letters, (sign) => sign.charCodeAt(0))
  return Buffer.from(codes.map((code) => (code > 0 && code <= 0xff ? code : otherSign)))
}

/**
 * The same for a text of these blocks alone, null for any other: one pass with a lookup instead of three passes with
 * regular expressions, which took most of the time that a message of twenty pages cost.
 */
function fromFrench(text: string): string | null {
  const most = text.length * mostLetters
  const octets = most <= scratch.length ? scratch : Buffer.allocUnsafe(most)
  let end = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const letter = code < one.length ? (one[code] ?? 0) : 0
    if (letter > 0) {
      octets[end] = letter
      end += 1
    } else {
      const letters = several.get(code)
      if (letters === undefined) return null
      end += letters.copy(octets, end)
    }
  }
  return octets.toString('latin1', 0, end)
}
