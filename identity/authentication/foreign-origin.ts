// Whether a request was made by another site's page: the cookies of a session come along with it all the same.

/** A browser says where a changing request comes from; a program with a key says nothing, and needs no cookie. */
export function isForeign(request: Request, origin: string): boolean {
  if (request.headers.has('authorization')) return false
  const site = request.headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') return true
  const named = request.headers.get('origin')
  return named === null ? request.headers.has('cookie') && site === null : named !== origin
}
