// What one domain sent in thirty days and was not delivered: the most first, and the way to all of it.

import { useMemo } from 'react'
import { Link } from 'react-aria-components'
import { useFormat } from '#ui/format/use-format.ts'
import { EmptyState } from '#ui/page/states.tsx'
import { useListing } from '../../queries.ts'
import { useReplySentences } from '../../reply-sentences.ts'
import { ListingTable } from '../../table/listing-table.tsx'
import { useWords } from '../../words/words.tsx'
import { bounceColumns } from './bounce-columns.tsx'

const shown = 10

export function BouncesOfDomain({ domain }: { readonly domain: string }) {
  const words = useWords()
  const { deliverability: say } = words
  const format = useFormat()
  const sentences = useReplySentences()
  const listing = useListing('GET /bounces', { query: { domain, days: '30', limit: shown } })
  const columns = useMemo(
    () => bounceColumns({ words, format, sentences, several: false }),
    [words, format, sentences],
  )
  return (
    <>
      <ListingTable
        label={say.lastBounces}
        listing={{ ...listing, onMore: null }}
        columns={columns}
        idOf={({ destination, kind }) => `${destination} ${kind}`}
        nameOf={({ destination, kind }) =>
          `${words.queue.place(destination)} ${words.replyKinds[kind] ?? kind}`
        }
        roomy
        empty={
          <EmptyState title={say.noBounces}>
            <p>{say.noBouncesText}</p>
          </EmptyState>
        }
      />
      {listing.onMore !== null && (
        <p className="deliverability-all">
          <Link href={`/delivrabilite/echecs?domaine=${encodeURIComponent(domain)}&jours=30`}>
            {say.allBounces}
          </Link>
        </p>
      )}
    </>
  )
}
