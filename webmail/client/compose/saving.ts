// Keeps what is being written: a copy in this browser at each pause, the server's draft every five seconds, files one after
// the other; one request at a time. What was asked for and not confirmed is asked again as it was, under the same revision,
// before anything newer. Nothing empty ever takes the place of something that is not.

import { progressOf, refuseFile, shownFiles, takeKept, withoutFile } from './attachments.ts'
import { type Copied, type DraftContent, isBlank, type SavedDraft } from './draft.ts'
import type { Revised, Saving, SavingPorts, SavingStart, SavingState } from './saving-state.ts'

export const localPauseMs = 1000
export const serverEveryMs = 5000

type Begun = Revised & { readonly upTo: number } & (
    | {
        readonly kind: 'write'
        readonly content: DraftContent
        readonly keep: readonly KeyPart[]
        readonly copies: readonly KeyCopy[]
      }
    | { readonly kind: 'upload'; readonly key: string; readonly file: File }
  )
interface KeyPart {
  readonly key: string
  readonly part: string
}
interface KeyCopy {
  readonly key: string
  readonly from: Copied
}

/** Begins with nothing asked for: what nobody changed is not saved. */
export function openSaving(start: SavingStart, ports: SavingPorts): Saving {
  let { attachments } = start
  let state: SavingState = {
    ...start,
    attachments: shownFiles(attachments),
    phase: start.unsaved ? 'changed' : start.savedAt === null ? 'untouched' : 'saved',
    ...{ problem: null, conflict: false },
  }
  // Changes are counted: how many there were, and how many of them the server has.
  let written = start.unsaved ? 1 : 0
  let stored = 0
  let begun: Begun | null = null
  let due = false
  let ended = false
  let asking: Promise<void> | null = null
  let waiting = 0
  let wanted = false
  // Written here since it was opened: what another program wrote is written anew before it leaves.
  let ours = false
  let failedNow = false
  let stopPause: (() => void) | null = null
  let stopTimer: (() => void) | null = null
  let aborting: { readonly key: string; readonly controller: AbortController } | null = null
  const listeners = new Set<() => void>()

  const publish = (patch: Partial<SavingState>): void => {
    state = { ...state, ...patch, attachments: shownFiles(attachments) }
    for (const listener of listeners) listener()
  }
  const unsaved = (): boolean => written > stored
  const uploads = () => attachments.sending.filter((file) => file.state === 'sending')
  const blank = (): boolean => isBlank(state.content) && shownFiles(attachments).length === 0

  const touch = (): void => {
    written++
    stopPause?.()
    stopPause = ports.after(localPauseMs, keepHere)
    stopTimer ??= ports.after(serverEveryMs, ring)
  }
  const ring = (): void => {
    stopTimer = null
    due = true
    void work()
  }
  const keepHere = (): void => {
    stopPause?.()
    stopPause = null
    if (ended || !unsaved() || blank()) return
    ports.copies.put({
      ...{ box: start.box, draft: state.draft, basedOn: state.basedOn, content: state.content },
      attachments: state.attachments.filter((file) => file.state === 'kept'),
      ...{ quote: start.quote, at: ports.now() },
    })
  }

  const nextChange = (): Begun | null => {
    if (begun !== null) return begun
    const [upload] = uploads()
    const mustExist =
      (wanted && !ours) || (upload !== undefined && (state.basedOn === null || attachments.copied.length > 0))
    const revised = { revision: ports.newId(), basedOn: state.basedOn, upTo: written }
    if (mustExist || ((due || waiting > 0) && unsaved() && !blank()))
      return {
        ...{ kind: 'write', ...revised, content: state.content },
        keep: attachments.kept.filter(({ key }) => !attachments.removed.has(key)),
        copies: attachments.copied,
      }
    if (upload === undefined) return null
    return { kind: 'upload', ...revised, upTo: stored, key: upload.key, file: upload.file }
  }
  const perform = (change: Begun): Promise<SavedDraft> => {
    const { revision, basedOn } = change
    if (change.kind === 'write')
      return ports.write(state.draft, {
        ...{ revision, basedOn, content: change.content },
        keep: change.keep.map(({ part }) => part),
        copies: change.copies.map(({ from }) => from),
      })
    const controller = new AbortController()
    aborting = { key: change.key, controller }
    return ports.upload(state.draft, {
      ...{ revision, basedOn, file: change.file, signal: controller.signal },
      progress: (sent) => {
        attachments = progressOf(attachments, change.key, sent)
        publish({})
      },
    })
  }
  const took = (change: Begun, saved: SavedDraft): void => {
    const expected =
      change.kind === 'write'
        ? [...change.keep, ...change.copies].map(({ key }) => key)
        : [...attachments.kept.map(({ key }) => key), change.key]
    // Taken away while it was on its way: gone with the next change.
    const unwanted = change.kind === 'upload' && !attachments.sending.some(({ key }) => key === change.key)
    attachments = takeKept(attachments, expected, saved.attachments)
    if (unwanted) {
      attachments = withoutFile(attachments, change.key)
      touch()
    }
    stored = Math.max(stored, change.upTo)
    ours = true
    if (saved.draft !== state.draft || !unsaved()) ports.copies.remove(state.draft)
    publish({
      ...{ draft: saved.draft, basedOn: saved.revision, place: saved.place, savedAt: saved.at },
      ...{ phase: unsaved() ? 'changed' : 'saved', problem: null },
      conflict: state.conflict || saved.conflict,
    })
  }
  const failed = (change: Begun, error: unknown): 'on' | 'stop' => {
    const upload = change.kind === 'upload'
    const aborted = upload && aborting?.controller.signal.aborted === true
    if (aborted && ended) {
      begun = null
      return 'stop'
    }
    if (!aborted && ports.passes(error)) {
      publish({ phase: 'here-only', problem: error })
      stopTimer ??= ports.after(serverEveryMs, ring)
      return 'stop'
    }
    begun = null
    if (!upload) {
      publish({ phase: 'failed', problem: error })
      return 'stop'
    }
    attachments = refuseFile(attachments, change.key)
    publish({})
    return 'on'
  }
  const workThrough = async (): Promise<void> => {
    failedNow = false
    for (let change = nextChange(); change !== null && !ended; change = nextChange()) {
      begun = change
      due = false
      publish({ phase: 'saving' })
      try {
        const saved = await perform(change)
        begun = null
        took(change, saved)
      } catch (error) {
        if (failed(change, error) === 'stop') {
          failedNow = true
          return
        }
      } finally {
        aborting = null
      }
    }
    due = false
    // What was written while something older was asked again.
    if (unsaved() && !blank() && !ended) stopTimer ??= ports.after(serverEveryMs, ring)
  }
  const work = (): Promise<void> => {
    asking ??= workThrough().finally(() => {
      asking = null
    })
    return asking
  }

  return {
    state: () => state,
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    change(patch) {
      touch()
      publish({
        content: { ...state.content, ...patch },
        phase: state.phase === 'here-only' ? 'here-only' : 'changed',
      })
    },
    attach(files) {
      const added = files.map((file) => ({
        ...{ key: ports.newId(), name: file.name, type: file.type, bytes: file.size },
        ...{ state: 'sending' as const, file, sent: 0 },
      }))
      attachments = { ...attachments, sending: [...attachments.sending, ...added] }
      publish({})
      void work()
    },
    detach(key) {
      const wasThere =
        attachments.kept.some((file) => file.key === key) ||
        attachments.copied.some((file) => file.key === key)
      // What is there by now may be in the draft already, and goes with the next change.
      const underWay = uploads().some((file) => file.key === key && file.sent < file.bytes)
      attachments = withoutFile(attachments, key)
      if (aborting?.key === key && underWay) aborting.controller.abort()
      if (wasThere) touch()
      publish(wasThere ? { phase: 'changed' } : {})
    },
    async flush(how) {
      waiting++
      wanted ||= how === 'as-ours'
      try {
        if (asking !== null) await asking
        await work()
        return !failedNow
      } finally {
        waiting--
        wanted = false
      }
    },
    wake() {
      if (begun === null && !unsaved() && uploads().length === 0) return
      due = true
      void work()
    },
    keepHere,
    async end(how) {
      keepHere()
      ended = true
      stopPause?.()
      stopTimer?.()
      if (how === 'forget') aborting?.controller.abort()
      if (asking !== null) await asking
      if (how === 'forget') ports.copies.remove(state.draft)
      return { ...state, attachments, unsaved: unsaved() }
    },
  }
}
