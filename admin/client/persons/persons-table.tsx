// The people of one commune or of all: whether they have opened their access, what they prove it with, when they last came.

import { FileText, Printer, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { Button } from '#ui/control/button.tsx'
import { EmptyState } from '#ui/page/states.tsx'
import { ColumnChoice, useColumns } from '#ui/table/column-choice.tsx'
import { FilterBar, FilterChip } from '#ui/table/filter-bar.tsx'
import { SavedFilters } from '#ui/table/saved-filters.tsx'
import { SelectionBar } from '#ui/table/selection-bar.tsx'
import { setFilters } from '#ui/table/url-filters.ts'
import { useUrlFilters } from '#ui/table/use-url-filters.ts'
import { useUrlSort } from '#ui/table/use-url-sort.ts'
import type { AdminInput } from '../../contract/all.ts'
import { addressOf } from '../api.ts'
import { useAnswer, useListing } from '../queries.ts'
import { useSession } from '../session.tsx'
import { ExportLink } from '../table/export-link.tsx'
import { ListingTable } from '../table/listing-table.tsx'
import { NoMatches } from '../table/no-matches.tsx'
import { RowCount } from '../table/row-count.tsx'
import { useWords } from '../words/words.tsx'
import { LettersDialog } from './letters.tsx'
import type { PersonRow } from './person-row.ts'
import '../directory/directory.css'
import { personColumns } from './person-columns.tsx'

type Query = NonNullable<AdminInput<'GET /persons'>['query']>

const filterNames = ['search', 'role', 'activated', 'suspended', 'withoutFactor'] as const

const noFilter = { search: null, role: null, activated: null, suspended: null, withoutFactor: null }

export interface PersonsTableProps {
  /** Null: of every commune. */
  readonly commune: string | null
  /** Where the record of a person opens. */
  readonly hrefOf: (person: PersonRow) => string
}

export function PersonsTable({ commune, hrefOf }: PersonsTableProps) {
  const words = useWords()
  const { may } = useSession()
  const say = words.persons
  const [path] = useLocation()
  const search = useSearch()
  const [filters, setFilter] = useUrlFilters(filterNames)
  // What stands in an address may be anything; the API says what it does not take.
  const query = { ...setFilters(filters), ...(commune === null ? {} : { commune }) } as Query
  const sorted = useUrlSort(['name'])
  const listing = useListing('GET /persons', { query: { ...query, ...sorted.asked } })
  const count = useAnswer('GET /persons/count', { query })
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [printing, setPrinting] = useState<readonly PersonRow[] | null>(null)
  const all = personColumns(words, { hrefOf, withCommune: commune === null })
  const { shown, choose } = useColumns(commune === null ? 'persons' : 'persons-of-commune', all)
  const chosen = listing.rows.filter(({ id }) => selected.has(id))
  const filtered = filterNames.some((name) => filters[name] !== null)
  const waiting = printing?.filter(({ activated }) => !activated) ?? []
  return (
    <>
      <FilterBar
        placeholder={say.search}
        text={filters.search}
        onText={(text) => setFilter({ search: text })}
        chips={
          <>
            <FilterChip
              label={say.filters.role}
              options={(['manager', 'member'] as const).map((role) => ({
                value: role,
                label: words.roles[role],
              }))}
              value={filters.role}
              onChange={(role) => setFilter({ role })}
            />
            <FilterChip
              label={say.filters.activated}
              options={[
                { value: 'true', label: say.filters.open },
                { value: 'false', label: say.filters.waiting },
              ]}
              value={filters.activated}
              onChange={(activated) => setFilter({ activated })}
            />
            <FilterChip
              label={say.columns.secondFactor}
              options={[{ value: 'true', label: say.filters.withoutFactor }]}
              value={filters.withoutFactor}
              onChange={(withoutFactor) => setFilter({ withoutFactor })}
            />
            <SavedFilters table="persons" path={path} search={search} />
          </>
        }
        end={
          <>
            <RowCount shown={listing.rows.length} count={count.data?.count} />
            <ExportLink href={addressOf('GET /persons/export', { query })} />
            <ColumnChoice columns={all} shown={shown} onChange={choose} />
          </>
        }
      />
      <ListingTable
        roomy
        label={say.title}
        listing={listing}
        columns={shown}
        sort={sorted.sort}
        onSort={sorted.change}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
        {...(may('activate:person') ? { selected, onSelect: setSelected } : {})}
        // Its name opens the record: a menu of that alone would be one press more.
        actionsOf={(person) =>
          may('activate:person') && !person.activated
            ? [
                { id: 'open', label: say.actions.open, icon: FileText, href: hrefOf(person) },
                { id: 'letter', label: say.actions.letter, icon: Printer, run: () => setPrinting([person]) },
              ]
            : []
        }
        empty={
          filtered ? (
            <NoMatches onClear={() => setFilter(noFilter)} />
          ) : (
            <EmptyState title={say.empty} icon={UsersRound}>
              <p>{say.emptyText}</p>
            </EmptyState>
          )
        }
      />
      {chosen.length > 0 && (
        <SelectionBar text={say.selected(chosen.length)} onClear={() => setSelected(new Set())}>
          <Button onPress={() => setPrinting(chosen)}>
            <Printer aria-hidden className="small" />
            {say.letters.action}
          </Button>
        </SelectionBar>
      )}
      {printing !== null && (
        <LettersDialog
          people={waiting.map(({ id }) => id)}
          preview={say.letters.preview(waiting.length, printing.length - waiting.length)}
          onClose={() => setPrinting(null)}
        />
      )}
    </>
  )
}
