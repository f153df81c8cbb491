// A draft written anew. Nothing that somebody wrote is ever lost by it: a change that does not follow the one that is there becomes
// a draft of its own, and what is there goes only once the new version has its place.

import { failed, ok, type Result } from '#core/result.ts'
import { outboxStore } from '#db/stores/webmail/outbox.ts'
import { changedMeanwhile, Problem } from '#http/problem.ts'
import type { Asking } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import type { OpenedBox } from '../http/open-box.ts'
import { type DraftVersion, findDraft, putDraft, removeVersions, type SeenDraft } from '../imap/drafts.ts'
import type { Role } from '../imap/folder-names.ts'
import type { DraftChange, Old, Saving } from './draft-change.ts'
import { otherDraft } from './draft-identity.ts'
import { isRefused, placeOf } from './draft-in-outbox.ts'
import { notesIn } from './draft-notes.ts'
import { sourceOf } from './draft-source.ts'
import { besideText, type ReadDraft, readDraft } from './read-draft.ts'

export interface DraftSaved {
  readonly version: DraftVersion
  readonly read: ReadDraft
  readonly conflict: boolean
}

/** Somebody else may be changing it at the same moment, from elsewhere. */
const mostTries = 4

export async function saveDraft(
  opened: OpenedBox,
  change: DraftChange,
  context: Asking,
): Promise<Result<DraftSaved, Problem>> {
  const { ofOneDraft } = context.ports.writing
  using _turn = await ofOneDraft.take(`${opened.box.id} ${change.draft}`)
  const saving = { opened, change, context }
  for (let tried = 0; tried < mostTries; tried += 1) {
    const saved = await tryToSave(saving)
    if (!saved.ok) return saved
    if (saved.value !== null) return ok(saved.value)
  }
  return failed(new Problem('try-later', 'Somebody else is changing this draft; nothing was changed.'))
}

/** Null where it changed while the new version was made. */
async function tryToSave(saving: Saving): Promise<Result<DraftSaved | null, Problem>> {
  const { change } = saving
  const seen = await look(saving, change.draft, 'drafts')
  if (!seen.ok) return seen
  const newest = seen.value.versions.at(-1) ?? null
  if (newest?.revision === change.revision) return await alreadySaved(saving, seen.value, newest)
  const here = { draft: change.draft, seen: seen.value, before: newest, conflict: false }
  if (newest === null) return await written(saving, { ...here, filesSince: null })
  const follows = howItFollows(change, newest)
  if (follows === null && change.added !== null) return failed(changedMeanwhile(undefined))
  if (follows?.isThere) return await alreadySaved(saving, seen.value, newest)
  if (follows !== null) return await written(saving, { ...here, filesSince: follows.filesSince })
  const draft = otherDraft(change.draft, change.revision)
  const other = await look(saving, draft, 'drafts')
  if (!other.ok) return other
  const before = other.value.versions.at(-1)
  if (before !== undefined) {
    const read = await readDraft(saving.opened, before, saving.context.ports)
    return read.ok ? ok({ version: before, read: read.value, conflict: true }) : read
  }
  return await written(saving, {
    ...{ draft, seen: other.value, before: newest },
    ...{ conflict: true, filesSince: null },
  })
}

interface Follows {
  /** The version that is there has it already. */
  readonly isThere: boolean
  /** Files from this one on were added behind the back of whoever wrote; null where none were. */
  readonly filesSince: number | null
}

/**
 * What was written stands beside files that were added meanwhile, and so does a file; but none is added to what somebody else
 * wrote since: whoever chose it saw another text.
 */
function howItFollows({ added, revision, basedOn }: DraftChange, newest: DraftVersion): Follows | null {
  const { addedTo } = notesIn(newest.fields)
  if (added !== null && addedTo.some((each) => each.revision === revision))
    return { isThere: true, filesSince: null }
  if (newest.revision === basedOn) return { isThere: false, filesSince: null }
  const since = addedTo.find((each) => each.revision === basedOn)
  return since === undefined ? null : { isThere: false, filesSince: added === null ? since.files : null }
}

async function look(
  { opened, context: { ports } }: Saving,
  draft: string,
  role: Role,
): Promise<Result<SeenDraft, Problem>> {
  const seen = await findDraft(ports.connections, opened.visit, { draft, role })
  return seen.ok ? seen : failed(problemOfMail(seen.error, ports.log))
}

/** The same change came before; a version that it left behind goes now. */
async function alreadySaved(
  { opened, context: { ports } }: Saving,
  seen: SeenDraft,
  newest: DraftVersion,
): Promise<Result<DraftSaved, Problem>> {
  const versions = seen.versions.filter(({ uid }) => uid !== newest.uid)
  if (versions.length > 0) await removeVersions(ports.connections, opened.visit, { ...seen, versions })
  const read = await readDraft(opened, newest, ports)
  return read.ok ? ok({ version: newest, read: read.value, conflict: false }) : read
}

interface Place {
  /** Under which it is written. */
  readonly draft: string
  readonly seen: SeenDraft
  /** What it was, wherever that is. */
  readonly before: DraftVersion | null
  readonly conflict: boolean
  readonly filesSince: number | null
}

async function written(saving: Saving, place: Place): Promise<Result<DraftSaved | null, Problem>> {
  const { opened, context } = saving
  const { ports } = context
  const leaving = place.conflict ? ok(false) : await isRefused(opened.box, place.before, context)
  if (!leaving.ok) return leaving
  const old = await whatItWas(saving, place.before)
  if (!old.ok) return old
  using turns = new DisposableStack()
  const source = await sourceOf(saving, { ...place, old: old.value, turns })
  if (!source.ok) return source
  const { octets, shown, ...read } = source.value
  const put = await putDraft(ports.connections, opened.visit, { ...place, source: octets })
  if (!put.ok) return failed(problemOfMail(put.error, ports.log))
  if (put.value === null) return ok(null)
  if (leaving.value && place.before !== null)
    await outboxStore(context.database).followDraft(opened.box.id, placeOf(place.before), put.value.uid)
  const beside = besideText(put.value, read.notes, shown)
  return ok({ version: put.value, read: { ...read, ...beside }, conflict: place.conflict })
}

/** What another program threw away lies in the trash, with its files. */
async function whatItWas(saving: Saving, before: DraftVersion | null): Promise<Result<Old | null, Problem>> {
  const { opened, change, context } = saving
  let version = before
  if (version === null && change.basedOn !== null) {
    const thrown = await look(saving, change.draft, 'trash')
    if (!thrown.ok) return thrown
    version = thrown.value.versions.at(-1) ?? null
  }
  if (version === null) return ok(null)
  if (change.added !== null && howItFollows(change, version) === null)
    return failed(changedMeanwhile(undefined))
  const read = await readDraft(opened, version, context.ports)
  return read.ok ? ok({ version, read: read.value }) : read
}
