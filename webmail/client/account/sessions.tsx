// Where one's account is open, and the end of it.

import { Button } from '#ui/control/button.tsx'
import { Moment } from '#ui/display/moment.tsx'
import { StateLabel } from '#ui/display/state-label.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { Section } from '#ui/page/section.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import type { WebmailAnswer } from '../../contract/all.ts'
import { Failure, problemWords } from '../failure.tsx'
import { useAnswer } from '../queries.ts'
import { useAllWords } from '../words/later-part.tsx'
import { useChange } from './use-change.ts'

type OwnSession = WebmailAnswer<'GET /self/sessions'>['rows'][number]

export function Sessions() {
  const words = useAllWords()
  const text = words.account.sessions
  const sessions = useAnswer('GET /self/sessions', {})
  const end = useChange('DELETE /self/sessions/{session}', ['/self/sessions'])
  const endOthers = useChange('DELETE /self/sessions', ['/self/sessions'])
  if (sessions.isError) return <Failure error={sessions.error} onRetry={() => void sessions.refetch()} />
  if (sessions.data === undefined) return <Skeleton rows={3} />
  const { rows } = sessions.data
  const said = (done: string) => ({
    onSuccess: () => void sayDone({ text: done }),
    onError: (error: Error) => void sayDone({ text: problemWords(error, words).text }),
  })
  return (
    <Section
      title={text.title}
      actions={
        rows.length > 1 && (
          <Button
            isPending={endOthers.isPending}
            onPress={() => endOthers.mutate({}, said(text.othersEnded))}
          >
            {text.endOthers}
          </Button>
        )
      }
    >
      <p className="account-lead">{text.text}</p>
      <ul>
        {rows.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            onEnd={() => end.mutate({ params: { session: session.id } }, said(text.ended))}
          />
        ))}
      </ul>
    </Section>
  )
}

function SessionRow({ session, onEnd }: { readonly session: OwnSession; readonly onEnd: () => void }) {
  const text = useAllWords().account.sessions
  const device = session.device || text.unknown
  return (
    <li className="account-row">
      <div>
        <b>{device}</b>
        <p>
          {text.factors[session.factor]}
          {session.client !== null && `, ${text.from(session.client)}`}
          <br />
          {text.lastUse} <Moment at={session.lastUsedAt} />
        </p>
      </div>
      {session.current ? (
        <StateLabel kind="ok">{text.current}</StateLabel>
      ) : (
        <Button size="small" aria-label={text.endOf(device)} onPress={onEnd}>
          {text.end}
        </Button>
      )}
    </li>
  )
}
