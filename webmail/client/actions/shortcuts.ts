// What a key does, by `event.key`, so that every layout of keyboard says the same. Single keys are off until somebody turns
// them on, and never heard inside a text field.

export type Command =
  | 'next'
  | 'previous'
  | 'open'
  | 'back'
  | 'search'
  | 'archive'
  | 'delete'
  | 'junk'
  | 'flag'
  | 'unread'
  | 'move'
  | 'label'
  | 'snooze'
  | 'select'
  | 'write'
  | 'reply'
  | 'reply-all'
  | 'forward'
  | 'undo'
  | 'map'
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

const single: Readonly<Record<string, Command>> = {
  '/': 'search',
  j: 'next',
  k: 'previous',
  o: 'open',
  u: 'back',
  e: 'archive',
  Delete: 'delete',
  '#': 'delete',
  x: 'select',
  s: 'flag',
  v: 'move',
  l: 'label',
  b: 'snooze',
  z: 'undo',
  i: 'junk',
  '!': 'junk',
  '?': 'map',
  c: 'write',
  r: 'reply',
  a: 'reply-all',
  f: 'forward',
}

const afterG: Readonly<Record<string, Command>> = { b: 'go-inbox', e: 'go-sent', d: 'go-drafts' }

const withControl: Readonly<Record<string, Command>> = { z: 'undo', p: 'print', k: 'go-to' }

/** How long `g` waits for the next key. */
export const sequenceMs = 1500

/** `afterGo`: the key before was a `g`. Null for a key that does nothing here. */
export function commandOf(
  { key, shift, control }: Key,
  { on, afterGo }: { readonly on: boolean; readonly afterGo: boolean },
): Command | 'go' | null {
  if (key === 'F6' && !control) return 'region'
  if (control) return shift ? null : (withControl[key.toLowerCase()] ?? null)
  if (!on) return null
  if (afterGo) return afterG[key] ?? null
  if (shift && key.toLowerCase() === 'u') return 'unread'
  if (key === 'g') return 'go'
  return single[key] ?? null
}
