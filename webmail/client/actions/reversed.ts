// What takes a change back.

import type { Acted, MessageAction } from '../boxes.ts'
import { leaves } from './pending.ts'

export interface Asked {
  readonly folder: string
  readonly uids: number[]
  readonly action: MessageAction
}

const opposite: Readonly<Record<string, MessageAction>> = {
  read: { kind: 'unread' },
  unread: { kind: 'read' },
  flag: { kind: 'unflag' },
  unflag: { kind: 'flag' },
}

function oppositeOf(action: MessageAction): MessageAction | undefined {
  if (action.kind === 'label') return { kind: 'unlabel', label: action.label }
  if (action.kind === 'unlabel') return { kind: 'label', label: action.label }
  return opposite[action.kind]
}

/** What takes a change back: each message from where it is now to where it was. */
export function reversed(
  action: MessageAction,
  folder: string,
  uids: number[],
  { moved, missing }: Acted,
): readonly Asked[] {
  if (!leaves(action)) {
    const back = oppositeOf(action)
    const there = uids.filter((uid) => !missing.includes(uid))
    return back === undefined || there.length === 0 ? [] : [{ folder, uids: there, action: back }]
  }
  const places = Map.groupBy(moved, ({ to }) => to.folder)
  return [...places].map(([now, messages]) => ({
    folder: now,
    uids: messages.map(({ to }) => to.uid),
    action: { kind: 'move', to: folder },
  }))
}
