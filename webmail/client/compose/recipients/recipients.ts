// Addresses as people type and paste them (RFC 5322 §3.4, as far as anybody writes it by hand): « Claire Bonnard
// <claire@…>; jean@… ». What is no address stays as it was typed, for its author to mend.

import type { Recipient } from '../draft/draft.ts'

/** Parts a list at commas, semicolons and lines, but not inside quotes or brackets; and where only addresses stand, at gaps. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = []
  let part = ''
  let closes = ''
  for (const letter of text) {
    if (closes === '' && /[,;\n\r\t]/.test(letter)) {
      parts.push(part)
      part = ''
      continue
    }
    if (letter === closes) closes = ''
    else if (closes === '' && letter === '"') closes = '"'
    else if (closes === '' && letter === '<') closes = '>'
    part += letter
  }
  return [...parts, part].flatMap((each) => {
    const words = each.trim().split(/\s+/)
    return words.length > 1 && words.every(isAddress) ? words : [each.trim()]
  })
}

/** Every recipient that stands in a text, in its order. */
export function readRecipients(text: string): readonly Recipient[] {
  return partsOf(text).flatMap((part) => (part === '' ? [] : [readRecipient(part)]))
}

function readRecipient(part: string): Recipient {
  const bracketed = /^(.*?)\s*<\s*(?:mailto:)?([^<>]*?)\s*>$/s.exec(part)
  if (bracketed !== null) {
    const [, name = '', address = ''] = bracketed
    return { name: plainName(name), address: address.slice(0, 320) }
  }
  const [, address = '', name = ''] = /^(\S+@\S+)\s*\(([^()]*)\)$/.exec(part) ?? []
  if (address !== '') return { name: plainName(name), address }
  return { name: '', address: part.replace(/^mailto:/i, '').slice(0, 320) }
}

const plainName = (name: string): string =>
  name
    .trim()
    .replace(/^"(.*)"$/s, '$1')
    .replace(/\\(.)/g, '$1')
    .trim()
    .slice(0, 200)

/** As it would be typed again. */
export const asTyped = ({ name, address }: Recipient): string =>
  name === '' ? address : `${/[",;<>@]/.test(name) ? `"${name.replaceAll('"', '\\"')}"` : name} <${address}>`

/** Whether somebody could have this address: a name, an @ and a domain of at least two parts. */
export const isAddress = (text: string): boolean =>
  text.length <= 320 &&
  /^[^\s@<>()[\]",;:\\]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]*\p{L}$/u.test(
    text,
  ) &&
  !/^\.|\.\.|\.@/.test(text)

/** Those that come, after those that are there; nobody twice. */
export function withRecipients(there: readonly Recipient[], come: readonly Recipient[]): Recipient[] {
  const known = new Set(there.map(({ address }) => address.toLowerCase()))
  return [
    ...there,
    ...come.filter(({ address }) => {
      const key = address.toLowerCase()
      if (known.has(key)) return false
      known.add(key)
      return true
    }),
  ]
}

/** What a link to an address asks for (RFC 6068); null for a link that is none. */
export function readMailto(
  href: string,
):
  | (Readonly<Record<'to' | 'cc' | 'bcc', Recipient[]>> & { readonly subject: string; readonly text: string })
  | null {
  if (!/^mailto:/i.test(href) || !URL.canParse(href)) return null
  const { pathname, searchParams } = new URL(href)
  const said = new Map([...searchParams].map(([name, value]) => [name.toLowerCase(), value]))
  const listed = (name: string): Recipient[] => [...readRecipients(said.get(name) ?? '')]
  return {
    to: withRecipients([...readRecipients(decoded(pathname))], listed('to')),
    cc: listed('cc'),
    bcc: listed('bcc'),
    subject: (said.get('subject') ?? '').replace(/\s+/g, ' ').slice(0, 900),
    text: said.get('body') ?? '',
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
