// Which key does what for somebody who chose some, and how one more is chosen.

import { houseKeys, type KeyCommand, keyCommands } from '../../contract/shortcut-words.ts'
import type { OwnKeys } from './shortcuts.ts'

export type ShownKeys = ReadonlyMap<KeyCommand, string>

/** A command is missing whose key of the house was chosen for something else. */
export function keysOf(own: OwnKeys): ShownKeys {
  const chosen = new Set(Object.values(own))
  const keys = new Map<KeyCommand, string>()
  for (const command of keyCommands) {
    const key = own[command] ?? (chosen.has(houseKeys[command]) ? undefined : houseKeys[command])
    if (key !== undefined) keys.set(command, key)
  }
  return keys
}

/** With this key for this command; what had it gets the one that this command had, so that nothing is left without. */
export function withKey(own: OwnKeys, command: KeyCommand, key: string): OwnKeys {
  const keys = keysOf(own)
  const given = (each: KeyCommand): string | undefined => {
    if (each === command) return key
    return keys.get(each) === key ? keys.get(command) : keys.get(each)
  }
  const chosen: OwnKeys = {}
  for (const each of keyCommands) {
    const now = given(each)
    if (now !== undefined && now !== houseKeys[each]) chosen[each] = now
  }
  return chosen
}
