// Which letters the octets of RTF stand for: the code page of the document, or that of a font (RTF 1.9.1, \ansicpg, \fcharset).

import { TextDecoder } from 'node:util'

/** Code pages by the names of the Encoding Standard; others are read as that of Western Europe. */
const encodings: Readonly<Record<number, string>> = {
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  1250: 'windows-1250',
  1251: 'windows-1251',
  1253: 'windows-1253',
  1254: 'windows-1254',
  1255: 'windows-1255',
  1256: 'windows-1256',
  1257: 'windows-1257',
  1258: 'windows-1258',
  10000: 'macintosh',
  65001: 'utf-8',
}

/** Character sets of fonts; those that are not here have the letters of the document. */
const charsets: Readonly<Record<number, number>> = {
  77: 10000,
  128: 932,
  129: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
}

export class CodePages {
  #document = 1252
  #font = 0
  readonly #fonts = new Map<number, number>()

  /** Takes what a control word says of code pages. */
  learn(word: string, value: number): void {
    if (word === 'ansicpg') this.#document = value
    if (word === 'mac') this.#document = 10000
    if (word === 'f') this.#font = value
    const page = word === 'fcharset' ? charsets[value] : word === 'cpg' ? value : undefined
    if (page !== undefined) this.#fonts.set(this.#font, page)
  }

  /** Of a text in this font. */
  of(font: number | null): number {
    return (font === null ? undefined : this.#fonts.get(font)) ?? this.#document
  }
}

const decoders = new Map<number, TextDecoder>()

/** `octets`: one sign for each. */
export function decodedOctets(octets: string, codePage: number): string {
  if (!/[\x80-\xff]/.test(octets)) return octets
  const decoder = decoders.get(codePage) ?? new TextDecoder(encodings[codePage] ?? 'windows-1252')
  if (codePage in encodings || codePage === 1252) decoders.set(codePage, decoder)
  return decoder.decode(Buffer.from(octets, 'latin1'))
}
