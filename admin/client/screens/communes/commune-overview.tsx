// The first tab of a commune: what is to do there, where to begin, and the facts beside.

import { Globe, Mailbox } from 'lucide-react'
import { ButtonLink } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { Section } from '#ui/page/section.tsx'
import { EmptyState, Skeleton } from '#ui/page/states.tsx'
import { type CommuneView, stageOf } from '../../communes/stage.ts'
import { Failure } from '../../failure.tsx'
import { useAnswer } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { ToDoTable } from '../../to-do/to-do-table.tsx'
import { useWords } from '../../words/words.tsx'
import { Brief, Record } from './commune-brief.tsx'
import { CommuneContacts, useManagers } from './commune-contacts.tsx'

export function CommuneOverview({ commune }: { readonly commune: CommuneView }) {
  const arrived = useArrived(commune)
  return (
    <div className="with-side">
      <div>
        <ToDo commune={commune} />
        {arrived && <CommuneContacts commune={commune.id} />}
      </div>
      {arrived && (
        <aside>
          <Brief commune={commune} />
          <Record commune={commune} />
        </aside>
      )}
    </div>
  )
}

/** What stands above the facts on a phone is there: drawn before it, they would be pushed away from under the finger. */
function useArrived({ id }: CommuneView): boolean {
  const toDo = useAnswer('GET /to-do', {})
  const managers = useManagers(id)
  return !toDo.isLoading && !managers.isLoading
}

function ToDo({ commune }: { readonly commune: CommuneView }) {
  const words = useWords().communes.overview
  const format = useFormat()
  const { data, error, refetch } = useAnswer('GET /to-do', {})
  const items = data?.items.filter((item) => item.commune?.id === commune.id) ?? []
  const stage = stageOf(commune)
  return (
    <Section title={words.toDo}>
      {stage === 'domain' || stage === 'mailboxes' ? (
        <Begin commune={commune} stage={stage} />
      ) : data === undefined ? (
        error === null ? (
          <Skeleton rows={3} />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : items.length > 0 ? (
        <ToDoTable items={items} placed={false} />
      ) : (
        <p className="overview-calm">
          <b>{words.nothing}</b>{' '}
          <span className="quiet">{words.nothingText(format.time(data.checkedAt))}</span>
        </p>
      )}
    </Section>
  )
}

interface BeginProps {
  readonly commune: CommuneView
  readonly stage: 'domain' | 'mailboxes'
}

function Begin({ commune, stage }: BeginProps) {
  const { begin } = useWords().communes.overview
  const { may } = useSession()
  const base = `/communes/${commune.id}`
  return stage === 'domain' ? (
    <EmptyState
      title={begin.domain}
      icon={Globe}
      actions={
        may('change:domain') && (
          <ButtonLink look="primary" href={`${base}/domaines`}>
            {begin.domainAction}
          </ButtonLink>
        )
      }
    >
      <p>{begin.domainText}</p>
    </EmptyState>
  ) : (
    <EmptyState
      title={begin.mailboxes}
      icon={Mailbox}
      actions={
        may('change:mailbox') && (
          <ButtonLink look="primary" href={`${base}/boites`}>
            {begin.mailboxesAction}
          </ButtonLink>
        )
      }
    >
      <p>{begin.mailboxesText}</p>
    </EmptyState>
  )
}
