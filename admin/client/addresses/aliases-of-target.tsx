// The aliases that lead to one address, and one more.

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Section } from '#ui/page/section.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { Failure } from '../failure.tsx'
import { useListing } from '../queries.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import { AliasDialog } from './alias-dialog.tsx'
import type { AliasRow } from './alias-row.ts'

interface AliasesOfTargetProps {
  readonly commune: string
  readonly target: string
}

export function AliasesOfTarget({ commune, target }: AliasesOfTargetProps) {
  const { mailboxes } = useWords()
  const { may } = useSession()
  const listing = useListing('GET /aliases', { query: { target } })
  const [opened, setOpened] = useState<AliasRow | 'add' | null>(null)
  const changing = may('change:address')
  return (
    <Section
      title={mailboxes.aliases.title}
      actions={
        changing && (
          <Button size="small" onPress={() => setOpened('add')}>
            <Plus aria-hidden className="small" />
            {mailboxes.aliases.add}
          </Button>
        )
      }
    >
      {listing.state === 'loading' && <Skeleton rows={2} />}
      {listing.state === 'failed' && <Failure error={listing.error} onRetry={listing.retry} />}
      {listing.state === 'shown' && listing.rows.length === 0 && (
        <p className="quiet address-empty">{mailboxes.aliases.empty}</p>
      )}
      <ul className="address-list">
        {listing.rows.map((alias) => (
          <li key={alias.id}>
            <b>{alias.address}</b>
            {changing && (
              <Button size="small" look="quiet" onPress={() => setOpened(alias)}>
                {mailboxes.access.change}
                <span className="heard"> {alias.address}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {opened !== null && (
        <AliasDialog
          commune={commune}
          alias={opened === 'add' ? null : opened}
          target={target}
          onClose={() => setOpened(null)}
        />
      )}
    </Section>
  )
}
