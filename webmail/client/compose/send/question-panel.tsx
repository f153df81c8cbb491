// What is asked before a message leaves, at the foot of its window: the text above stays in sight. The focus stays inside until
// somebody chose, and begins on what changes nothing.

import { TriangleAlert } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { useWords } from '../../words/words.tsx'
import type { KeptFile } from '../attachments/attachments.ts'
import type { SendingQuestion } from '../draft/draft.ts'
import { isFinal, leakOf, questionText } from './questions.ts'

export interface QuestionPanelProps {
  readonly questions: readonly SendingQuestion[]
  /** Files of the draft that may go by a link instead. */
  readonly leaking: readonly KeptFile[]
  readonly onReplace: (files: readonly KeptFile[]) => void
  readonly onBack: () => void
  /** All that see each other go to where they do not. */
  readonly onHide: () => void
  readonly onGo: (justification: string | null) => void
}

export function QuestionPanel(props: QuestionPanelProps) {
  const { questions, leaking, onReplace, onBack, onHide, onGo } = props
  const { compose, sharing } = useWords()
  const words = compose.questions
  const id = useId()
  const panel = useRef<HTMLDivElement>(null)
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const leak = leakOf(questions)
  const final = isFinal(questions)
  const justify = leak?.action === 'justify' && !final
  const crowded = !final && questions.some(({ kind }) => kind === 'many-visible')
  useEffect(() => {
    panel.current?.querySelector<HTMLElement>('input, [data-first]')?.focus()
  }, [])
  const go = (): void => {
    if (justify && reason.trim() === '') {
      setMissing(true)
      panel.current?.querySelector('input')?.focus()
    } else onGo(justify ? reason.trim() : null)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      onBack()
    }
    if (event.key === 'Tab') stayInside(event, panel.current)
  }
  const texts = questions.map((question) => questionText(question, compose))
  return (
    <div
      ref={panel}
      className="compose-question"
      role="alertdialog"
      aria-labelledby={`${id}-title`}
      {...(leak === null ? {} : { 'aria-describedby': `${id}-text` })}
      onKeyDown={onKeyDown}
    >
      <TriangleAlert aria-hidden />
      <div>
        <h3 id={`${id}-title`}>{texts.length === 1 ? texts[0] : words.several}</h3>
        {texts.length > 1 && (
          <ul>
            {texts.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        )}
        {leak !== null && (
          <p id={`${id}-text`}>
            {leaking.length > 0 ? `${sharing.replaceHint} ` : ''}
            {words.actions[leak.action]}
          </p>
        )}
        {justify && (
          <TextField
            label={words.reason}
            value={reason}
            maxLength={500}
            onChange={(text) => {
              setReason(text)
              setMissing(false)
            }}
            error={missing ? words.reasonMissing : null}
          />
        )}
        <div className="compose-question-go">
          {leaking.length > 0 ? (
            // It asks before it does anything.
            <Button look="primary" onPress={() => onReplace(leaking)} data-first="">
              {sharing.replace}
            </Button>
          ) : (
            <Button look="primary" onPress={onBack} data-first="">
              {words.back}
            </Button>
          )}
          {crowded && <Button onPress={onHide}>{words.hide}</Button>}
          {!final && (
            <Button onPress={go}>{leak?.action === 'hold' ? words.forApproval : words.anyway}</Button>
          )}
          {leaking.length > 0 && (
            <Button look="quiet" onPress={onBack}>
              {words.back}
            </Button>
          )}
        </div>
      </div>
    </div>
  )
}

function stayInside(event: KeyboardEvent, panel: HTMLElement | null): void {
  const stops = [...(panel?.querySelectorAll<HTMLElement>('button, input') ?? [])]
  const [first] = stops
  const last = stops.at(-1)
  const leaving = event.shiftKey ? document.activeElement === first : document.activeElement === last
  if (!leaving) return
  event.preventDefault()
  ;(event.shiftKey ? last : first)?.focus()
}
