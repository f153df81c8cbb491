// Whether a link leads elsewhere than its text says: the server named those that do, by the domain they lead to.

import type { MessageBody } from '../boxes.ts'

export interface LinkWarning {
  readonly shown: string
  readonly domain: string
}

/** Null where the link leads to what it shows, or shows no address. */
export function linkWarning(href: string, links: MessageBody['links']): LinkWarning | null {
  if (!URL.canParse(href)) return null
  const { hostname } = new URL(href)
  if (hostname === '') return null
  const found = links.find(({ domain }) => hostname === domain || hostname.endsWith(`.${domain}`))
  return found === undefined ? null : { shown: found.shown, domain: hostname }
}
