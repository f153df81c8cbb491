// What a browser calls itself, as its owner would: « Firefox, Windows ». Never more than these words: the rest of the field
// is noise that changes with every update.

const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const systems: readonly (readonly [RegExp, string])[] = [
  [/\b(iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\b(Linux|X11)\b/, 'Linux'],
]

/** Of a User-Agent field (RFC 9110 §10.1.5); empty when it says nothing known. */
export function deviceName(userAgent: string | null): string {
  const text = (userAgent ?? '').slice(0, 500)
  const named = (list: typeof browsers) => list.find(([pattern]) => pattern.test(text))?.[1]
  return [named(browsers), named(systems)].filter((word) => word !== undefined).join(', ')
}
