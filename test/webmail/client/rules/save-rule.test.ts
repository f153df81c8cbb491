// A rule saved and applied: to what it really applies to, with the count of what was really there.

import { afterEach, expect, test, vi } from 'vitest'
import { applyRule, takeBack } from '#webmail/client/rules/apply-rule.ts'
import { type SavingRule, saveRule } from '#webmail/client/rules/save-rule.ts'
import type { RuleMatches } from '#webmail/client/rules/types.ts'

afterEach(() => void vi.unstubAllGlobals())

const place = (uid: number) => ({ folder: 'INBOX', uid })
const found = (...uids: number[]): RuleMatches => ({
  ...{ count: uids.length, inbox: uids.map(place), approximate: false, cut: false },
})

/** Says what was done in which order. */
function saving(part: Partial<SavingRule> = {}): SavingRule & { readonly did: string[] } {
  const did: string[] = []
  return {
    did,
    save: async () => {
      did.push('save')
      return null
    },
    matches: null,
    apply: async (messages) => {
      did.push(`apply to ${messages.length}`)
      return { count: messages.length, back: [] }
    },
    onSaved: () => void did.push('closed'),
    ...part,
  }
}

test('to be applied while the count is open → the count first, then saved and applied to what it found', async () => {
  let counted = (_: RuleMatches): void => undefined
  const given = saving({ matches: () => new Promise((resolve) => (counted = resolve)) })
  const done = saveRule(given)
  await Promise.resolve()
  expect(given.did).toEqual([])
  counted(found(1, 2))
  expect(await done).toEqual({ kind: 'applied', count: 2, back: [] })
  expect(given.did).toEqual(['save', 'closed', 'apply to 2'])
})

test.each<[string, Partial<SavingRule>, object, readonly string[]]>([
  ['not to be applied', {}, { kind: 'saved' }, ['save', 'closed']],
  ['nothing that it applies to', { matches: async () => found() }, { kind: 'saved' }, ['save', 'closed']],
  [
    ...(['no count', { matches: () => Promise.reject(new Error('no answer')) }] as const),
    ...([{ kind: 'apply-failed' }, ['save', 'closed']] as const),
  ],
  [
    ...(['applying goes wrong', { matches: async () => found(1), apply: () => Promise.reject() }] as const),
    ...([{ kind: 'apply-failed' }, ['save', 'closed']] as const),
  ],
  [
    ...(['not saved', { matches: async () => found(1), save: async () => 'too long' }] as const),
    ...([{ kind: 'not-saved', why: 'too long' }, []] as const),
  ],
])('%s → told so', async (_, part, result, did) => {
  const given = saving(part)
  expect(await saveRule(given)).toEqual(result)
  expect(given.did).toEqual(did)
})

test('messages that were gone by then → not counted, and left alone by what the rule does next', async () => {
  const asked = answering(({ uids, action }) => ({
    ...{ moved: [], missing: action.kind === 'read' ? [2] : [3] },
    asked: [action.kind, uids],
  }))
  const actions = [{ kind: 'read' }, { kind: 'file', folder: 'A' }] as const
  expect(await applyRule('b', actions, [1, 2, 3].map(place))).toEqual({ count: 1, back: [] })
  expect(asked).toEqual([
    ['read', [1, 2, 3]],
    ['move', [1, 3]],
  ])
})

test('filed by the rule, and taken back → from where it is now to where it was; marks stay', async () => {
  const asked = answering(({ folder, uids, action }) => ({
    moved: action.kind !== 'move' ? [] : uids.map((uid) => moved(folder, action.to, uid)),
    ...{ missing: [], asked: [action.kind, folder, action.to, uids] },
  }))
  const actions = [{ kind: 'flag' }, { kind: 'file', folder: 'A' }] as const
  const { count, back } = await applyRule('b', actions, [1, 2].map(place))
  expect(count).toBe(2)
  asked.splice(0)
  expect(await takeBack('b', back)).toBe(2)
  expect(asked).toEqual([['move', 'A', 'INBOX', [101, 102]]])
})

interface Asked {
  readonly folder: string
  readonly uids: readonly number[]
  readonly action: { readonly kind: string; readonly to: string }
}

const moved = (from: string, to: string, uid: number) => ({
  from: { folder: from, uid },
  to: { folder: to, uid: uid + 100 },
})

/** What the API says; gives what it was asked, in short. */
function answering(answer: (asked: Asked) => { readonly asked: unknown }): unknown[] {
  const seen: unknown[] = []
  vi.stubGlobal('fetch', async (_: string, { body }: { readonly body: string }) => {
    const { asked, ...said } = answer(JSON.parse(body))
    seen.push(asked)
    return Response.json(said)
  })
  return seen
}
