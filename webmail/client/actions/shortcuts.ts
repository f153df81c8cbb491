// What a key does, by `event.key`, so that every layout of keyboard says the same. Single keys are off until somebody turns
// them on, and never heard inside a text field.

import { houseKeys, type KeyCommand, keyCommands } from '../../contract/shortcut-words.ts'
import type { Settings } from '../settings/use-settings.ts'

export type Command =
  | Exclude<KeyCommand, 'go'>
  | 'go-inbox'
  | 'go-sent'
  | 'go-drafts'
  | 'region'
  | 'print'
  | 'go-to'

export interface Key {
  readonly key: string
  readonly shift: boolean
  readonly control: boolean
}

export type OwnKeys = Settings['keys']
type CommandOfKey = ReadonlyMap<string, KeyCommand>

/** Beside the key of each. */
const others: readonly (readonly [key: string, command: KeyCommand])[] = [
  ['#', 'delete'],
  ['!', 'junk'],
]

const afterG: Readonly<Record<string, Command>> = { b: 'go-inbox', e: 'go-sent', d: 'go-drafts' }

const withControl: Readonly<Record<string, Command>> = { z: 'undo', p: 'print', k: 'go-to' }

/** How long the key for going somewhere waits for the next. */
export const sequenceMs = 1500

/** What each key does for somebody who chose these: a key that was chosen does nothing else any more. */
export function commandsOfKeys(own: OwnKeys): CommandOfKey {
  const ofHouse: [string, KeyCommand][] = []
  const chosen: [string, KeyCommand][] = []
  for (const command of keyCommands) {
    const key = own[command]
    if (key === undefined) ofHouse.push([houseKeys[command], command])
    else chosen.push([key, command])
  }
  return new Map([...others, ...ofHouse, ...chosen])
}

/** As `keyForm` has it, if it is of that form at all. A letter is the same with the lock of capitals. */
export function strokeOf({ key, shift }: Pick<Key, 'key' | 'shift'>): string {
  if (key.length > 1) return key
  const small = key.toLowerCase()
  return shift && small !== key.toUpperCase() ? `Shift+${small}` : small
}

/** `afterGo`: the key before was that for going somewhere. Null for a key that does nothing here. */
export function commandOf(
  key: Key,
  { on, afterGo, keys }: { readonly on: boolean; readonly afterGo: boolean; readonly keys: CommandOfKey },
): Command | 'go' | null {
  if (key.key === 'F6' && !key.control) return 'region'
  if (key.control) return key.shift ? null : (withControl[key.key.toLowerCase()] ?? null)
  if (!on) return null
  const stroke = strokeOf(key)
  return (afterGo ? afterG[stroke] : keys.get(stroke)) ?? null
}
