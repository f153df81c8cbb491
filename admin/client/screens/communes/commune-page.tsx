// One commune: its head, and a tab for each part of it. For whoever looks after that commune it is the first screen.

import { Pause, Play } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-aria-components'
import { Route, Switch, useLocation, useParams } from 'wouter'
import { Button } from '#ui/control/button.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { PageHeading } from '#ui/page/page-heading.tsx'
import { Forbidden, Skeleton } from '#ui/page/states.tsx'
import { TabLinks } from '#ui/page/tab-links.tsx'
import type { Permission } from '../../../contract/all.ts'
import { CommuneHead } from '../../communes/commune-head.tsx'
import { DomainsTable } from '../../communes/domains-table.tsx'
import type { CommuneView } from '../../communes/stage.ts'
import { SuspendCommune } from '../../communes/suspend-commune.tsx'
import { AddressParts, partAt } from '../../directory/address-parts.tsx'
import { MailboxWays } from '../../directory/mailbox-ways.tsx'
import { Failure } from '../../failure.tsx'
import { LeakPrevention } from '../../leaks/leak-prevention.tsx'
import { CommunePolicy } from '../../policies/commune-policy.tsx'
import { useAnswer } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/words.tsx'
import { CommuneJournal } from './commune-journal.tsx'
import { CommuneOverview } from './commune-overview.tsx'
import { CommunePeople } from './commune-people.tsx'

export function CommunePage({ id }: { readonly id: string }) {
  const words = useWords()
  const { data, error, refetch } = useAnswer('GET /communes/{commune}', { params: { commune: id } })
  if (data !== undefined) return <Shown commune={data} />
  return (
    <>
      <PageHeading title={words.directory.commune} site={words.common.site} />
      {error === null ? (
        <Skeleton rows={10} onRetry={() => void refetch()} />
      ) : (
        <Failure error={error} onRetry={() => void refetch()} />
      )}
    </>
  )
}

const tabs: readonly (readonly [name: TabName, step: string, permission: Permission])[] = [
  ['overview', '', 'read:commune'],
  ['domains', '/domaines', 'read:domain'],
  ['mailboxes', '/boites', 'read:mailbox'],
  ['people', '/acces', 'read:person'],
  ['policy', '/regles', 'read:policy'],
  ['journal', '/journal', 'read:audit'],
]

type TabName = 'overview' | 'domains' | 'mailboxes' | 'people' | 'policy' | 'journal'

function Shown({ commune }: { readonly commune: CommuneView }) {
  const words = useWords()
  const format = useFormat()
  const { may } = useSession()
  const [path] = useLocation()
  const [suspending, setSuspending] = useState(false)
  const base = `/communes/${commune.id}`
  const open = tabs.filter(([, , permission]) => may(permission))
  const current = open.findLast(([, step]) => path === base + step || path.startsWith(`${base}${step}/`))
  const suspended = commune.suspendedAt !== null
  return (
    <>
      <CommuneHead
        commune={commune}
        actions={
          current?.[0] === 'mailboxes' ? (
            <MailboxWays commune={commune.id} />
          ) : (
            current?.[0] === 'overview' &&
            may('suspend:commune') && (
              <Button look={suspended ? 'secondary' : 'danger'} onPress={() => setSuspending(true)}>
                {suspended ? <Play aria-hidden className="small" /> : <Pause aria-hidden className="small" />}
                {suspended ? words.communes.actions.resume : words.communes.actions.suspend}
              </Button>
            )
          )
        }
      />
      {commune.suspendedAt !== null && (
        <div className="commune-banner">
          <Banner kind="warn">{words.communes.suspend.banner(format.moment(commune.suspendedAt))}</Banner>
        </div>
      )}
      <TabLinks
        label={words.communes.tabs.label}
        tabs={open.map(([name, step]) => ({ href: base + step, label: words.communes.tabs[name] }))}
        current={base + (current?.[1] ?? '')}
      />
      <Switch>
        <Route path={`${base}/domaines`}>
          {may('read:domain') ? <DomainsTable commune={commune.id} /> : <NotOpen />}
        </Route>
        <Route path={`${base}/boites/:part?`}>
          {may('read:mailbox') ? <Addresses commune={commune.id} base={`${base}/boites`} /> : <NotOpen />}
        </Route>
        <Route path={`${base}/acces/:person?`}>
          {may('read:person') ? <CommunePeople commune={commune.id} base={`${base}/acces`} /> : <NotOpen />}
        </Route>
        <Route path={`${base}/regles/:part?`}>
          {may('read:policy') ? <Rules commune={commune.id} base={`${base}/regles`} /> : <NotOpen />}
        </Route>
        <Route path={`${base}/journal`}>
          {may('read:audit') ? <CommuneJournal commune={commune.id} /> : <NotOpen />}
        </Route>
        <Route>
          <CommuneOverview commune={commune} />
        </Route>
      </Switch>
      {suspending && <SuspendCommune id={commune.id} onClose={() => setSuspending(false)} />}
    </>
  )
}

function Addresses({ commune, base }: { readonly commune: string; readonly base: string }) {
  const { part } = useParams<{ part?: string }>()
  return <AddressParts commune={commune} base={base} part={partAt(part)} />
}

/** For mail that comes in, and for mail that leaves. */
function Rules({ commune, base }: { readonly commune: string; readonly base: string }) {
  const { part } = useParams<{ part?: string }>()
  const words = useWords().leaks.parts
  const sent = part === 'fuites'
  const here = { 'aria-current': 'page' } as const
  return (
    <>
      <nav className="part-links" aria-label={words.label}>
        <Link href={base} {...(sent ? {} : here)}>
          {words.received}
        </Link>
        <Link href={`${base}/fuites`} {...(sent ? here : {})}>
          {words.sent}
        </Link>
      </nav>
      {sent ? <LeakPrevention commune={commune} /> : <CommunePolicy commune={commune} />}
    </>
  )
}

function NotOpen() {
  const { department } = useSession()
  return <Forbidden who={useWords().common.someoneWhoGrants(department.administrators)} />
}
