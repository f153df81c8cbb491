// Text for a reply of SMTP: ASCII, as RFC 5321 §4.2 wants it, with what people still read as the same.

export const toAscii = (text: string): string =>
  text
    .replace(/[’‘]/g, "'")
    .replace(/«\s*|\s*»|[“”]/g, '"')
    .replace(/\s/g, ' ')
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '')
