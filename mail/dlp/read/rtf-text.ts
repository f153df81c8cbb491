// The text of RTF (Rich Text Format 1.9.1) without its control words, in one pass and whatever is broken in it. What stands in
// a destination for programs (fonts, colours, pictures) is left out; notes, comments and instructions of fields are not.

import { textRuns } from './plain-text.ts'
import { CodePages, decodedOctets } from './rtf-code-pages.ts'

/** A control word with its number, an octet in hexadecimal, a control sign; a brace; a text; line ends, which mean nothing. */
const tokens =
  /\\(?:([a-zA-Z]{1,32})(-?\d{1,10})? ?|'([\da-fA-F]{2})|([^a-zA-Z]))|([{}])|([^\\{}\r\n]+)|[\r\n]+/gy

/** Groups in groups; Word itself stays below a hundred. */
const deepest = 1_000

const forPrograms = new Set('fonttbl colortbl stylesheet info pict nonshppict sp filetbl'.split(' '))
/** A destination after `\*` is skipped by whoever does not know it; these hold text. */
const starredTexts = new Set('shpinst shptxt fldinst annotation ud nesttableprops'.split(' '))

const signsOf = (words: string, sign: string) => words.split(' ').map((word) => [word, sign] as const)
const signs: ReadonlyMap<string, string> = new Map([
  ...signsOf('par line sect page column row nestrow softline \r \n', '\n'),
  ...signsOf('cell nestcell tab', '\t'),
  ...signsOf('emspace enspace qmspace', ' '),
  ['~', '\u00a0'],
  ['_', '-'],
  ['{', '{'],
  ['}', '}'],
  ['\\', '\\'],
  ['emdash', '—'],
  ['endash', '–'],
  ['lquote', '‘'],
  ['rquote', '’'],
  ['ldblquote', '“'],
  ['rdblquote', '”'],
  ['bullet', '•'],
])

/** Whether a file is RTF, by its first octets. */
export const isRtf = (start: string): boolean => /^\s*\{\\rtf/.test(start)

export interface RtfReading {
  readonly text: string
  /** Nothing in it is left unread. */
  readonly whole: boolean
}

/** Stops once it has this many characters. */
export function rtfText(content: Buffer, most: number): RtfReading {
  const rtf = content.toString('latin1')
  const reader = new RtfReader()
  let at = 0
  while (at < rtf.length && reader.length < most && !reader.tooDeep) {
    tokens.lastIndex = at
    const token = tokens.exec(rtf)
    at = token === null ? at + 1 : tokens.lastIndex + reader.take(token)
  }
  const { text, objects } = reader.ended()
  const whole = !reader.unread && !filesWithin.some((start) => objects.includes(start, 0, 'latin1'))
  return { text: `${text}\n${objectText(objects)}`.slice(0, most), whole }
}

/** An object that is a document of 2007 and later, a PDF, or any file (OLE 1.0 class `Package`). */
const filesWithin = ['PK\x03\x04', '%PDF-', '\x08\0\0\0Package\0']

/** Of documents before 2007; other objects are pictures. */
function objectText(objects: Buffer): string {
  const at = objects.indexOf('d0cf11e0a1b11ae1', 0, 'hex')
  return at < 0 ? '' : textRuns(objects.subarray(at))
}

interface Group {
  readonly font: number | null
  /** Signs after `\u` for programs that know no Unicode. */
  readonly replaced: number
  readonly content: 'text' | 'nothing' | 'object'
}

class RtfReader {
  length = 0
  /** Something was passed over that may hold text. */
  unread = false
  readonly #codePages = new CodePages()
  readonly #outer: Group[] = []
  #group: Group = { font: null, replaced: 1, content: 'text' }
  /** What stands first in a group says what it is for. */
  #begins: 'no' | 'plain' | 'starred' = 'no'
  #skipped = 0
  #octets = ''
  #codePage = 0
  readonly #pieces: string[] = []
  readonly #objects: string[] = []

  get tooDeep(): boolean {
    return this.#outer.length > deepest
  }

  /** How many octets after it are no RTF. */
  take([, word, number, octet, sign, brace, text]: RegExpExecArray): number {
    const begins = this.#begins
    if (brace === '{') this.#open()
    else if (brace === '}') this.#close()
    else if (sign === '*' && begins !== 'no') this.#begins = 'starred'
    else if (word !== undefined) return this.#control(word, number === undefined ? null : Number(number))
    else if (sign !== undefined) this.#octet(null, signs.get(sign) ?? '')
    else if (octet !== undefined) this.#octet(String.fromCharCode(Number.parseInt(octet, 16)), '')
    else if (text !== undefined) this.#text(text)
    return 0
  }

  ended(): { readonly text: string; readonly objects: Buffer } {
    this.#flush()
    return { text: this.#pieces.join(''), objects: Buffer.from(this.#objects.join(''), 'hex') }
  }

  #open(): void {
    this.#outer.push(this.#group)
    if (this.tooDeep) this.unread = true
    this.#begins = 'plain'
    this.#skipped = 0
  }

  #close(): void {
    this.#group = this.#outer.pop() ?? this.#group
    this.#begins = 'no'
    this.#skipped = 0
  }

  #control(word: string, number: number | null): number {
    const begins = this.#begins
    this.#begins = 'no'
    // A sign that replaces another is a letter and never a word: writers that leave it out lose nothing.
    this.#skipped = 0
    if (word === 'bin') {
      this.unread ||= this.#group.content === 'object'
      return Math.max(0, number ?? 0)
    }
    if (begins === 'starred' ? !starredTexts.has(word) : begins === 'plain' && forPrograms.has(word))
      this.#enter(word === 'objdata' ? 'object' : 'nothing')
    this.#codePages.learn(word, number ?? 0)
    if (word === 'f') this.#group = { ...this.#group, font: number }
    if (word === 'plain') this.#group = { ...this.#group, font: null }
    if (word === 'uc') this.#group = { ...this.#group, replaced: Math.max(0, number ?? 1) }
    if (word === 'u' && number !== null) {
      this.#add(String.fromCharCode(number & 0xffff))
      this.#skipped = this.#group.replaced
    }
    this.#add(signs.get(word) ?? '')
    return 0
  }

  #enter(content: Group['content']): void {
    if (this.#group.content === 'text') this.#group = { ...this.#group, content }
  }

  /** One sign, as an octet in the code page or as it is; or the replacement of another. */
  #octet(octet: string | null, sign: string): void {
    this.#begins = 'no'
    if (this.#skipped > 0) this.#skipped -= 1
    else if (octet === null) this.#add(sign)
    else this.#write(octet)
  }

  #text(text: string): void {
    this.#begins = 'no'
    const skipped = Math.min(this.#skipped, text.length)
    this.#skipped -= skipped
    if (this.#group.content === 'object') this.#objects.push(text.replace(/[^\da-f]+/gi, ''))
    else this.#write(text.slice(skipped))
  }

  #write(octets: string): void {
    if (this.#group.content !== 'text') return
    const codePage = this.#codePages.of(this.#group.font)
    if (codePage !== this.#codePage) this.#flush()
    this.#codePage = codePage
    this.#octets += octets
    this.length += octets.length
  }

  #add(sign: string): void {
    if (sign === '' || this.#group.content !== 'text') return
    this.#flush()
    this.#pieces.push(sign)
    this.length += sign.length
  }

  /** Letters of two octets may stand in two tokens. */
  #flush(): void {
    if (this.#octets !== '') this.#pieces.push(decodedOctets(this.#octets, this.#codePage))
    this.#octets = ''
  }
}
