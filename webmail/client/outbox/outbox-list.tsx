// What waits to leave, the soonest first: to whom, what about and when; sent now, at another hour, or not at all.

import { useQueryClient } from '@tanstack/react-query'
import { CalendarClock, Menu as MenuIcon, Pencil, Send, Undo2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Button, ButtonLink, IconButton } from '#ui/control/button.tsx'
import { formatFull } from '#ui/format/date.ts'
import { useFormat } from '#ui/format/use-format.ts'
import { sayDone } from '#ui/overlay/toast.tsx'
import { EmptyState, Skeleton } from '#ui/page/states.tsx'
import { folderAddress, inbox } from '../../place/place.ts'
import { api } from '../api.ts'
import type { BoxView } from '../boxes.ts'
import type { OutgoingView } from '../compose/draft/draft.ts'
import { noted } from '../compose/draft/saving-ports.ts'
import { forget, mailChanged, takeBack } from '../compose/send/outgoing.ts'
import { Failure, problemWords } from '../failure.tsx'
import { daysSince } from '../list/day-headings.ts'
import { subjectOf } from '../list/row-words.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import { useQueued } from './queued.ts'
import { refusalOf } from './refusal.ts'
import './outbox.css'

const ScheduleDialog = lazy(async () => ({
  default: (await import('../compose/send/schedule-dialog.tsx')).ScheduleDialog,
}))

/** Comes with the windows, without which nothing is queued. */
const QueuedRow = lazy(async () => ({ default: (await import('./queue.ts')).QueuedRow }))

export interface OutboxListProps {
  readonly box: BoxView
  readonly rows: readonly OutgoingView[] | null
  /** Why they are not there. */
  readonly error: Error | null
  readonly onRetry: () => void
  readonly onFolders: () => void
}

export function OutboxList({ box, rows, error, onRetry, onFolders }: OutboxListProps) {
  const { compose, frame } = useWords()
  const words = compose.outbox
  const { person } = useSession()
  const queued = useQueued(person.id).filter(({ copy }) => copy.box === box.id)
  const count = queued.length + (rows?.length ?? 0)
  return (
    <section className="list outbox" id="list" tabIndex={-1} aria-label={words.title}>
      <header className="list-head">
        <div className="list-title">
          <IconButton label={frame.openFolders} onPress={onFolders}>
            <MenuIcon aria-hidden />
          </IconButton>
          <div>
            <h1>{words.title}</h1>
            <small className="list-address cut">{box.address}</small>
          </div>
          <span className="list-counts">{count > 0 && words.count(count)}</span>
        </div>
      </header>
      {rows === null && error === null && <Skeleton rows={3} onRetry={onRetry} />}
      {rows === null && error !== null && queued.length === 0 && <Failure error={error} onRetry={onRetry} />}
      {rows !== null && count === 0 && (
        <EmptyState
          title={words.empty}
          icon={Send}
          actions={<ButtonLink href={folderAddress(box.address, inbox)}>{words.backToInbox}</ButtonLink>}
        />
      )}
      {count > 0 && (
        <ul className="outbox-rows">
          {queued.map((message) => (
            <Suspense key={message.copy.draft}>
              <QueuedRow message={message} />
            </Suspense>
          ))}
          {rows?.map((row) => (
            <Outgoing key={row.id} box={box} row={row} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Outgoing({ box, row }: { readonly box: BoxView; readonly row: OutgoingView }) {
  const words = useWords()
  const { outbox } = words.compose
  const subject = subjectOf(row.subject, words)
  const to = row.recipients.length === 0 ? outbox.noRecipient : outbox.to(row.recipients.join(', '))
  return (
    <li className="outbox-row" data-state={row.state}>
      <div className="outbox-text">
        <p className="outbox-subject cut">{subject}</p>
        <p className="cut">
          {to}
          {!row.me && ` · ${outbox.by(row.person)}`}
        </p>
        <p className="outbox-when">
          <When row={row} />
        </p>
      </div>
      <OutgoingActions box={box} row={row} subject={subject} />
    </li>
  )
}

function When({ row }: { readonly row: OutgoingView }) {
  const { compose } = useWords()
  const { outbox } = compose
  const format = useFormat()
  if (row.state === 'sending') return outbox.sending
  if (row.state === 'refused') return `${outbox.refused} : ${outbox.reasons[refusalOf(row.reply)]}.`
  return daysSince(row.sendAt, new Date()) === 0
    ? outbox.leavesToday(format.time(row.sendAt))
    : outbox.leaves(format.full(row.sendAt))
}

interface OutgoingActionsProps {
  readonly box: BoxView
  readonly row: OutgoingView
  readonly subject: string
}

function OutgoingActions({ box, row, subject }: OutgoingActionsProps) {
  const words = useWords()
  const { outbox } = words.compose
  const client = useQueryClient()
  const [choosing, setChoosing] = useState(false)
  const change = async (sendAt: string, done: string): Promise<void> => {
    try {
      const params = { box: box.id, outgoing: row.id }
      await noted(api('PATCH /boxes/{box}/outbox/{outgoing}', { params, body: { sendAt } }))
      sayDone({ text: done })
    } catch (error) {
      sayDone({ text: problemWords(error, words).title })
    }
    await mailChanged(client)
  }
  const back = () => void takeBack(box.id, row, { client, words })
  const isGone = row.state === 'refused' && refusalOf(row.reply) === 'gone'
  if (row.state === 'sending') return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form.
    <div className="outbox-go" role="group" aria-label={outbox.actionsOn(subject)}>
      {isGone ? (
        <Button size="small" onPress={() => void forget(box.id, row, { client, words })}>
          {outbox.understood}
        </Button>
      ) : row.state === 'refused' ? (
        <Button size="small" onPress={back}>
          <Pencil aria-hidden className="small" /> {row.draft === null ? outbox.again : outbox.mend}
        </Button>
      ) : (
        <>
          <Button size="small" onPress={() => void change(new Date().toISOString(), outbox.leavesNow)}>
            <Send aria-hidden className="small" /> {outbox.now}
          </Button>
          <Button size="small" onPress={() => setChoosing(true)}>
            <CalendarClock aria-hidden className="small" /> {outbox.change}
          </Button>
          <Button size="small" onPress={back}>
            <Undo2 aria-hidden className="small" /> {outbox.takeBack}
          </Button>
        </>
      )}
      {choosing && (
        <Suspense>
          <ScheduleDialog
            at={row.sendAt}
            onChoose={(at) => void change(at, outbox.changed(formatFull(at, words.ui)))}
            onClose={() => setChoosing(false)}
          />
        </Suspense>
      )}
    </div>
  )
}
