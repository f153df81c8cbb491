// The first screen: what needs somebody, the most harmful first, and four figures. Whoever looks after one commune begins
// with that commune instead.

import { RefreshCw } from 'lucide-react'
import { Redirect } from 'wouter'
import { Button } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { PageHeading } from '#ui/page/page-heading.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { Failure } from '../../failure.tsx'
import { useAnswer } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { Figures } from '../../to-do/figures.tsx'
import { NothingToDo } from '../../to-do/nothing-to-do.tsx'
import { ToDoTable } from '../../to-do/to-do-table.tsx'
import { useWords } from '../../words/words.tsx'

export function ToDoScreen() {
  const { commune } = useSession()
  if (commune.kind === 'commune') return <Redirect to={`/communes/${commune.id}`} replace />
  return <OfDepartment />
}

const everyMinute = 60_000

function OfDepartment() {
  const words = useWords()
  const format = useFormat()
  const toDo = useAnswer('GET /to-do', {}, { refetchMs: everyMinute })
  const figures = useAnswer('GET /figures', {}, { refetchMs: everyMinute })
  const count = toDo.data?.items.length ?? 0
  return (
    <>
      <PageHeading
        title={words.toDo.title}
        site={words.common.site}
        actions={
          <Button
            isPending={toDo.isRefetching}
            onPress={() => {
              void toDo.refetch()
              void figures.refetch()
            }}
          >
            <RefreshCw aria-hidden className="small" />
            {words.toDo.checkNow}
          </Button>
        }
      >
        {/* Its line is kept free, so that what stands below does not move when it is known. */}
        <p>
          {toDo.data === undefined
            ? '\u00a0'
            : words.toDo.lead(format.longDay(toDo.data.checkedAt), format.time(toDo.data.checkedAt))}
        </p>
      </PageHeading>
      {toDo.data === undefined ? (
        toDo.error === null ? (
          <Skeleton rows={8} onRetry={() => void toDo.refetch()} />
        ) : (
          <Failure error={toDo.error} onRetry={() => void toDo.refetch()} />
        )
      ) : count === 0 ? (
        <NothingToDo checkedAt={toDo.data.checkedAt} figures={figures.data} />
      ) : (
        <section aria-label={words.toDo.count(count)}>
          <ToDoTable items={toDo.data.items} />
          {toDo.data.more && <p className="page-lead">{words.toDo.more}</p>}
        </section>
      )}
      {/* Below what is to do, which would push them down when it comes after them. */}
      {figures.data !== undefined && (toDo.data !== undefined || toDo.error !== null) && (
        <Figures figures={figures.data} />
      )}
    </>
  )
}
