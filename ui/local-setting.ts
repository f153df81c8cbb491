// Small choices that stay in this browser: theme, language, columns, saved filters. Nothing of anybody's mail.

const prefix = 'vaguemestre.'
const listeners = new Set<() => void>()

/** Null where nothing was kept, or the browser keeps nothing. */
export function readSetting(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name)
  } catch {
    return null
  }
}

export function writeSetting(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(prefix + name)
    else localStorage.setItem(prefix + name, value)
  } catch {
    // A browser that keeps nothing still shows everything.
  }
  for (const listener of listeners) listener()
}

/** Called whenever something is kept anew, until what it returns is called. */
export function watchSettings(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
