// One held message: whom it is from and for, why it is held, what it says if somebody must know, and what to do with it.

import { ArrowLeft } from 'lucide-react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { ButtonLink } from '#ui/control/button.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { Skeleton } from '#ui/page/states.tsx'
import { Failure } from '../../failure.tsx'
import { useAnswer } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { usePolling } from '../../use-polling.ts'
import { useWords } from '../../words/words.tsx'
import { HeldDecisions } from './held-decisions.tsx'
import { HeldPreview } from './held-preview.tsx'
import { HeldReasons } from './held-reasons.tsx'
import type { HeldView } from './held-view.ts'
import './held-message.css'

export function HeldMessage({ queueId }: { readonly queueId: string }) {
  const words = useWords().held
  const { data, error, refetch } = useAnswer('GET /held/{queueId}', { params: { queueId } })
  usePolling(data !== undefined && data.deciding !== null && error === null, () => void refetch())
  return (
    <section className="held-message" aria-label={words.message}>
      <div className="held-back">
        <h1 className="heard">{words.title}</h1>
        <ButtonLink look="quiet" size="small" href="/quarantaine">
          <ArrowLeft aria-hidden className="small" />
          {words.back}
        </ButtonLink>
      </div>
      {data !== undefined && <Shown held={data} />}
      {data === undefined && error === null && <Skeleton rows={6} onRetry={() => void refetch()} />}
      {data === undefined && error !== null && <Missing error={error} onRetry={() => void refetch()} />}
    </section>
  )
}

/** Decided about meanwhile, most likely: nothing is wrong then. */
function Missing({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const words = useWords().held
  if (error instanceof ProblemError && error.code === 'not-found')
    return (
      <Banner kind="ok">
        <b>{words.gone}</b> {words.goneText}
      </Banner>
    )
  return <Failure error={error} onRetry={onRetry} />
}

function Shown({ held }: { readonly held: HeldView }) {
  const words = useWords().held
  const format = useFormat()
  const { may } = useSession()
  return (
    <>
      <h2 className="held-heading">{held.author === '' ? words.noAuthor : words.from(held.author)}</h2>
      <dl className="held-envelope">
        <dt>{words.to}</dt>
        <dd>
          {held.recipients.map(({ address, commune }) => (
            <span key={address} className="held-recipient">
              <Cachet name={commune.name} size={22} />
              {address}
            </span>
          ))}
        </dd>
        <dt>{words.since}</dt>
        <dd>{words.sinceUntil(format.moment(held.since), format.day(held.expiresAt))}</dd>
        <dt>{words.size}</dt>
        <dd>{format.size(held.bytes)}</dd>
      </dl>
      <HeldReasons held={held} />
      <HeldPreview held={held} allowed={may('preview:held')} />
      {held.deciding === null ? (
        may('decide:held') && <HeldDecisions held={held} />
      ) : (
        <div className="held-deciding">
          <Banner kind="info">{words.decidingText[held.deciding]}</Banner>
        </div>
      )}
    </>
  )
}
