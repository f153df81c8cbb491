// Keeps what is being written: a copy in this browser at each pause, the server's draft every five seconds, files one after
// the other; one request at a time. What was asked for and not confirmed is asked again as it was, under the same revision,
// before anything newer. Nothing empty ever takes the place of something that is not.

import {
  asCopies,
  progressOf,
  refuseFile,
  shownFiles,
  takeKept,
  uploadsOf,
  withoutFile,
} from '../attachments/attachments.ts'
import { givenPicture, isNamed, ownPictureId } from '../editor/pictures.ts'
import { isBlank, type SavedDraft } from './draft.ts'
import { type DraftRequest, expectedOf, isLeftOut, isUnwanted } from './draft-request.ts'
import { localCopyOf } from './local-copy.ts'
import type { Saving, SavingPorts, SavingStart, SavingState } from './saving-state.ts'

export const localPauseMs = 1000
export const serverEveryMs = 5000

/** Somebody else who writes all the time keeps a file out for no longer. */
const mostTries = 3

/** Begins with nothing asked for: what nobody changed is not saved. */
export function openSaving(start: SavingStart, ports: SavingPorts): Saving {
  let { attachments } = start
  let state: SavingState = {
    ...start,
    attachments: shownFiles(attachments),
    pictures: attachments.pictures,
    phase: start.unsaved ? 'changed' : start.savedAt === null ? 'untouched' : 'saved',
    ...{ problem: null, conflict: false, keptHere: false },
  }
  // Changes are counted: how many there were, and how many of them the server has.
  let written = start.unsaved ? 1 : 0
  let stored = 0
  // The text as the server has it: a picture comes once that names it.
  let storedHtml = start.unsaved ? '' : start.content.html
  let begun: DraftRequest | null = null
  let due = false
  let ended = false
  let asking: Promise<void> | null = null
  let waiting = 0
  let wanted = false
  // Written here since it was opened: what another program wrote is written anew before it leaves.
  let ours = false
  let failedNow = false
  // The draft became something else under a file: what is written here is saved first, as a draft of its own.
  let outrun = 0
  let stepped = 0
  let stopPause: (() => void) | null = null
  let stopTimer: (() => void) | null = null
  let aborting: { readonly key: string; readonly controller: AbortController } | null = null
  let coming: Promise<unknown> = Promise.resolve()
  const listeners = new Set<() => void>()

  const publish = (patch: Partial<SavingState>): void => {
    state = { ...state, ...patch, attachments: shownFiles(attachments), pictures: attachments.pictures }
    for (const listener of listeners) listener()
  }
  const unsaved = (): boolean => written > stored
  const uploads = () => uploadsOf(attachments, state.content.html)
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
    const keptHere = ports.copies.put(localCopyOf(state, attachments, ports.now()))
    if (keptHere !== state.keptHere) publish({ keptHere })
  }

  const nextChange = (): DraftRequest | null => {
    if (begun !== null) return begun
    const [upload] = uploads()
    const mustExist =
      (wanted && !ours) ||
      outrun > stepped ||
      (upload !== undefined && (state.basedOn === null || attachments.copied.length > 0)) ||
      (upload?.isPicture === true && !isNamed(storedHtml, upload.key))
    const revised = { revision: ports.newId(), basedOn: state.basedOn, upTo: written }
    if (mustExist || ((due || waiting > 0) && unsaved() && !blank()))
      return {
        ...{ kind: 'write', ...revised, content: state.content },
        keep: attachments.kept.flatMap(({ key }) => (attachments.removed.has(key) ? [] : key)),
        copies: attachments.copied,
      }
    if (upload === undefined) return null
    return { kind: 'upload', ...revised, upTo: stored, ...upload }
  }
  const perform = (change: DraftRequest): Promise<SavedDraft> => {
    const { revision, basedOn } = change
    if (change.kind === 'write')
      return ports.write(state.draft, {
        ...{ revision, basedOn, content: change.content },
        keep: [...change.keep],
        copies: change.copies.map(({ key, from }) => ({ ...from, id: key })),
      })
    const controller = new AbortController()
    aborting = { key: change.key, controller }
    return ports.upload(state.draft, {
      ...{ revision, basedOn, file: change.file, signal: controller.signal, isPicture: change.isPicture },
      id: change.isPicture ? (ownPictureId(change.key) ?? change.key) : change.key,
      progress: (sent) => {
        attachments = progressOf(attachments, change.key, sent)
        publish({})
      },
    })
  }
  const took = (change: DraftRequest, saved: SavedDraft): void => {
    // Gone with the next change.
    const unwanted = isUnwanted(change, attachments)
    attachments = takeKept(attachments, expectedOf(change, attachments), saved)
    // Somebody took it out of the text there: asked again and again, it would not be there either.
    if (isLeftOut(change, saved)) attachments = refuseFile(attachments, change.key, 'gone')
    if (change.kind === 'write') storedHtml = change.content.html
    if (unwanted) {
      attachments = withoutFile(attachments, change.key)
      touch()
    }
    stored = Math.max(stored, change.upTo)
    ours = true
    if (change.kind === 'write') stepped = outrun
    else outrun = stepped = 0
    const isDone = saved.draft !== state.draft || !unsaved()
    if (isDone) ports.copies.remove(state.draft)
    publish({
      ...(isDone ? { keptHere: false } : {}),
      ...{ draft: saved.draft, basedOn: saved.revision, place: saved.place, savedAt: saved.at },
      ...{ phase: unsaved() ? 'changed' : 'saved', problem: null },
      conflict: state.conflict || saved.conflict,
    })
  }
  const refuse = (key: string, error: unknown): void => {
    outrun = stepped = 0
    attachments = ports.isUnreadable(error)
      ? refuseFile(attachments, key, 'unreadable')
      : refuseFile(attachments, key, 'refused', error)
    // Nothing else is wrong.
    publish({ phase: unsaved() ? 'changed' : state.savedAt === null ? 'untouched' : 'saved' })
  }
  const failed = (change: DraftRequest, error: unknown): 'on' | 'stop' => {
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
    if (ports.isOutrun(error) && outrun < mostTries) outrun++
    else refuse(change.key, error)
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

  const flush = async (): Promise<boolean> => {
    waiting++
    try {
      await Promise.all([coming, asking])
      await work()
      return !failedNow
    } finally {
      waiting--
    }
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
    show(pictures) {
      attachments = { ...attachments, pictures: [...attachments.pictures, ...pictures.map(givenPicture)] }
      publish({})
    },
    expect(work) {
      coming = Promise.allSettled([coming, work])
    },
    octetsCame(contentId, octets) {
      const pictures = attachments.pictures.map((each) =>
        each.contentId === contentId ? { ...each, octets } : each,
      )
      attachments = { ...attachments, pictures }
      publish({})
    },
    detach(key) {
      const wasThere =
        attachments.kept.some((file) => file.key === key) ||
        attachments.copied.some((file) => file.key === key)
      // What is there by now may be in the draft already, and goes with the next change.
      const underWay = attachments.sending.some(
        (file) => file.state === 'sending' && file.key === key && file.sent < file.bytes,
      )
      attachments = withoutFile(attachments, key)
      if (aborting?.key === key && underWay) aborting.controller.abort()
      if (wasThere) touch()
      publish(wasThere ? { phase: 'changed' } : {})
    },
    async flush(how) {
      wanted ||= how === 'as-ours'
      return await flush().finally(() => {
        wanted = false
      })
    },
    keepMine(how) {
      begun = null
      if (how === 'beside') outrun = stepped + 1
      else {
        ports.copies.remove(state.draft)
        // Where nobody knows its place, its files cannot be taken along; its text can.
        if (state.place !== null) attachments = asCopies(attachments, state.place)
        const anew = { draft: ports.newId(), basedOn: null, place: null, savedAt: null }
        touch()
        publish({ ...anew, phase: 'changed', problem: null })
      }
      return flush()
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
      return {
        ...state,
        attachments,
        unsaved: unsaved(),
        unconfirmed: begun?.kind === 'write' ? begun : null,
      }
    },
  }
}
