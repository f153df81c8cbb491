// What stands in a message in place of a file: what it is called, how large it is, until when, and the link to it. Its plain text says
// the same, address and all.

import type { SharingWords } from '../words/fr/sharing.ts'

export interface ShownLink {
  readonly name: string
  /** In words. */
  readonly size: string
  readonly until: string
  readonly address: string
  readonly hasPassword: boolean
}

export function linkHtml(
  { name, size, until, address, hasPassword }: ShownLink,
  words: SharingWords,
): string {
  const { lead, password } = words.block
  const told = `${escaped(lead(name, size, until))}${hasPassword ? ` ${escaped(password)}` : ''}`
  return `<p>${told}<br><a href="${escaped(address)}">${escaped(address)}</a></p>`
}

/** Whether such a link stands in a text: it gives a file as an attachment would. */
export const holdsLink = (html: string): boolean => /href="https?:\/\/[^"]+\/fichier\/[\w-]{20,}"/.test(html)

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
