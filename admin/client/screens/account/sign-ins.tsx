// Who signed in as oneself, or tried to; also on one's own mailboxes, by whatever way.

import { useMemo } from 'react'
import { Moment } from '#ui/display/moment.tsx'
import { type StateKind, StateLabel } from '#ui/display/state-label.tsx'
import { Section } from '#ui/page/section.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { DataTable, type TableColumn } from '#ui/table/data-table.tsx'
import type { AdminAnswer } from '../../../contract/all.ts'
import { Failure } from '../../failure.tsx'
import { useListing } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'

type SignIn = AdminAnswer<'GET /self/sign-ins'>['rows'][number]

const kinds: Readonly<Record<SignIn['outcome'], StateKind>> = {
  accepted: 'ok',
  refused: 'warn',
  delayed: 'info',
  blocked: 'bad',
}

export function SignIns() {
  const text = useWords().account.signIns
  const list = useListing('GET /self/sign-ins', { query: {} })
  const columns = useMemo<readonly TableColumn<SignIn>[]>(
    () => [
      { id: 'when', label: text.when, cell: (row) => <Moment at={row.at} /> },
      {
        id: 'result',
        label: text.result,
        cell: (row) => <StateLabel kind={kinds[row.outcome]}>{text.outcomes[row.outcome]}</StateLabel>,
      },
      { id: 'login', label: text.login, cell: (row) => row.login },
      { id: 'how', label: text.how, cell: (row) => text.protocols[row.protocol] },
      { id: 'with', label: text.with, cell: (row) => row.appPassword?.label ?? row.device },
      { id: 'from', label: text.from, cell: (row) => row.client },
    ],
    [text],
  )
  return (
    <Section title={text.title}>
      <p className="section-lead">{text.text}</p>
      {list.state === 'loading' && <Skeleton rows={6} onRetry={list.retry} />}
      {list.state === 'failed' && <Failure error={list.error} onRetry={list.retry} />}
      {list.state === 'shown' && (
        <DataTable
          label={text.title}
          columns={columns}
          items={list.rows}
          idOf={(row) => String(row.id)}
          nameOf={(row) => row.login}
          empty={<p className="section-lead">{text.none}</p>}
          onMore={list.onMore}
          loadingMore={list.loadingMore}
        />
      )}
    </Section>
  )
}
