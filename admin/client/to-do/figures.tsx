// Four figures below what is to do: who is here, what came in, what was kept out, what it takes. Each says its course in words.

import './to-do.css'
import type { ReactNode } from 'react'
import { Sparkline, type SparklineProps } from '#ui/display/sparkline.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import type { AdminAnswer } from '../../contract/all.ts'
import { useWords } from '../words/words.tsx'

export function Figures({ figures }: { readonly figures: AdminAnswer<'GET /figures'> }) {
  const words = useWords().toDo.figures
  const format = useFormat()
  const { communes, mailboxes, storedBytes, allowedBytes, communesByDay, days } = figures
  const counts = communesByDay.map(({ count }) => count)
  const delivered = days.map((day) => day.delivered)
  const stopped = days.map(stoppedOf)
  const yesterday = yesterdayOf(days)
  const range = (values: readonly number[]) =>
    words.deliveredBars(format.number(Math.min(...values)), format.number(Math.max(...values)))
  const share = allowedBytes === 0 ? 0 : storedBytes / allowedBytes
  return (
    <section>
      <h2 className="heard">{words.title}</h2>
      <ul className="figure-row to-do-figures">
        <Figure
          title={words.communes}
          value={format.number(communes)}
          text={words.communesText(format.number(mailboxes))}
          spark={
            counts.length > 1
              ? {
                  values: counts,
                  text: words.communesLine(format.number(counts[0] ?? 0), format.number(counts.at(-1) ?? 0)),
                }
              : null
          }
        />
        <Figure
          title={words.delivered}
          value={format.number(yesterday?.delivered ?? 0)}
          text={words.deliveredText(format.number(days.at(-1)?.delivered ?? 0))}
          spark={{ values: delivered, text: range(delivered), kind: 'bars' }}
        />
        <Figure
          title={words.stopped}
          value={format.number(yesterday === null ? 0 : stoppedOf(yesterday))}
          text={words.stoppedText(
            format.number(yesterday?.refused ?? 0),
            format.number(yesterday?.junk ?? 0),
            format.number(yesterday?.held ?? 0),
          )}
          spark={{ values: stopped, text: range(stopped), kind: 'bars' }}
        />
        <Figure
          title={words.stored}
          value={format.size(storedBytes)}
          of={words.storedOf(format.size(allowedBytes))}
          text={words.storedText(format.share(share))}
          spark={null}
        />
      </ul>
    </section>
  )
}

interface FigureProps {
  readonly title: string
  readonly value: string
  readonly of?: string
  readonly text: ReactNode
  readonly spark: SparklineProps | null
}

function Figure({ title, value, of, text, spark }: FigureProps) {
  return (
    <li>
      <h3>{title}</h3>
      <div className="figure">
        <b>
          {value} {of !== undefined && <small>{of}</small>}
        </b>
        {spark !== null && <Sparkline {...spark} />}
      </div>
      <p>{text}</p>
    </li>
  )
}

// The thirty days of the figures, today last.
type Day = AdminAnswer<'GET /figures'>['days'][number]

/** Today is not over: the last whole day is the one before. */
const yesterdayOf = (days: readonly Day[]): Day | null => days.at(-2) ?? null

const stoppedOf = ({ refused, junk, held }: Day): number => refused + junk + held
