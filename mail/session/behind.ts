/** What of octets in several pieces follows the first so many of them. */
export function behind(parts: readonly Buffer[], octets: number): Buffer[] {
  let left = octets
  return parts.flatMap((part) => {
    const skipped = Math.min(left, part.length)
    left -= skipped
    return skipped < part.length ? [part.subarray(skipped)] : []
  })
}
