// Whether what is typed is a whole address or network yet: the API answers nothing to a part of one.

const ipv4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/
const ipv6 = /^[0-9a-f:]+(?:\/(\d{1,3}))?$/i

export function isWholeNetwork(text: string): boolean {
  const [, ...numbers] = ipv4.exec(text) ?? []
  if (numbers.length > 0) {
    const [prefix = '32', ...octets] = [numbers[4], ...numbers.slice(0, 4)]
    return octets.every((octet) => Number(octet) <= 255) && Number(prefix) <= 32
  }
  const [, prefix = '128'] = ipv6.exec(text) ?? []
  return ipv6.test(text) && Number(prefix) <= 128 && hasEightGroups(text.replace(/\/.*$/, ''))
}

/** `::` stands for those that are left out, once. */
function hasEightGroups(address: string): boolean {
  const [before = '', after, ...more] = address.split('::')
  const groups = (part: string): readonly string[] => (part === '' ? [] : part.split(':'))
  const written = [...groups(before), ...groups(after ?? '')]
  const right = written.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
  return right && more.length === 0 && (after === undefined ? written.length === 8 : written.length < 8)
}
