// One outgoing message: what somebody must agree to, then each destination with its recipients, its way and what can be done.

import { Link } from 'react-aria-components'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { PageHeading } from '#ui/page/page-heading.tsx'
import { Facts, Section } from '#ui/page/section.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { Failure } from '../../failure.tsx'
import { useAnswer } from '../../queries.ts'
import { usePolling } from '../../use-polling.ts'
import { useWords } from '../../words/words.tsx'
import { Approval } from './approval.tsx'
import { DeliverySection } from './delivery-section.tsx'
import type { QueuedMessageView } from './queue-view.ts'

export function QueuedMessage({ queueId }: { readonly queueId: string }) {
  const { queue: words, common } = useWords()
  const format = useFormat()
  const { data, error, refetch } = useAnswer('GET /queue/{queueId}', { params: { queueId } })
  usePolling(data?.deliveries.some(({ trying }) => trying) === true && error === null, () => {
    void refetch()
  })
  const gone = error instanceof ProblemError && error.code === 'not-found'
  const title =
    data === undefined || gone
      ? words.message
      : data.reversePath === ''
        ? words.report
        : words.messageFrom(data.reversePath)
  return (
    <>
      <PageHeading title={title} site={common.site} crumbs={<Link href="/file-attente">{words.crumb}</Link>}>
        {data === undefined || gone
          ? null
          : words.acceptedAt(format.full(data.acceptedAt), format.size(data.bytes))}
      </PageHeading>
      {gone && (
        <Banner kind="ok">
          <b>{words.gone}</b> {words.goneText}
        </Banner>
      )}
      {!gone && data !== undefined && <Shown message={data} />}
      {data === undefined && error === null && <Skeleton rows={8} onRetry={() => void refetch()} />}
      {data === undefined && error !== null && !gone && (
        <Failure error={error} onRetry={() => void refetch()} />
      )}
    </>
  )
}

function Shown({ message }: { readonly message: QueuedMessageView }) {
  const words = useWords().queue
  const { deliveries, deliveryCount, commune, mailbox, stoppedMailbox, origin, queueId } = message
  const unshown = deliveryCount - deliveries.length
  return (
    <>
      {deliveries.some(({ heldFor }) => heldFor === 'approval') && <Approval message={message} />}
      {deliveries.map((delivery) => (
        <DeliverySection key={delivery.destination} message={message} delivery={delivery} />
      ))}
      {unshown > 0 && <p className="queue-unshown">{words.moreDestinations(unshown)}</p>}
      <Section title={words.message}>
        <Facts
          facts={[
            [
              words.commune,
              <span key="commune" className="queue-commune">
                <Cachet name={commune.name} size={22} /> {commune.name}
              </span>,
            ],
            ...(mailbox === null
              ? []
              : [
                  [
                    words.sentFrom,
                    stoppedMailbox === null ? (
                      mailbox
                    ) : (
                      <Link key="mailbox" href={`/boites/${stoppedMailbox}`}>
                        {mailbox}
                      </Link>
                    ),
                  ] as const,
                ]),
            [words.origin, words.origins[origin]],
            [words.reference, <code key="reference">{queueId}</code>],
          ]}
        />
      </Section>
    </>
  )
}
