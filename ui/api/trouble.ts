// What may happen to any request and that the frame answers once for all screens: the session ended, nothing answers, and
// the service is away for a moment.

import { useSyncExternalStore } from 'react'
import { ProblemError } from './problem-error.ts'

export type Trouble = 'none' | 'signed-out' | 'offline' | 'away'

let trouble: Trouble = 'none'
const listeners = new Set<() => void>()

export function setTrouble(next: Trouble): void {
  // Who must sign in again hears that first.
  if (next === trouble || (trouble === 'signed-out' && next !== 'none')) return
  trouble = next
  for (const listener of listeners) listener()
}

export function noteFailure(error: unknown): void {
  if (!(error instanceof ProblemError)) return
  if (error.code === 'not-signed-in') setTrouble('signed-out')
  if (error.code === 'try-later') setTrouble('away')
  if (error.code === 'unreachable') setTrouble('offline')
}

export const currentTrouble = (): Trouble => trouble

export const useTrouble = (): Trouble =>
  useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, currentTrouble)
