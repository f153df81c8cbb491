// Saving with a clock that is turned by hand and a server that answers when it is told to.

import { ProblemError } from '#ui/api/problem-error.ts'
import { noAttachments } from '#webmail/client/compose/attachments/attachments.ts'
import { blankContent, type DraftContent, type SavedDraft } from '#webmail/client/compose/draft/draft.ts'
import { type LocalCopies, localCopies } from '#webmail/client/compose/draft/local-copies.ts'
import { openSaving } from '#webmail/client/compose/draft/saving.ts'
import type { SavingPorts, SavingStart } from '#webmail/client/compose/draft/saving-state.ts'
import { contentIdOf } from '#webmail/contract/picture-limits.ts'
import { storageInMemory } from './storage-in-memory.ts'

type Body = Parameters<SavingPorts['write']>[1]

export interface Asked {
  readonly kind: 'write' | 'upload'
  readonly draft: string
  readonly revision: string
  readonly basedOn: string | null
  readonly content: DraftContent | null
  readonly keep: readonly string[]
  readonly copies: Body['copies']
  readonly file: string | null
  readonly isPicture: boolean
  /** Of the file. */
  readonly id: string | null
  readonly progress: (sent: number) => void
  readonly signal: AbortSignal | null
  /** Answers as the server would; `conflict` names the draft that it went into. */
  readonly answer: (more?: {
    readonly conflict?: string
    readonly files?: readonly string[]
  }) => Promise<void>
  readonly fail: (code: string) => Promise<void>
}

const passing = new Set(['unreachable', 'not-signed-in'])

export const filled = (more: Partial<DraftContent> = {}): DraftContent => ({
  ...blankContent('mairie@mairie-saulieu.test'),
  subject: 'Salle des fêtes',
  ...more,
})

export function savingUnderTest(start: Partial<SavingStart> = {}, storage: Storage = storageInMemory()) {
  let now = 0
  let ids = 0
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  const asked: Asked[] = []
  const copies: LocalCopies = localCopies('claire', storage)
  let inDraft: readonly string[] = start.attachments?.kept.map(({ key }) => key) ?? []
  // Of one draft.
  let sent = new Set<string>()
  let [text, sentTo] = ['', '']
  const noteOf = ({
    draft,
    content,
    isPicture,
    id,
    keep,
    copies: come,
  }: Omit<Asked, 'answer' | 'fail'>): void => {
    if (draft !== sentTo) sent = new Set()
    sentTo = draft
    if (content !== null) text = content.html
    if (isPicture) sent.add(contentIdOf(id ?? ''))
    else inDraft = id === null ? [...keep, ...come.map((copy) => copy.id)] : [...inDraft, id]
  }
  const ask = (given: Omit<Asked, 'answer' | 'fail'>): Promise<SavedDraft> =>
    new Promise((resolve, reject) => {
      asked.push({
        ...given,
        async answer({ conflict, files = [] } = {}) {
          noteOf(given)
          resolve({
            ...{ draft: conflict ?? given.draft, revision: given.revision, conflict: conflict !== undefined },
            ...{ place: { folder: 'Drafts', uid: asked.length }, at: '2026-11-23T13:12:00.000Z' },
            attachments: files.map((name, index) => ({
              ...{ id: inDraft[index] ?? `theirs-${index}`, part: String(index + 2), name },
              ...{ type: 'text/plain', bytes: 10 },
            })),
            pictures: picturesOf(text, sent),
          })
          await settled()
        },
        async fail(code) {
          reject(new ProblemError(code))
          await settled()
        },
      })
    })
  const saving = openSaving(
    {
      ...{ box: 'box', draft: 'draft', basedOn: null, place: null, savedAt: null, quote: '', unsaved: false },
      ...{ content: blankContent('mairie@mairie-saulieu.test'), attachments: noAttachments },
      ...start,
    },
    {
      write: (draft, { revision, basedOn, content, keep, copies: come }) =>
        ask({
          ...{ kind: 'write', draft, revision, basedOn, content, keep, copies: come },
          ...{ file: null, isPicture: false, id: null, progress: () => undefined, signal: null },
        }),
      upload: (draft, { revision, basedOn, id, file, isPicture, progress, signal }) =>
        ask({
          ...{ kind: 'upload', draft, revision, basedOn, content: null, keep: [], copies: [] },
          ...{ file: file.name, isPicture, id, progress, signal },
        }),
      copies,
      after(ms, run) {
        const timer = { at: now + ms, run }
        timers.add(timer)
        return () => timers.delete(timer)
      },
      now: () => '2026-11-23T13:10:00.000Z',
      newId: () => `id-${++ids}`,
      passes: (error) => error instanceof ProblemError && passing.has(error.code),
      isOutrun: (error) => error instanceof ProblemError && error.code === 'changed-meanwhile',
      isUnreadable: (error) => error instanceof ProblemError && error.code === 'unreadable',
    },
  )
  return {
    ...{ saving, copies, asked },
    last: (): Asked => {
      const last = asked.at(-1)
      if (last === undefined) throw new Error('nothing was asked')
      return last
    },
    /** Time goes by, and what is due is done. */
    async pass(ms: number): Promise<void> {
      const until = now + ms
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)
        if (next === undefined) break
        timers.delete(next)
        now = next.at
        next.run()
        await settled()
      }
      now = until
    },
  }
}

/** The server keeps what came and is named. */
const picturesOf = (text: string, sent: Set<string>): SavedDraft['pictures'] => {
  for (const contentId of [...sent]) if (!text.includes(contentId)) sent.delete(contentId)
  return [...sent].map((contentId) => ({
    ...{ contentId, part: '2', name: 'a.png', type: 'image/png', bytes: 4 },
  }))
}

/** What follows from an answer has happened. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}
