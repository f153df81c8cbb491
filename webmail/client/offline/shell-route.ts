// What of a browser's requests the shell answers: the page that is opened, and the files that it is built of. Never what the API
// says, and nothing of another host.

export interface Requested {
  readonly method: string
  readonly mode: string
  readonly url: string
}

/** Before one is signed in there is nothing to read. */
const entrance: ReadonlySet<string> = new Set([
  '/connexion',
  '/premiere-visite',
  '/second-facteur',
  '/accessibilite',
])

export function shellRoute({ method, mode, url }: Requested, own: string): 'page' | 'file' | 'network' {
  const { origin, pathname } = new URL(url)
  if (method !== 'GET' || origin !== own) return 'network'
  if (mode === 'navigate')
    return entrance.has(pathname) || pathname.startsWith('/api/') || pathname === '/health'
      ? 'network'
      : 'page'
  return pathname.startsWith('/assets/') ? 'file' : 'network'
}
