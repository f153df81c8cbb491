// The way to the pages before the webmail, gone once: two places may find at the same moment that nobody is signed in any more,
// and the second navigation would break off the first.

/** Who is still here then was asked whether to leave, and stayed, or came back. */
const onTheWayMs = 3000
let leftAt = Number.NEGATIVE_INFINITY

/** @param page - path and query of a page before the webmail */
export function goToSignIn(page: `/connexion${string}` | `/second-facteur${string}`): void {
  if (performance.now() - leftAt < onTheWayMs) return
  leftAt = performance.now()
  location.replace(page)
}
