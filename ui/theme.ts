// Light, dark, or as the system says: chosen in this browser, before anything is drawn.

import { readSetting, writeSetting } from './local-setting.ts'
import { useLocalSetting } from './use-local-setting.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const key = 'theme'

export const readTheme = (kept: string | null): Theme => themes.find((theme) => theme === kept) ?? 'system'

/** To be called first by each page. */
export function applyTheme(theme: Theme = readTheme(readSetting(key))): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

export function useTheme(): [theme: Theme, choose: (theme: Theme) => void] {
  const [kept] = useLocalSetting(key)
  return [
    readTheme(kept),
    (theme) => {
      writeSetting(key, theme === 'system' ? null : theme)
      applyTheme(theme)
    },
  ]
}
