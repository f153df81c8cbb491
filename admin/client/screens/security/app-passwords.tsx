// One password for each device: who uses it, for which mailbox, and since when it sleeps. Cut off, it ends at once.

import { useMemo, useState } from 'react'
import { useSearch } from 'wouter'
import { Segments } from '#ui/control/segments.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { EmptyState } from '#ui/page/states.tsx'
import { DataTable } from '#ui/table/data-table.tsx'
import { FilterBar } from '#ui/table/filter-bar.tsx'
import { SavedFilters } from '#ui/table/saved-filters.tsx'
import { noFilter } from '#ui/table/url-filters.ts'
import { useUrlFilters } from '#ui/table/use-url-filters.ts'
import { addressOf } from '../../api.ts'
import { FormProblem } from '../../form/form-problem.tsx'
import { useAnswer, useChange, useListing } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { ExportLink } from '../../table/export-link.tsx'
import { NoMatches } from '../../table/no-matches.tsx'
import { useWords } from '../../words/words.tsx'
import { type AppPasswordRow, appPasswordColumns } from './app-password-columns.tsx'
import { ListStates } from './list-states.tsx'

export function AppPasswords() {
  const { security: words } = useWords()
  const format = useFormat()
  const search = useSearch()
  const allowed = useSession().may('revoke:app-password')
  const [filters, change] = useUrlFilters(['q', 'dormants', 'commune'])
  const query = useMemo(
    () => ({
      ...(filters.q === null ? {} : { search: filters.q }),
      ...(filters.commune === null ? {} : { commune: filters.commune }),
      ...(filters.dormants === null ? {} : { unused: 'true' as const }),
    }),
    [filters],
  )
  const list = useListing('GET /app-passwords', { query })
  const unused = useAnswer('GET /app-passwords/count', { query: { unused: 'true' } })
  const revoke = useChange('DELETE /app-passwords/{id}', ['/app-passwords', '/audit'])
  const [asked, setAsked] = useState<AppPasswordRow | null>(null)
  const columns = useMemo(() => appPasswordColumns(words, allowed ? setAsked : null), [words, allowed])
  return (
    <>
      <FilterBar
        placeholder={words.searchDevice}
        text={filters.q}
        onText={(q) => change({ q })}
        chips={
          <>
            <Segments
              label={words.which}
              value={filters.dormants}
              onChange={(dormants) => change({ dormants })}
              segments={[
                { value: null, label: words.all },
                {
                  value: 'oui',
                  label: words.sleeping,
                  count: unused.data === undefined ? undefined : format.number(unused.data.count),
                },
              ]}
            />
            <SavedFilters table="app-passwords" path="/securite/appareils" search={search} />
          </>
        }
        end={<ExportLink href={addressOf('GET /app-passwords/export', { query })} />}
      />
      <FormProblem error={revoke.error} />
      <ListStates list={list}>
        <DataTable
          label={words.tabs.appareils}
          columns={columns}
          items={list.rows}
          idOf={(row) => row.id}
          nameOf={(row) => `${row.label} ${row.mailbox.address}`}
          onMore={list.onMore}
          loadingMore={list.loadingMore}
          roomy
          empty={
            filters.q !== null || filters.commune !== null ? (
              <NoMatches onClear={() => change(noFilter(filters))} />
            ) : (
              <EmptyState title={filters.dormants === null ? words.noDevice : words.noSleeping}>
                <p>{words.noDeviceText}</p>
              </EmptyState>
            )
          }
        />
      </ListStates>
      <AlertDialog
        title={words.cutTitle(asked?.label ?? '')}
        action={words.cut}
        danger
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        onConfirm={async () => {
          await revoke
            .mutateAsync({ params: { id: asked?.id ?? '' } })
            .then(() => sayDone({ text: words.wasCut(asked?.label ?? '') }))
            .catch(() => undefined)
        }}
      >
        <p>{words.cutText(asked?.person.name ?? '', asked?.mailbox.address ?? '')}</p>
      </AlertDialog>
    </>
  )
}
