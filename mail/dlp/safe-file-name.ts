// The name of a file as a finding may say it: short, and without digits when they could be somebody's number.

const longest = 100
/** A social security number without its key has 13, a card 14 or more, an account 23. */
const mostDigits = 12

export function safeFileName(name: string): string {
  const visible = name.replace(/[\p{Cc}\p{Cf}]/gu, ' ')
  const digits = visible.match(/\d/g)?.length ?? 0
  const bare = digits > mostDigits ? visible.replace(/\d/g, '•') : visible
  const signs = [...bare]
  // The end says what the file is.
  return signs.length <= longest ? bare : `…${signs.slice(1 - longest).join('')}`
}
