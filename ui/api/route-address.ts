// Where a route of one of our APIs is asked.

const base = '/api/v1'

export interface RouteInput {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
}

/** Path and query; `name` as the contract has it: `GET /communes/{commune}`. */
export function routeAddress(name: string, { params, query }: RouteInput): string {
  const path = name
    .slice(name.indexOf(' ') + 1)
    .replace(/\{(\w+)\}/g, (_, each: string) => encodeURIComponent(String(params?.[each] ?? '')))
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null) search.set(key, String(value))
  }
  return `${base}${path}${search.size === 0 ? '' : `?${search}`}`
}
