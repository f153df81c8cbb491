// Text of strangers before a person sees it.

/** One line without control, format or bidirectional characters, shortened. */
export const singleLine = (text: string, most = 200): string => {
  const plain = text.replace(/[\p{C}\p{Zl}\p{Zp} ]+/gu, ' ').trim()
  return plain.length <= most ? plain : `${plain.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…`
}
