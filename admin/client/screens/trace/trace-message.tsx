// One message: whom it was for and what became of it there, then its journey.

import { Link } from 'react-aria-components'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { ButtonLink } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { PageHeading } from '#ui/page/page-heading.tsx'
import { Section } from '#ui/page/section.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { Failure } from '../../failure.tsx'
import { Journey, OutcomeLabel } from '../../journey/journey.tsx'
import type { TraceView } from '../../journey/trace-view.ts'
import { useAnswer } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/words.tsx'
import './trace.css'

export function TraceMessage({ queueId }: { readonly queueId: string }) {
  const { trace: words, journey, common } = useWords()
  const format = useFormat()
  const { data, error, refetch } = useAnswer('GET /traces/{queueId}', { params: { queueId } })
  const title =
    data === undefined
      ? words.message
      : data.reversePath === ''
        ? journey.nobody
        : words.messageFrom(data.reversePath)
  return (
    <>
      <PageHeading title={title} site={common.site} crumbs={<Link href="/suivi">{words.crumb}</Link>}>
        {data === undefined ? null : words.receivedAt(format.full(data.receivedAt))}
      </PageHeading>
      {data !== undefined && <Shown trace={data} />}
      {data === undefined && error === null && <Skeleton rows={8} onRetry={() => void refetch()} />}
      {data === undefined && error !== null && <Failure error={error} onRetry={() => void refetch()} />}
    </>
  )
}

function Shown({ trace }: { readonly trace: TraceView }) {
  const { trace: words, journey } = useWords()
  const { may } = useSession()
  return (
    <div className="trace-message">
      <Section title={words.recipients}>
        <ul className="trace-recipients">
          {trace.recipients.map(({ address, given, commune, outcome, heldAs }) => (
            <li key={address}>
              <Cachet name={commune.name} />
              <div>
                <b>{address}</b>
                <small>{given.length > 0 && !given.includes(address) ? words.by(given) : commune.name}</small>
              </div>
              <OutcomeLabel outcome={outcome} />
              {heldAs !== null && may('read:held') && (
                <ButtonLink size="small" href={`/quarantaine/${heldAs}`}>
                  {words.decide}
                </ButtonLink>
              )}
            </li>
          ))}
        </ul>
        <p className="trace-reference">
          {words.reference} <code>{trace.queueId}</code>
        </p>
      </Section>
      <Section title={journey.title}>
        <Journey trace={trace} />
      </Section>
    </div>
  )
}
