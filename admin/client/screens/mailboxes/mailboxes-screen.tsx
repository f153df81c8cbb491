// The mailboxes, aliases and lists of every commune, the templates for new ones, and each mailbox by itself.

import { Route, Switch, useParams } from 'wouter'
import { useFormat } from '#ui/format/use-format.ts'
import { PageHeading } from '#ui/page/page-heading.tsx'
import { Forbidden } from '#ui/page/states.tsx'
import { AddressParts, partAt } from '../../directory/address-parts.tsx'
import { MailboxWays } from '../../directory/mailbox-ways.tsx'
import { useAnswer } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/words.tsx'
import { MailboxPage } from './mailbox-page.tsx'

export function MailboxesScreen() {
  return (
    <Switch>
      <Route path="/boites">
        <OfAll part={undefined} />
      </Route>
      <Route path="/boites/:mailbox/*?">
        <OneOrPart />
      </Route>
    </Switch>
  )
}

function OneOrPart() {
  const { mailbox = '' } = useParams<{ mailbox: string }>()
  if (mailbox === 'alias' || mailbox === 'listes' || mailbox === 'modeles') return <OfAll part={mailbox} />
  return <MailboxPage key={mailbox} id={mailbox} />
}

function OfAll({ part }: { readonly part: string | undefined }) {
  const words = useWords()
  const { may, department } = useSession()
  const format = useFormat()
  const count = useAnswer('GET /mailboxes/count', { query: {} })
  if (part === 'modeles' && !may('welcome:commune'))
    return <Forbidden who={words.common.someoneWhoGrants(department.administrators)} />
  return (
    <>
      <PageHeading
        title={words.mailboxes.title}
        site={words.common.site}
        actions={<MailboxWays commune={null} />}
      >
        {count.data !== undefined && (
          <p>{words.mailboxes.lead(count.data.count, format.number(count.data.count))}</p>
        )}
      </PageHeading>
      <AddressParts commune={null} base="/boites" part={partAt(part)} />
    </>
  )
}
