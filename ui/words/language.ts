// Which language the screens speak.

import { readSetting, writeSetting } from '../local-setting.ts'

export type Language = 'fr' | 'en'

const key = 'language'

/** What was chosen in this browser; else French, unless the browser asks for English and not for French. */
export function chosenLanguage(): Language {
  const kept = readSetting(key)
  if (kept === 'fr' || kept === 'en') return kept
  const asked = navigator.languages.map((each) => each.slice(0, 2))
  return asked.includes('en') && !asked.includes('fr') ? 'en' : 'fr'
}

/** Every screen is drawn anew in the other language, so the page is loaded again. */
export function chooseLanguage(language: Language): void {
  writeSetting(key, language)
  location.reload()
}
