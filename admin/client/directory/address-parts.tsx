// Mailboxes, aliases and lists of one commune or of all: three registers, each at an address of its own.

import { TabLinks } from '#ui/page/tab-links.tsx'
import { AliasesTable } from '../address/aliases-table.tsx'
import { ListsTable } from '../address/lists-table.tsx'
import { MailboxesTable } from '../mailbox/mailboxes-table.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'

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
      <TabLinks
        label={words.label}
        tabs={parts.map((each) => ({ href: hrefs[each], label: words[each] }))}
        current={hrefs[part]}
      />
      {part === 'mailboxes' && <MailboxesTable commune={commune} />}
      {part === 'aliases' && <AliasesTable commune={commune} />}
      {part === 'lists' && <ListsTable commune={commune} />}
    </>
  )
}

export const partAt = (step: string | undefined): AddressPart =>
  step === 'alias' ? 'aliases' : step === 'listes' ? 'lists' : 'mailboxes'
