// What is said under the text of a message that is being written: what went wrong with it, or waits.

import { Banner } from '#ui/display/banner.tsx'
import { problemWords, ToCall } from '../../failure.tsx'
import { subjectOf } from '../../list/row-words.ts'
import { refusedWords } from '../../outbox/refusal.ts'
import type { Words } from '../../words/fr.ts'
import { conflictOf } from '../draft/conflict-panel.tsx'
import type { SavingState } from '../draft/saving-state.ts'
import { isNamed } from '../editor/pictures.ts'
import type { Sending } from './use-sending.ts'

export interface Note {
  readonly text: string
  /** What somebody may be called about; null where nothing failed, or where it is said beside another note. */
  readonly error: unknown
}

export interface Noted {
  readonly state: SavingState
  readonly sending: Pick<
    Sending,
    'stage' | 'problem' | 'refusal' | 'unsure' | 'fileMissing' | 'pictureMissing'
  >
  /** Why a file that was given did not come. */
  readonly tooLarge: string | null
  /** Another tab is writing it as well. */
  readonly elsewhere: boolean
}

/** A sentence each, none twice. What the conflict of a draft says is not said here. */
export function notesOf({ state, sending, tooLarge, elsewhere }: Noted, words: Words): readonly Note[] {
  const { stage, unsure, refusal, problem, fileMissing, pictureMissing } = sending
  const { compose, pictures } = words
  const isConflict = conflictOf(state, problem) !== null
  const isUnsent = problem !== null && !isConflict
  const isUnsaved = state.phase === 'failed' && !isConflict
  const lost = lostPicture(state, words)
  const all: readonly (Note | false)[] = [
    tooLarge !== null && note(tooLarge),
    fileMissing && note(compose.fileMissing),
    ...refusedFiles(state, words),
    pictureMissing && lost === null && note(pictures.missing),
    lost !== null && lost,
    stage === 'waiting' && note(compose.leavesLater),
    stage === 'checking' && note(compose.checking),
    stage === 'idle' && unsure && note(compose.unsure),
    refusal !== null && note(refusedWords(subjectOf(refusal.subject, words), refusal, words)),
    isUnsent && note(compose.notSent(problemWords(problem, words).title), problem),
    elsewhere && note(compose.elsewhere),
    // Where it did not leave because it could not be saved, whom to call is said once.
    isUnsaved &&
      note(
        compose.notSaved(problemWords(state.problem, words).title),
        isUnsent && state.problem === problem ? null : state.problem,
      ),
  ]
  return all.filter((each) => each !== false)
}

const note = (text: string, error: unknown = null): Note => ({ text, error })

/** Each is marked where it stands; why, and whom to call, is said once for all that were refused alike. */
function refusedFiles({ attachments }: SavingState, { compose, list, reading, problems, frame }: Words) {
  const notes = new Map<string, Note>()
  for (const file of attachments) {
    if (file.state !== 'refused' || file.problem === null) continue
    const name = file.name.trim() === '' ? reading.unnamedFile : file.name
    const why = problemWords(file.problem, { problems, frame }).title
    const text = list.because(`${name} ${compose.notAttached.refused}.`, why)
    if (!notes.has(why)) notes.set(why, { text, error: file.problem })
  }
  return [...notes.values()]
}

function lostPicture({ pictures, content }: SavingState, words: Words): Note | null {
  const lost = pictures.find(({ contentId, problem }) => problem !== null && isNamed(content.html, contentId))
  if (lost === undefined) return null
  const { title } = problemWords(lost.problem, words)
  return { text: words.list.because(words.pictures.missing, title), error: lost.problem }
}

export function Notes({ notes }: { readonly notes: readonly Note[] }) {
  if (notes.length === 0) return null
  return (
    <div className="compose-notes">
      {notes.map(({ text, error }) => (
        <Banner key={text} kind="warn" urgent>
          <p>{text}</p>
          {error !== null && <ToCall error={error} />}
        </Banner>
      ))}
    </div>
  )
}
