// What a person's own mailbox is called before the @, from their name: « Jean-Marc Roux » → jean-marc.roux

/** Empty where no letter is left; the person who types may always choose another. */
export function proposedLocalPart(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/['’]/g, '')
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[^a-z0-9-]/g, '').replace(/^-+|-+$/g, ''))
    .filter((word) => word !== '')
    .join('.')
    .slice(0, 64)
}
