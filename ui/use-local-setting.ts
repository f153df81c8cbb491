// A small choice that stays in this browser, for what draws it.

import { useCallback, useSyncExternalStore } from 'react'
import { readSetting, watchSettings, writeSetting } from './local-setting.ts'

export function useLocalSetting(name: string): [value: string | null, set: (value: string | null) => void] {
  const value = useSyncExternalStore(watchSettings, () => readSetting(name))
  return [value, useCallback((next) => writeSetting(name, next), [name])]
}
