// What a person searched for last, in this browser alone: of nobody else who signs in here, and gone with their signing out.

import { readSetting, writeSetting } from '#ui/local-setting.ts'

const key = 'searches'
const most = 8
const mostCharacters = 200

interface KeptSearches {
  readonly person: string
  readonly searches: readonly string[]
}

/** The last one first. */
export function recentSearches(person: string): readonly string[] {
  const kept = read()
  return kept.person === person ? kept.searches : []
}

export function rememberSearch(person: string, q: string): void {
  const text = q.trim()
  if (text === '' || text.length > mostCharacters) return
  const others = recentSearches(person).filter((each) => each !== text)
  const searches = [text, ...others].slice(0, most)
  writeSetting(key, JSON.stringify({ person, searches }))
}

export const forgetSearches = (): void => writeSetting(key, null)

/** What is not as we wrote it is nothing. */
function read(): KeptSearches {
  const nothing = { person: '', searches: [] }
  try {
    const kept: unknown = JSON.parse(readSetting(key) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return nothing
    const { person, searches } = kept as Readonly<Record<string, unknown>>
    if (typeof person !== 'string' || !Array.isArray(searches)) return nothing
    return { person, searches: searches.filter((each) => typeof each === 'string').slice(0, most) }
  } catch {
    return nothing
  }
}
