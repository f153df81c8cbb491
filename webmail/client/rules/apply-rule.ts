// A rule applied to messages that came before it, by what one does to messages by hand; and taken back.

import { mostAtOnce } from '../../contract/action-limits.ts'
import { trySequence } from '../actions/in-sequence.ts'
import { type Asked, reverseAction } from '../actions/reverse-action.ts'
import { api } from '../api.ts'
import type { MessageAction } from '../boxes.ts'
import type { RuleAction, RuleMatches } from './types.ts'

export interface Applied {
  /** Of messages that were still there. */
  readonly count: number
  /** What puts those that were filed back. Marks stay: which of them were there before nobody knows. */
  readonly back: readonly Asked[]
}

/** In the order of the rule: what is filed bears its marks. Throws what the API said. */
export async function applyRule(
  box: string,
  actions: readonly RuleAction[],
  messages: RuleMatches['inbox'],
): Promise<Applied> {
  let count = 0
  const back: Asked[] = []
  for (const [folder, places] of Map.groupBy(messages, (place) => place.folder)) {
    let uids = places.map(({ uid }) => uid).slice(0, mostAtOnce)
    for (const each of actions) {
      if (uids.length === 0) break
      const action = messageAction(each)
      const acted = await api('POST /boxes/{box}/actions', {
        params: { box },
        body: { folder, uids, action },
      })
      if (acted.moved.length > 0) back.push(...reverseAction(action, { folder, uids }, acted))
      uids = uids.filter((uid) => !acted.missing.includes(uid))
    }
    count += uids.length
  }
  return { count, back }
}

/** Resolves with how many messages are back; rejects with what the API said, once all were tried. */
export async function takeBack(box: string, back: Applied['back']): Promise<number> {
  let count = 0
  await trySequence(back, async (body) => {
    count += (await api('POST /boxes/{box}/actions', { params: { box }, body })).moved.length
  })
  return count
}

const messageAction = (action: RuleAction): MessageAction =>
  action.kind === 'file' ? { kind: 'move', to: action.folder } : action
