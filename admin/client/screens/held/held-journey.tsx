// What happened to the held message so far, at the right; its id in the trace is the one that the sender was told.

import { Link } from 'react-aria-components'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Skeleton } from '#ui/page/states.tsx'
import { Failure } from '../../failure.tsx'
import { Journey } from '../../journey/journey.tsx'
import { useAnswer } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/words.tsx'

export function HeldJourney({ queueId }: { readonly queueId: string }) {
  const words = useWords()
  const allowed = useSession().may('read:trace')
  const held = useAnswer('GET /held/{queueId}', { params: { queueId } })
  const receivedAs = held.data?.receivedAs
  const trace = useAnswer(
    'GET /traces/{queueId}',
    { params: { queueId: receivedAs ?? queueId } },
    { enabled: allowed && receivedAs !== undefined },
  )
  if (!allowed || held.error !== null) return null
  return (
    <section className="held-journey" aria-labelledby="journey-title">
      <div className="pane-head">
        <h2 id="journey-title">{words.journey.title}</h2>
        <p>
          <Link href="/suivi">{words.held.otherMessage}</Link>
        </p>
      </div>
      <div className="pane-body">
        {trace.data !== undefined && <Journey trace={trace.data} />}
        {trace.data === undefined && trace.error === null && <Skeleton rows={5} />}
        {trace.data === undefined && trace.error !== null && <NoTrace error={trace.error} />}
      </div>
    </section>
  )
}

function NoTrace({ error }: { readonly error: Error }) {
  const words = useWords().held
  if (error instanceof ProblemError && error.code === 'not-found')
    return <p className="quiet">{words.noTrace}</p>
  return <Failure error={error} />
}
