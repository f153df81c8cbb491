// The place that an address seems to be of, from its domain alone: `mairie@mairie-saulieu.fr` → « Saulieu ».

/** Null until there is a domain with a point in it. */
export function placeOfDomain(address: string): string | null {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  if (!address.includes('@') || !/^[\p{L}\d-]+(\.[\p{L}\d-]+)+$/u.test(domain)) return null
  const label = domain.split('.').at(-2) ?? ''
  const place = label.replace(/^(mairie|ville|commune|departement)-/, '')
  return place
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('-')
    .slice(0, 20)
}
