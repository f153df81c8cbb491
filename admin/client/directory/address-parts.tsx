// Mailboxes, aliases and lists of one commune or of all: three registers, each at an address of its own.

import { Link } from 'react-aria-components'
import { AliasesTable } from '../address/aliases-table.tsx'
import { ListsTable } from '../address/lists-table.tsx'
import { MailboxesTable } from '../mailbox/mailboxes-table.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import './directory.css'

export type AddressPart = 'mailboxes' | 'aliases' | 'lists'

interface AddressPartsProps {
  readonly commune: string | null
  /** The address of the first register; the others stand below it. */
  readonly base: string
  readonly part: AddressPart
}

export function AddressParts({ commune, base, part }: AddressPartsProps) {
  const words = useWords().mailboxes.parts
  const { may } = useSession()
  const hrefs = { mailboxes: base, aliases: `${base}/alias`, lists: `${base}/listes` }
  const parts = may('read:address') ? (['mailboxes', 'aliases', 'lists'] as const) : (['mailboxes'] as const)
  return (
    <>
      <nav className="part-links" aria-label={words.label}>
        {parts.map((each) => (
          <Link key={each} href={hrefs[each]} {...(each === part ? { 'aria-current': 'page' as const } : {})}>
            {words[each]}
          </Link>
        ))}
      </nav>
      {part === 'mailboxes' && <MailboxesTable commune={commune} />}
      {part === 'aliases' && <AliasesTable commune={commune} />}
      {part === 'lists' && <ListsTable commune={commune} />}
    </>
  )
}

export const partAt = (step: string | undefined): AddressPart =>
  step === 'alias' ? 'aliases' : step === 'listes' ? 'lists' : 'mailboxes'
