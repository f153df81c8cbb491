// The domain that a commune is offered: `mairie-<name>.fr`. The Afnic keeps such names for communes, with and without their
// article; the article stays, because that is how the commune is called.

const longestLabel = 63

/** A name as a host name can carry it: `L’Étang-Vergy` → `l-etang-vergy`, `St-Rémy` → `saint-remy`. */
export const nameLabel = (name: string): string =>
  name
    .replace(/œ/gi, 'oe')
    .replace(/æ/gi, 'ae')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .replace(/(^|-)st(e?)(?=-)/g, (_, before: string, feminine: string) =>
      feminine === '' ? `${before}saint` : `${before}sainte`,
    )

export interface DomainWish {
  readonly name: string
  /** What tells a commune from its namesakes, such as the département’s number; empty where there is none. */
  readonly suffix: string
  /** `fr`, or `test` in a demonstration. */
  readonly ending: string
}

export function proposedDomain({ name, suffix, ending }: DomainWish): string {
  const tail = suffix.toLowerCase()
  const label = `mairie-${nameLabel(name)}`.slice(0, longestLabel - tail.length).replace(/-$/, '')
  return `${label}${tail}.${ending}`
}
