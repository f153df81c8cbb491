// Where one is signed in, and the end of it.

import { useMemo } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Moment } from '#ui/display/moment.tsx'
import { StateLabel } from '#ui/display/state-label.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { Section } from '#ui/page/section.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { DataTable, type TableColumn } from '#ui/table/data-table.tsx'
import type { AdminAnswer } from '../../../contract/all.ts'
import { Failure, problemWords } from '../../failure.tsx'
import { useAnswer, useChange } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'

type OwnSession = AdminAnswer<'GET /self/sessions'>['rows'][number]

export function Sessions() {
  const words = useWords()
  const text = words.account.sessions
  const sessions = useAnswer('GET /self/sessions', {})
  const { mutate } = useChange('DELETE /self/sessions/{session}', ['/self/sessions'])
  const columns = useMemo<readonly TableColumn<OwnSession>[]>(() => {
    const end = (session: OwnSession): void =>
      mutate(
        { params: { session: session.id } },
        {
          onSuccess: () => sayDone({ text: text.ended }),
          onError: (error) => sayDone({ text: problemWords(error, words).text }),
        },
      )
    return [
      { id: 'device', label: text.device, cell: (session) => <b>{session.device || text.unknown}</b> },
      { id: 'from', label: text.from, cell: (session) => session.client ?? '' },
      { id: 'factor', label: text.factor, cell: (session) => text.factors[session.factor] },
      { id: 'last-use', label: text.lastUse, cell: (session) => <Moment at={session.lastUsedAt} /> },
      {
        id: 'end',
        label: text.end,
        align: 'end',
        acts: true,
        cell: (session) =>
          session.current ? (
            <StateLabel kind="ok">{text.current}</StateLabel>
          ) : (
            <Button
              size="small"
              aria-label={text.endOf(session.device || text.unknown)}
              onPress={() => end(session)}
            >
              {text.end}
            </Button>
          ),
      },
    ]
  }, [text, words, mutate])
  if (sessions.isError) return <Failure error={sessions.error} onRetry={() => void sessions.refetch()} />
  if (sessions.data === undefined) return <Skeleton rows={3} />
  return (
    <Section title={text.title}>
      <DataTable
        label={text.title}
        columns={columns}
        items={sessions.data.rows}
        idOf={(session) => session.id}
        nameOf={(session) => session.device || text.unknown}
        empty={null}
      />
    </Section>
  )
}
