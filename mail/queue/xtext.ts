// How an address is written where not every letter may stand: in parameters of SMTP (RFC 3461 §4), and in ASCII where it has
// letters beyond it (RFC 6533 §3).

/** `+` is `+2B`. */
export const xtext = (text: string): string =>
  text.replace(/[+=]/g, (sign) => `+${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** What is no xtext stays as it is. */
export const fromXtext = (text: string): string =>
  text.replace(/\+([\dA-F]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))

/** `é` is `\x{E9}`. */
export const utf8Xtext = (text: string): string =>
  Array.from(text, (sign) =>
    /^[\x21-\x2a\x2c-\x3c\x3e-\x5b\x5d-\x7e]$/.test(sign) ? sign : escaped(sign),
  ).join('')

/** The same of what may be written so already. */
export const inAscii = (text: string): string =>
  Array.from(text, (sign) => (/^[\0-\x7f]$/.test(sign) ? sign : escaped(sign))).join('')

export const fromUtf8Xtext = (text: string): string =>
  text.replace(/\\x\{([\dA-F]{1,5})\}/g, (_, digits: string) =>
    String.fromCodePoint(Number.parseInt(digits, 16)),
  )

const escaped = (sign: string): string => `\\x{${sign.codePointAt(0)?.toString(16).toUpperCase()}}`
