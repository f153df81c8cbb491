// Who cannot sign in at the moment, and the way out for who was blocked by mistake.

import { LockOpen } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { EmptyState } from '#ui/page/states.tsx'
import { DataTable, type TableColumn } from '#ui/table/data-table.tsx'
import { FilterBar } from '#ui/table/filter-bar.tsx'
import { isFiltered, noFilter } from '#ui/table/url-filters.ts'
import { useUrlFilters } from '#ui/table/use-url-filters.ts'
import type { AdminAnswer } from '../../../contract/all.ts'
import { addressOf } from '../../api.ts'
import { FormProblem } from '../../form/form-problem.tsx'
import { useChange, useListing } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { ExportLink } from '../../table/export-link.tsx'
import { NoMatches } from '../../table/no-matches.tsx'
import { useWords } from '../../words/words.tsx'
import { ListStates } from './list-states.tsx'

type BlockRow = AdminAnswer<'GET /blocks'>['rows'][number]

export function Blocks() {
  const { security: words } = useWords()
  const format = useFormat()
  const { may } = useSession()
  const [filters, change] = useUrlFilters(['q'])
  const query = filters.q === null ? {} : { login: filters.q }
  const list = useListing('GET /blocks', { query })
  const release = useChange('DELETE /blocks', ['/blocks', '/alerts', '/to-do', '/audit'])
  const [asked, setAsked] = useState<BlockRow | null>(null)
  const columns = useMemo((): readonly TableColumn<BlockRow>[] => {
    return [
      {
        id: 'who',
        label: words.login,
        fixed: true,
        cell: (row) => <b>{row.login ?? words.everybody}</b>,
      },
      { id: 'network', label: words.from, cell: (row) => row.network },
      {
        id: 'why',
        label: words.why,
        cell: (row) =>
          row.kind === 'login' ? words.wrongPasswords(row.failures) : words.triedLogins(row.failures),
      },
      { id: 'until', label: words.until, cell: (row) => format.moment(row.until) },
      ...(may('release:block')
        ? [
            {
              id: 'release',
              label: words.action,
              align: 'end' as const,
              acts: true,
              cell: (row: BlockRow) => (
                <Button size="small" onPress={() => setAsked(row)}>
                  <LockOpen aria-hidden className="small" />
                  {words.release}
                </Button>
              ),
            },
          ]
        : []),
    ]
  }, [words, format, may])
  return (
    <>
      <FilterBar
        placeholder={words.searchLogin}
        text={filters.q}
        onText={(q) => change({ q })}
        end={<ExportLink href={addressOf('GET /blocks/export', { query })} />}
      />
      <FormProblem error={release.error} />
      <ListStates list={list}>
        <DataTable
          label={words.tabs.blocages}
          columns={columns}
          items={list.rows}
          idOf={(row) => `${row.login ?? ''} ${row.network}`}
          nameOf={(row) => `${row.login ?? words.everybody} ${row.network}`}
          onMore={list.onMore}
          loadingMore={list.loadingMore}
          roomy
          empty={
            isFiltered(filters) ? (
              <NoMatches onClear={() => change(noFilter(filters))} />
            ) : (
              <EmptyState title={words.noBlock}>
                <p>{words.noBlockText}</p>
              </EmptyState>
            )
          }
        />
      </ListStates>
      <AlertDialog
        title={
          asked === null || asked.login === null ? words.releaseNetwork : words.releaseTitle(asked.login)
        }
        action={words.release}
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        onConfirm={async () => {
          if (asked === null) return
          const { network, login } = asked
          await release
            .mutateAsync({ query: { network, ...(login === null ? {} : { login }) } })
            .then(() => sayDone({ text: words.released }))
            .catch(() => undefined)
        }}
      >
        <p>{words.releaseText(asked?.network ?? '')}</p>
      </AlertDialog>
    </>
  )
}
