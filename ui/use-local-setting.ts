// A small choice that stays in this browser, for what draws it.

import { useCallback, useSyncExternalStore } from 'react'
import { keep, readKept, watchKept } from './local-setting.ts'

export function useKept(name: string): [value: string | null, set: (value: string | null) => void] {
  const value = useSyncExternalStore(watchKept, () => readKept(name))
  return [value, useCallback((next) => keep(name, next), [name])]
}
