// What a picture is by its first octets: whatever its name or its message calls it, only these are shown.

const signs: readonly (readonly [type: string, form: RegExp])[] = [
  ['image/png', /^89504e470d0a1a0a/],
  ['image/jpeg', /^ffd8ff/],
  ['image/gif', /^474946383[79]61/],
  ['image/webp', /^52494646.{8}57454250/],
]

/** Null for what is none of them, SVG among others. */
export function imageKind(octets: ArrayBuffer): string | null {
  const start = Array.from(new Uint8Array(octets, 0, Math.min(12, octets.byteLength)), (octet) =>
    octet.toString(16).padStart(2, '0'),
  ).join('')
  return signs.find(([, form]) => form.test(start))?.[0] ?? null
}
