// One message that is being written: who writes, to whom, what about, the text, its files; and how it leaves.

import { useQueryClient } from '@tanstack/react-query'
import { type DragEvent, type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react'
import { useFormat } from '#ui/format/use-format.ts'
import { sayDone } from '#ui/overlay/toast.tsx'
import { mostAttachedBytes } from '../../contract/draft-limits.ts'
import type { BoxView } from '../boxes.ts'
import { problemWords } from '../failure.tsx'
import { useWords } from '../words/words.tsx'
import { bytesOf } from './attachments.ts'
import { ComposerFoot } from './composer-foot.tsx'
import { ComposerFrame } from './composer-frame.tsx'
import { ComposerHead } from './composer-head.tsx'
import { ComposerText } from './composer-text.tsx'
import { discard } from './discard.ts'
import { isBlank } from './draft.ts'
import { mailChanged } from './outgoing.ts'
import { QuestionPanel } from './question-panel.tsx'
import { faultyField, wrongAddresses } from './questions.ts'
import { withRecipients } from './recipients.ts'
import type { SavingStart } from './saving-state.ts'
import { useSaving } from './use-saving.ts'
import { useSending } from './use-sending.ts'
import { type ComposeWindow, closeWindow, sizeWindow } from './windows.ts'

export interface ComposerProps {
  readonly window: ComposeWindow
  readonly box: BoxView
  readonly start: SavingStart
}

export function Composer({ window, box, start }: ComposerProps) {
  const words = useWords()
  const format = useFormat()
  const client = useQueryClient()
  const { saving, state } = useSaving(start)
  const { content } = state
  const frame = useRef<HTMLElement>(null)
  const [said, say] = useState('')
  const [tooLarge, setTooLarge] = useState<string | null>(null)
  const [unknown, setUnknown] = useState<ReadonlySet<string>>(new Set())
  const [dragging, setDragging] = useState(false)
  const sending = useSending({ box: box.id, saving, onSent: () => closeWindow(window.id) })
  const { questions } = sending

  const attach = useCallback(
    (files: readonly File[]): void => {
      let bytes = bytesOf(saving.state().attachments)
      const fitting = files.filter((file) => {
        const fits = bytes + file.size <= mostAttachedBytes
        if (fits) bytes += file.size
        return fits
      })
      const refused = files.find((file) => !fitting.includes(file))
      setTooLarge(
        refused === undefined
          ? null
          : words.compose.tooLarge(refused.name, format.size(refused.size), format.size(mostAttachedBytes)),
      )
      if (fitting.length > 0) saving.attach(fitting)
    },
    [saving, words, format],
  )
  const close = (): void => {
    // It is about to leave: what is asked or refused on the way must be seen.
    if (sending.stage !== 'idle') {
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
  return (
    <ComposerFrame
      {...{ window, box, state, frame, keys }}
      busy={sending.stage !== 'idle'}
      drop={{
        dragging,
        onDragOver: (event) => {
          if (!hasFiles(event)) return
          event.preventDefault()
          setDragging(true)
        },
        onDragLeave: ({ currentTarget, relatedTarget }) => {
          if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) setDragging(false)
        },
        onDrop: (event) => {
          setDragging(false)
          if (!hasFiles(event)) return
          event.preventDefault()
          attach([...event.dataTransfer.files])
        },
      }}
      onClose={close}
      onAttach={attach}
      onSend={() => sending.send()}
    >
      <ComposerHead
        {...{ box, content, unknown }}
        takesFocus={start.content.to.length === 0}
        onChange={saving.change}
        onSay={say}
      />
      <ComposerText
        {...{ state }}
        begins={start.content.html}
        takesFocus={start.content.to.length > 0}
        onChange={saving.change}
        onFiles={attach}
        onDetach={(file) => {
          setTooLarge(null)
          say(words.compose.removed(file.name))
          saving.detach(file.key)
          // Its button went with it.
          focusField(frame.current, 'files')
        }}
        notes={[
          ...(tooLarge === null ? [] : [tooLarge]),
          ...(sending.fileMissing ? [words.compose.fileMissing] : []),
          ...(sending.stage === 'waiting' ? [words.compose.leavesLater] : []),
          ...(sending.problem === null
            ? []
            : [words.compose.notSent(problemWords(sending.problem, words).title)]),
          ...(state.phase !== 'failed'
            ? []
            : [words.compose.notSaved(problemWords(state.problem, words).title)]),
        ]}
        foot={(editor) =>
          questions.length > 0 ? (
            <QuestionPanel {...{ questions }} onBack={back} onHide={hide} onGo={sending.answer} />
          ) : (
            <ComposerFoot
              {...{ editor }}
              box={box.id}
              onSubject={(subject) => {
                if (content.subject.trim() === '') saving.change({ subject })
              }}
              busy={sending.stage !== 'idle'}
              receipt={content.receipt}
              onReceipt={(receipt) => saving.change({ receipt })}
              onSend={() => sending.send()}
              onSchedule={sending.send}
              onAttach={attach}
              onDiscard={throwAway}
            />
          )
        }
      />
      <p className="heard" role="status">
        {said}
      </p>
    </ComposerFrame>
  )
}

/** What is over the page, such as a menu, has keys of its own. */
const isInside = ({ target, currentTarget }: KeyboardEvent): boolean =>
  target instanceof Node && currentTarget.contains(target)

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes('Files')

function focusField(frame: HTMLElement | null, field: ReturnType<typeof faultyField>): void {
  const places = {
    to: '[data-field="to"] input',
    subject: '[data-field="subject"] input',
    files: '[data-attach]',
    body: '.compose-text',
  }
  frame?.querySelector<HTMLElement>(places[field])?.focus()
}

function useConflictSaid(conflict: boolean): void {
  const { compose } = useWords()
  const text = compose.conflict
  useEffect(() => {
    if (conflict) sayDone({ text })
  }, [conflict, text])
}
