// The two ways to new mailboxes: one at a time, or a whole table.

import { FileUp, Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { CreateMailbox } from '../mailboxes/create-mailbox.tsx'
import { ImportMailboxes } from '../mailboxes/import-mailboxes.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'

export function MailboxWays({ commune }: { readonly commune: string | null }) {
  const words = useWords().mailboxes
  const { may } = useSession()
  const [opened, setOpened] = useState<'create' | 'import' | null>(null)
  const close = (): void => setOpened(null)
  if (!may('change:mailbox')) return null
  return (
    <>
      <Button onPress={() => setOpened('import')}>
        <FileUp aria-hidden className="small" />
        {words.import}
      </Button>
      <Button look="primary" onPress={() => setOpened('create')}>
        <Plus aria-hidden className="small" />
        {words.create}
      </Button>
      {opened === 'create' && <CreateMailbox commune={commune} onClose={close} />}
      {opened === 'import' && <ImportMailboxes commune={commune} onClose={close} />}
    </>
  )
}
