// The first tab of a commune: what is to do there, where to begin, and the facts beside.

import { Globe, Mailbox } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-aria-components'
import { PersonMark } from '#ui/cachet/cachet.tsx'
import { Button, ButtonLink } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { Facts, Section } from '#ui/page/section.tsx'
import { EmptyState, Skeleton } from '#ui/page/states.tsx'
import { Gauge } from '#ui/shown/gauge.tsx'
import { CommuneRecord } from '../../commune/commune-record.tsx'
import { type CommuneView, stageOf } from '../../commune/stage.ts'
import { StageTrack } from '../../commune/stage-track.tsx'
import { Failure } from '../../failure.tsx'
import { PersonState } from '../../person/person-state.tsx'
import { useAnswer } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { ToDoTable } from '../../to-do/to-do-table.tsx'
import { useWords } from '../../words/words.tsx'

export function CommuneOverview({ commune }: { readonly commune: CommuneView }) {
  return (
    <div className="with-side">
      <div>
        <ToDo commune={commune} />
        <WhoToCall commune={commune.id} />
      </div>
      <aside>
        <Brief commune={commune} />
        <Record commune={commune} />
      </aside>
    </div>
  )
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

function WhoToCall({ commune }: { readonly commune: string }) {
  const words = useWords().communes.overview
  const { may } = useSession()
  const { data } = useAnswer(
    'GET /persons',
    { query: { commune, role: 'manager' } },
    { enabled: may('read:person') },
  )
  if (!may('read:person')) return null
  return (
    <Section title={words.managers}>
      {data === undefined && <Skeleton rows={2} />}
      {data?.rows.length === 0 && <p className="overview-calm quiet">{words.noManager}</p>}
      <ul className="who-to-call">
        {data?.rows.map((person) => (
          <li key={person.id}>
            <PersonMark name={person.name} />
            <span className="row-name-two">
              <Link href={`/communes/${commune}/acces/${person.id}`}>{person.name}</Link>
              <small>{person.email}</small>
            </span>
            <PersonState person={person} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Record({ commune }: { readonly commune: CommuneView }) {
  const words = useWords().communes.overview
  const format = useFormat()
  const { may } = useSession()
  const [changing, setChanging] = useState(false)
  const { recordFacts: facts } = words
  const orUnknown = (text: string | null) => text ?? <span className="quiet">{facts.unknown}</span>
  return (
    <Section
      title={words.record}
      actions={
        may('change:commune') && (
          <Button size="small" onPress={() => setChanging(true)}>
            {words.change}
          </Button>
        )
      }
    >
      <Facts
        facts={[
          [facts.postcode, orUnknown(commune.postcode)],
          [
            facts.population,
            orUnknown(commune.population === null ? null : format.number(commune.population)),
          ],
          [facts.siren, orUnknown(commune.siren)],
          [facts.siret, orUnknown(commune.siret)],
          [facts.createdAt, format.date(commune.createdAt)],
        ]}
      />
      {changing && <CommuneRecord id={commune.id} onClose={() => setChanging(false)} />}
    </Section>
  )
}

function Brief({ commune }: { readonly commune: CommuneView }) {
  const words = useWords().communes.overview
  const format = useFormat()
  const { may } = useSession()
  const seen = { enabled: may('read:person') }
  const people = useAnswer('GET /persons/count', { query: { commune: commune.id } }, seen)
  const waiting = useAnswer(
    'GET /persons/count',
    { query: { commune: commune.id, activated: 'false' } },
    seen,
  )
  const bare = useAnswer(
    'GET /persons/count',
    { query: { commune: commune.id, withoutFactor: 'true' } },
    seen,
  )
  const { facts } = words
  const counted = (count: number | undefined) => (count === undefined ? '…' : format.number(count))
  return (
    <Section title={words.brief}>
      <Facts
        facts={[
          [facts.stage, <StageTrack key="stage" commune={commune} />],
          [facts.mailboxes, format.number(commune.mailboxes)],
          ...(seen.enabled
            ? ([
                [facts.people, counted(people.data?.count)],
                [facts.notActivated, counted(waiting.data?.count)],
                [facts.withoutFactor, counted(bare.data?.count)],
              ] as const)
            : []),
          [facts.storage, <Gauge key="gauge" used={commune.usedBytes} allowed={commune.allowedBytes} />],
          [facts.quota, commune.quotaBytes === null ? facts.noQuota : format.size(commune.quotaBytes)],
        ]}
      />
    </Section>
  )
}
