// The XML of documents as a stream of events, by local names: a prefix is free (Namespaces in XML 1.0 §2), `ns0:t` is what
// `w:t` is. htmlparser2 never fails, and expands no entity but those of characters.

import { Parser } from 'htmlparser2'

export interface XmlReader {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly text?: (text: string) => void
  readonly close?: (name: string) => void
}

/** Reads until `enough`, which is asked every 64 kB. */
export function readXml(xml: string, { open, text, close }: XmlReader, enough = () => false): void {
  const parser = new Parser(
    {
      onopentag: (name, attributes) => open?.(localName(name), attributes),
      ontext: (piece) => text?.(piece),
      onclosetag: (name) => close?.(localName(name)),
    },
    { xmlMode: true, decodeEntities: true },
  )
  for (let at = 0; at < xml.length && !enough(); at += step) parser.write(xml.slice(at, at + step))
  if (!enough()) parser.end()
}

const step = 65_536

/** `w:t` → `t`. */
export const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

/** Of the first element; null for a text that begins with none. */
export function rootName(xml: string): string | null {
  let root: string | null = null
  const open = (name: string) => {
    root ??= name
  }
  readXml(xml.slice(0, 4096), { open })
  return root
}
