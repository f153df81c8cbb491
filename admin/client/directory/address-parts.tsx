// Mailboxes, aliases and lists of one commune or of all, each register at an address of its own; and beside those of all,
// what a new commune gets.

import { Link } from 'react-aria-components'
import { AliasesTable } from '../addresses/aliases-table.tsx'
import { ListsTable } from '../addresses/lists-table.tsx'
import { MailboxesTable } from '../mailboxes/mailboxes-table.tsx'
import { useSession } from '../session.tsx'
import { TemplatesTable } from '../templates/templates-table.tsx'
import { useWords } from '../words/words.tsx'
import './directory.css'

export type AddressPart = 'mailboxes' | 'aliases' | 'lists' | 'templates'

interface AddressPartsProps {
  readonly commune: string | null
  /** The address of the first register; the others stand below it. */
  readonly base: string
  readonly part: AddressPart
}

export function AddressParts({ commune, base, part }: AddressPartsProps) {
  const words = useWords().mailboxes.parts
  const { may } = useSession()
  const hrefs = {
    mailboxes: base,
    aliases: `${base}/alias`,
    lists: `${base}/listes`,
    templates: `${base}/modeles`,
  }
  const parts: readonly AddressPart[] = [
    'mailboxes',
    ...(may('read:address') ? (['aliases', 'lists'] as const) : []),
    ...(commune === null && may('welcome:commune') ? (['templates'] as const) : []),
  ]
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
      {part === 'templates' && commune === null && <TemplatesTable />}
    </>
  )
}

export const partAt = (step: string | undefined): AddressPart =>
  step === 'alias' ? 'aliases' : step === 'listes' ? 'lists' : step === 'modeles' ? 'templates' : 'mailboxes'
