// Security in tabs, each with an address of its own: sign-ins, blocks, alerts, networks, device passwords, how much may be
// sent, the log.

import './security.css'
import type { ComponentType } from 'react'
import { Redirect, useParams } from 'wouter'
import { PageHeading } from '#ui/page/page-heading.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { TabLinks } from '#ui/page/tab-links.tsx'
import type { Permission } from '../../../contract/all.ts'
import { Failure } from '../../failure.tsx'
import { Sending } from '../../policies/sending.tsx'
import { useAnswer } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/words.tsx'
import { Alerts } from './alerts.tsx'
import { AppPasswords } from './app-passwords.tsx'
import { Blocks } from './blocks.tsx'
import { SecurityEvents } from './security-events.tsx'
import { SignIns } from './sign-ins.tsx'
import { TrustedNetworks } from './trusted-networks.tsx'

interface Tab {
  readonly slug: '' | 'blocages' | 'alertes' | 'reseaux' | 'appareils' | 'envoi' | 'evenements'
  readonly permission: Permission
  readonly Content: ComponentType
}

const tabs: readonly Tab[] = [
  { slug: '', permission: 'read:sign-in', Content: SignIns },
  { slug: 'blocages', permission: 'read:security', Content: Blocks },
  { slug: 'alertes', permission: 'read:security', Content: Alerts },
  { slug: 'reseaux', permission: 'read:security', Content: TrustedNetworks },
  { slug: 'appareils', permission: 'read:app-password', Content: AppPasswords },
  { slug: 'envoi', permission: 'read:security', Content: DepartmentSending },
  { slug: 'evenements', permission: 'read:security', Content: SecurityEvents },
]

const hrefOf = (slug: Tab['slug']): string => (slug === '' ? '/securite' : `/securite/${slug}`)

export function SecurityScreen() {
  const { security: words, common } = useWords()
  const { may } = useSession()
  const { '*': slug = '' } = useParams<{ '*'?: string }>()
  const open = tabs.filter(({ permission }) => may(permission))
  const tab = open.find((each) => each.slug === slug)
  if (tab === undefined) return <Redirect to={hrefOf(open[0]?.slug ?? '')} replace />
  return (
    <>
      <PageHeading title={words.title} site={common.site} />
      <TabLinks
        label={words.title}
        current={hrefOf(tab.slug)}
        tabs={open.map((each) => ({ href: hrefOf(each.slug), label: words.tabs[each.slug] }))}
      />
      <p className="security-lead">{words.leads[tab.slug]}</p>
      <tab.Content />
    </>
  )
}

// How much every commune may send, and whether any mail is sent on to the outside: the Département's word for all.
function DepartmentSending() {
  const { data, error, refetch } = useAnswer('GET /policy', {})
  if (data !== undefined) return <Sending view={data} />
  return error === null ? (
    <Skeleton rows={6} onRetry={() => void refetch()} />
  ) : (
    <Failure error={error} onRetry={() => void refetch()} />
  )
}
