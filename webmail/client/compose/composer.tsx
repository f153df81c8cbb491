// One message that is being written: who writes, to whom, what about, the text, its files; and how it leaves.

import { useQueryClient } from '@tanstack/react-query'
import type { Editor } from '@tiptap/core'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { sayDone } from '#ui/overlay/toast.tsx'
import type { BoxView } from '../boxes.ts'
import { OtherWriters } from '../reading/other-writers.tsx'
import { useWords } from '../words/words.tsx'
import type { KeptFile } from './attachments/attachments.ts'
import { useDropping } from './attachments/drop-zones.tsx'
import { useLinkedFiles } from './attachments/linked-files.tsx'
import { useAttachments } from './attachments/use-attachments.ts'
import { ComposerFoot } from './composer-foot.tsx'
import { ComposerFrame } from './composer-frame.tsx'
import { ComposerHead } from './composer-head.tsx'
import { ComposerText } from './composer-text.tsx'
import { ConflictPanel, conflictOf } from './draft/conflict-panel.tsx'
import { discard } from './draft/discard.ts'
import { isBlank } from './draft/draft.ts'
import type { Saving, SavingStart, SavingState } from './draft/saving-state.ts'
import { useSaving } from './draft/use-saving.ts'
import { useShownPictures } from './editor/use-pictures.ts'
import { withRecipients } from './recipients/recipients.ts'
import { AnsweredPanel } from './send/answered-panel.tsx'
import { archivableFrom } from './send/archive-answered.ts'
import { notesOf } from './send/notes.tsx'
import { mailChanged } from './send/outgoing.ts'
import { QuestionPanel } from './send/question-panel.tsx'
import { faultyField, leakingFiles, wrongAddresses } from './send/questions.ts'
import { isHeld } from './send/sending-state.ts'
import { type Sending, useSending } from './send/use-sending.ts'
import { type ComposeWindow, closeWindow, noteDraft, sizeWindow } from './windows.ts'

export interface ComposerProps {
  readonly window: ComposeWindow
  readonly box: BoxView
  readonly start: SavingStart
}

export function Composer({ window, box, start }: ComposerProps) {
  const words = useWords()
  const client = useQueryClient()
  const { saving, state, elsewhere } = useSaving(start)
  const { content } = state
  const frame = useRef<HTMLElement>(null)
  const [said, say] = useState('')
  const [unknown, setUnknown] = useState<ReadonlySet<string>>(new Set())
  const sending = useSending({ box: box.id, saving, onSent: () => closeWindow(window.id) })
  const { questions } = sending
  const held = isHeld(sending)
  const editor = useRef<Editor | null>(null)
  const linked = useLinkedFiles({
    ...{ box: box.id, saving, editor, onSay: say },
    onAttach: (file) => attachAnyway(file),
  })
  const {
    attach,
    attachAnyway,
    place: put,
    tooLarge,
    forget,
  } = useAttachments(saving, { held, onHeavy: linked.offer })
  const pictures = useShownPictures(saving)
  const drop = useDropping(held, (files, zone) =>
    zone === 'text' ? put(files, editor.current) : attach(files),
  )

  const close = (): void => {
    // It is about to leave: what is asked or refused on the way must be seen.
    if (sending.stage !== 'idle' || held) {
      sizeWindow(window.id, 'small')
      return
    }
    const { content: left, attachments: files } = saving.state()
    // Emptied by hand: what the server has of it stays there.
    if (isBlank(left) && files.length === 0) void saving.end('forget')
    closeWindow(window.id)
    void saving.flush().then(() => mailChanged(client))
  }
  const throwAway = (): void => {
    closeWindow(window.id)
    const { basedOn, content: left } = saving.state()
    if (basedOn === null && isBlank(left)) void saving.end('forget')
    else void discard(saving, { client, words })
  }
  const back = (): void => {
    setUnknown(new Set(wrongAddresses(questions).map((address) => address.toLowerCase())))
    sending.back()
    const field = faultyField(questions)
    requestAnimationFrame(() => focusField(frame.current, field))
  }
  const hide = (): void => {
    saving.change({ to: [], cc: [], bcc: withRecipients(content.bcc, [...content.to, ...content.cc]) })
    sending.back()
    requestAnimationFrame(() => focusField(frame.current, 'to'))
  }
  const replace = (files: readonly KeptFile[]): void => {
    sending.back()
    linked.replace(files)
  }
  const keys = {
    // Before a button takes it for a press of its own.
    onKeyDownCapture(event: KeyboardEvent): void {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !isInside(event)) return
      event.preventDefault()
      event.stopPropagation()
      // An address that is still being typed is one of the recipients.
      if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur()
      if (questions.length === 0) sending.send()
    },
    onKeyDown(event: KeyboardEvent): void {
      if (event.key !== 'Escape' || !isInside(event)) return
      event.preventDefault()
      close()
    },
  }
  useConflictSaid(state.conflict)
  const { place } = state
  useEffect(() => noteDraft(window.id, place), [window.id, place])
  useFocusKept(held, frame)
  return (
    <>
      <ComposerFrame
        {...{ window, box, state, frame, keys, held, drop }}
        busy={sending.stage !== 'idle'}
        onClose={close}
        onAttach={attach}
        onSend={() => sending.send()}
      >
        <ComposerHead
          {...{ box, content, unknown, held }}
          takesFocus={start.content.to.length === 0}
          onChange={saving.change}
          onSay={say}
        />
        <ComposerText
          {...{ state, held }}
          begins={start.content.html}
          takesFocus={start.content.to.length > 0}
          onChange={saving.change}
          pictures={pictures}
          onFiles={put}
          onEditor={(opened) => {
            editor.current = opened
          }}
          onDetach={(file) => {
            forget()
            say(words.compose.removed(file.name))
            saving.detach(file.key)
            // Its button went with it.
            focusField(frame.current, 'files')
          }}
          conflict={<Conflicts {...{ window, box, state, saving, sending, frame }} />}
          notes={notesOf({ state, sending, tooLarge, elsewhere }, words)}
          foot={(there) =>
            questions.length > 0 ? (
              <QuestionPanel
                {...{ questions }}
                leaking={leakingFiles(questions, state.attachments)}
                onBack={back}
                onHide={hide}
                onReplace={replace}
                onGo={sending.answer}
              />
            ) : (
              <ComposerFoot
                editor={there}
                box={box.id}
                onSubject={(subject) => {
                  if (!held && content.subject.trim() === '') saving.change({ subject })
                }}
                busy={sending.stage !== 'idle'}
                held={held}
                receipt={content.receipt}
                onReceipt={(receipt) => held || saving.change({ receipt })}
                onSend={() => sending.send()}
                onSchedule={sending.send}
                onSendAndArchive={archivableFrom(content) === null ? null : sending.sendAndArchive}
                onAttach={attach}
                onPictures={put}
                onDiscard={throwAway}
              />
            )
          }
        />
        <p className="heard" role="status">
          {said}
        </p>
      </ComposerFrame>
      {/* Beside it: what is dropped or typed over the dialog is none of the message's. */}
      {linked.dialog}
    </>
  )
}

interface ConflictsProps extends Pick<ComposerProps, 'window' | 'box'> {
  readonly state: SavingState
  readonly saving: Saving
  readonly sending: Sending
  readonly frame: RefObject<HTMLElement | null>
}

/** What somebody else made of the same draft, or of what it answers. */
function Conflicts({ window, box, state, saving, sending, frame }: ConflictsProps) {
  const { about } = state.content
  const conflict = conflictOf(state, sending.problem)
  if (conflict !== null)
    return (
      <ConflictPanel
        {...{ box: box.id, conflict, saving, frame }}
        onKept={sending.back}
        onClose={() => closeWindow(window.id)}
      />
    )
  if (sending.answered === null)
    return (
      <div className="compose-notes">
        <OtherWriters box={box} place={about?.kind === 'reply' ? about.place : null} />
      </div>
    )
  return (
    <AnsweredPanel
      {...{ box, saving, frame }}
      answer={sending.answered}
      onSee={() => {
        sending.seeTheirs()
        sizeWindow(window.id, 'small')
      }}
      onSendMine={sending.sendMine}
    />
  )
}

/** What is over the page, such as a menu, has keys of its own. */
const isInside = ({ target, currentTarget }: KeyboardEvent): boolean =>
  target instanceof Node && currentTarget.contains(target)

function focusField(frame: HTMLElement | null, field: ReturnType<typeof faultyField>): void {
  const places = {
    to: '[data-field="to"] input',
    subject: '[data-field="subject"] input',
    files: '[data-attach]',
    body: '.compose-text',
  }
  frame?.querySelector<HTMLElement>(places[field])?.focus()
}

/** What had the focus is out of reach while it is held, and has it again after that, unless something else took it. */
function useFocusKept(held: boolean, frame: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (!held) return
    const had = document.activeElement
    const window = frame.current
    if (had === document.body || had?.closest('[inert]') != null) window?.focus()
    return () => {
      const now = document.activeElement
      if (had instanceof HTMLElement && (now === window || now === document.body)) had.focus()
    }
  }, [held, frame])
}

function useConflictSaid(conflict: boolean): void {
  const { compose } = useWords()
  const text = compose.conflict
  useEffect(() => {
    if (conflict) sayDone({ text })
  }, [conflict, text])
}
