// How each process and daemon is, the worst first: its state in words, since when, what it does for people, what to do.

import { Banner } from '#ui/display/banner.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { PageHeading } from '#ui/page/page-heading.tsx'
import { Facts, Section } from '#ui/page/section.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import type { AdminAnswer } from '../../../contract/all.ts'
import { Failure } from '../../failure.tsx'
import { useAnswer } from '../../queries.ts'
import { overallOf } from '../../service/overall-state.ts'
import { useWords } from '../../words/words.tsx'
import { ServiceTable } from './service-table.tsx'
import './status.css'

type Status = AdminAnswer<'GET /status'>
const everyMs = 20_000

export function StatusScreen() {
  const { status: words, common } = useWords()
  const { data, error, refetch } = useAnswer('GET /status', {}, { refetchMs: everyMs })
  return (
    <>
      <PageHeading title={words.title} site={common.site}>
        {words.lead}
      </PageHeading>
      {data !== undefined && <Shown status={data} current={error === null} />}
      {data === undefined && error === null && <Skeleton rows={11} onRetry={() => void refetch()} />}
      {data === undefined && error !== null && <Failure error={error} onRetry={() => void refetch()} />}
    </>
  )
}

function Shown({ status, current }: { readonly status: Status; readonly current: boolean }) {
  const { status: words } = useWords()
  const format = useFormat()
  const { waiting, held } = status.keptMail
  const overall = overallOf(status, current)
  return (
    <>
      <Banner kind={overall.kind}>
        <b>{words.overall[overall.is](overall.count)}</b>{' '}
        {status.checkedAt === null ? words.neverChecked : words.checkedAt(format.moment(status.checkedAt))}
      </Banner>
      <div className="status-columns">
        <div>
          <Section title={words.processes}>
            <ServiceTable services={status.services.filter(({ kind }) => kind === 'process')} />
          </Section>
          <Section title={words.kept}>
            <Facts
              facts={[
                [words.waiting, words.amount(waiting.messages, format.size(waiting.bytes))],
                [words.held, words.amount(held.messages, format.size(held.bytes))],
              ]}
            />
            <p className="status-note">{words.keptText}</p>
          </Section>
        </div>
        <Section title={words.daemons}>
          <ServiceTable services={status.services.filter(({ kind }) => kind === 'daemon')} />
        </Section>
      </div>
    </>
  )
}
