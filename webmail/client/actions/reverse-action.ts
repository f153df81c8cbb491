// What takes a change back.

import { snoozed } from '../../place/place.ts'
import type { Acted, MessageAction } from '../boxes.ts'
import { leaves } from './pending.ts'

export interface Asked {
  readonly folder: string
  readonly uids: number[]
  readonly action: MessageAction
  readonly cancelSending?: boolean
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

export interface Changed {
  readonly folder: string
  readonly uids: number[]
  /** When they were to return, of what had been put off. */
  readonly returnsAt?: string | undefined
}

/** What takes a change back: each message from where it is now to where it was, until the hour that it had there. */
export function reverseAction(
  action: MessageAction,
  { folder, uids, returnsAt }: Changed,
  { moved, missing }: Acted,
): readonly Asked[] {
  const before: MessageAction | undefined =
    folder === snoozed && returnsAt !== undefined ? { kind: 'snooze', until: returnsAt } : undefined
  if (!leaves(action, folder)) {
    const back = action.kind === 'snooze' ? before : oppositeOf(action)
    const there = uids.filter((uid) => !missing.includes(uid))
    return back === undefined || there.length === 0 ? [] : [{ folder, uids: there, action: back }]
  }
  const places = Map.groupBy(moved, ({ to }) => to.folder)
  return [...places].map(([now, messages]) => ({
    folder: now,
    uids: messages.map(({ to }) => to.uid),
    action: before ?? { kind: 'move', to: folder },
  }))
}
