// What was not delivered in a week or a month: by destination and reason, the most first.

import { useMemo } from 'react'
import { useSearch } from 'wouter'
import { Segments } from '#ui/control/segments.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { EmptyState } from '#ui/page/states.tsx'
import { FilterBar, FilterChip } from '#ui/table/filter-bar.tsx'
import { SavedFilters } from '#ui/table/saved-filters.tsx'
import { noFilter } from '#ui/table/url-filters.ts'
import { useUrlFilters } from '#ui/table/use-url-filters.ts'
import { addressOf } from '../../api.ts'
import { useListing } from '../../queries.ts'
import { type ReplyKind, useReplySentences } from '../../reply-sentences.ts'
import { ExportLink } from '../../table/export-link.tsx'
import { ListingTable } from '../../table/listing-table.tsx'
import { NoMatches } from '../../table/no-matches.tsx'
import { useWords } from '../../words/words.tsx'
import { type BounceRow, bounceColumns } from './bounce-columns.tsx'

export function Bounces() {
  const words = useWords()
  const { deliverability: say } = words
  const format = useFormat()
  const sentences = useReplySentences()
  const search = useSearch()
  const [filters, change] = useUrlFilters(['q', 'jours', 'motif', 'domaine', 'commune'])
  const kinds = (Object.keys(words.replyKinds) as ReplyKind[]).filter((kind) => kind !== 'accepted')
  const kind = kinds.find((each) => each === filters.motif)
  const query = {
    days: filters.jours === '30' ? ('30' as const) : ('7' as const),
    ...(filters.q === null ? {} : { search: filters.q }),
    ...(kind === undefined ? {} : { kind }),
    ...(filters.domaine === null ? {} : { domain: filters.domaine }),
    ...(filters.commune === null ? {} : { commune: filters.commune }),
  }
  const listing = useListing('GET /bounces', { query })
  const columns = useMemo(
    () => bounceColumns({ words, format, sentences, several: true }),
    [words, format, sentences],
  )
  const { jours: _, ...narrowing } = filters
  return (
    <>
      <FilterBar
        placeholder={say.searchDestination}
        text={filters.q}
        onText={(q) => change({ q })}
        chips={
          <>
            <Segments
              label={say.period}
              value={filters.jours}
              onChange={(jours) => change({ jours })}
              segments={[
                { value: null, label: say.days[7] },
                { value: '30', label: say.days[30] },
              ]}
            />
            <FilterChip
              label={say.reason}
              value={filters.motif}
              onChange={(motif) => change({ motif })}
              options={kinds.map((value) => ({ value, label: words.replyKinds[value] ?? value }))}
            />
            {filters.domaine !== null && (
              <FilterChip
                label={say.domain}
                value={filters.domaine}
                onChange={(domaine) => change({ domaine })}
                options={[{ value: filters.domaine, label: say.ofDomain(filters.domaine) }]}
              />
            )}
            <SavedFilters table="bounces" path="/delivrabilite/echecs" search={search} />
          </>
        }
        end={<ExportLink href={addressOf('GET /bounces/export', { query })} />}
      />
      <ListingTable
        label={say.bouncesLabel}
        listing={listing}
        columns={columns}
        idOf={keyOf}
        nameOf={({ destination, kind: why }) =>
          `${words.queue.place(destination)} ${words.replyKinds[why] ?? why}`
        }
        roomy
        empty={
          Object.values(narrowing).some((value) => value !== null) ? (
            <NoMatches onClear={() => change(noFilter(narrowing))} />
          ) : (
            <EmptyState title={say.noBounces}>
              <p>{say.noBouncesText}</p>
            </EmptyState>
          )
        }
      />
    </>
  )
}

const keyOf = ({ destination, kind }: BounceRow): string => `${destination} ${kind}`
