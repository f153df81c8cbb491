// Where one wanted to go before signing in. A link from outside must not lead outside.

/** A path of this client, `/` where none was asked for or it leads elsewhere. */
export function wantedPage(search: string): string {
  const wanted = new URLSearchParams(search).get('vers') ?? '/'
  // Browsers read `//host`, `/\host` and control characters as another site.
  return /^\/(?![/\\])[^\\\p{C}]*$/u.test(wanted) ? wanted : '/'
}
