// What stands before the @ of a person's own mailbox: `Mme Anne-Lise de La Tour` → `anne-lise.de-la-tour`.

import { nameLabel } from '../communes/proposed-domain.ts'

const longest = 64

/** Empty for a name without any letter that an address can carry. */
export function personalLocalPart(name: string): string {
  const [first = '', ...rest] = name
    .trim()
    .replace(/^(m|mr|mme|mlle|dr|me)\b\.?\s+/i, '')
    .replace(/['’]/g, '')
    .split(/\s+/)
    .map(nameLabel)
    .filter((word) => word !== '')
  return [first, rest.join('-')]
    .filter((part) => part !== '')
    .join('.')
    .slice(0, longest)
    .replace(/[.-]+$/, '')
}
