// The journey of one message down the page: when, what happened, and folded under it the server's own words.

import { CopyButton } from '#ui/control/copy-button.tsx'
import { type StateKind, StateLabel } from '#ui/display/state-label.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { useWords } from '../words/words.tsx'
import { journeyText, markOf, type Sentence, sentenceOf } from './sentences.ts'
import type { Outcome, TraceView } from './trace-view.ts'
import './journey.css'

const kinds: Readonly<Record<Sentence['mark'], StateKind>> = { ok: 'ok', bad: 'bad', wait: 'info' }

export function OutcomeLabel({ outcome, count }: { readonly outcome: Outcome; readonly count?: number }) {
  const words = useWords().journey
  const text = words.outcomes[outcome]
  return (
    <StateLabel kind={kinds[markOf(outcome)]}>
      {count === undefined ? text : words.countOf(count, text)}
    </StateLabel>
  )
}

export function Journey({ trace }: { readonly trace: TraceView }) {
  const words = useWords().journey
  const format = useFormat()
  const sentences = trace.steps.map((step) => sentenceOf(step, { words, size: format.size }))
  const counts = new Map<Outcome, number>()
  for (const { outcome } of trace.recipients) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  return (
    <>
      <p className="journey-counts">
        {[...counts].map(([outcome, count]) => (
          <OutcomeLabel key={outcome} outcome={outcome} count={count} />
        ))}
      </p>
      <Steps sentences={sentences} />
      <CopyButton text={journeyText(sentences, format.full)} label={words.copy} shown={words.copy} />
    </>
  )
}

/** In the order in which they happened. */
export function Steps({ sentences }: { readonly sentences: readonly Sentence[] }) {
  return (
    <ol className="journey">
      {sentences.map((sentence, index) => (
        <StepLine
          key={`${sentence.at} ${sentence.title}`}
          sentence={sentence}
          before={sentences[index - 1]}
        />
      ))}
    </ol>
  )
}

interface StepLineProps {
  readonly sentence: Sentence
  readonly before: Sentence | undefined
}

function StepLine({ sentence, before }: StepLineProps) {
  const words = useWords().journey
  const format = useFormat()
  const { at, title, text, mark, reply, technical } = sentence
  const otherDay = before === undefined || before.at.slice(0, 10) !== at.slice(0, 10)
  return (
    <li className={`journey-${mark}`}>
      <time dateTime={at} title={format.full(at)}>
        {format.time(at)}
        {otherDay && <small>{format.day(at)}</small>}
      </time>
      <Mark mark={mark} />
      <div>
        <b>{title}</b>
        {text !== '' && <span>{text}</span>}
        {reply !== null && <Folded summary={words.exactReply} lines={[reply]} />}
        {technical.length > 0 && <Folded summary={words.technical} lines={technical} />}
      </div>
    </li>
  )
}

function Folded({ summary, lines }: { readonly summary: string; readonly lines: readonly string[] }) {
  return (
    <details>
      <summary>{summary}</summary>
      {lines.map((line) => (
        <code key={line} lang="en">
          {line}
        </code>
      ))}
    </details>
  )
}

/** Told apart by outline first: disc, square with a cross, ring. */
function Mark({ mark }: { readonly mark: Sentence['mark'] }) {
  return (
    <svg className="journey-mark" viewBox="0 0 13 13" aria-hidden="true" focusable="false">
      {mark === 'ok' && <circle cx="6.5" cy="6.5" r="6" fill="currentColor" />}
      {mark === 'wait' && (
        <circle cx="6.5" cy="6.5" r="5" fill="none" stroke="currentColor" strokeWidth="2" />
      )}
      {mark === 'bad' && (
        <>
          <rect x="0.5" y="0.5" width="12" height="12" fill="currentColor" />
          <path d="M4 4l5 5M9 4l-5 5" stroke="var(--bg)" strokeWidth="1.8" />
        </>
      )}
    </svg>
  )
}
