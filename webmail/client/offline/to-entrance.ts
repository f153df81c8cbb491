// The way to the pages before the webmail, gone once: two places may find at the same moment that nobody is signed in any more,
// and the second navigation would break off the first.

let isOnTheWay = false

/** @param page - path and query of a page before the webmail */
export function toEntrance(page: `/connexion${string}` | `/second-facteur${string}`): void {
  if (isOnTheWay) return
  isOnTheWay = true
  // Whoever comes back to a page the browser had put aside can leave it again.
  addEventListener('pageshow', () => (isOnTheWay = false), { once: true })
  location.replace(page)
}
