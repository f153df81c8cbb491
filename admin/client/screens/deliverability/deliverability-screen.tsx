// Whether mail arrives: domains and what they show in the DNS, what was not delivered, who is not written to. Each at an address
// of its own.

import { Redirect, useParams } from 'wouter'
import { PageHeading } from '#ui/page/page-heading.tsx'
import { TabLinks } from '#ui/page/tab-links.tsx'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/words.tsx'
import { Bounces } from './bounces.tsx'
import { SendingAddresses } from './sending-addresses.tsx'
import { SendingDomain } from './sending-domain.tsx'
import { SendingDomains } from './sending-domains.tsx'
import { SuppressedAddresses } from './suppressed-addresses.tsx'
import { TlsSessions } from './tls-sessions.tsx'
import './deliverability.css'

const tabs = {
  ...{ '': SendingDomains, envoi: SendingAddresses, chiffrement: TlsSessions },
  ...{ echecs: Bounces, adresses: SuppressedAddresses },
} as const
/** What is the département’s, and no commune’s. */
const ofDepartment: ReadonlySet<Slug> = new Set(['envoi', 'chiffrement'])
type Slug = keyof typeof tabs
const isSlug = (text: string): text is Slug => text in tabs

const hrefOf = (slug: Slug): string => (slug === '' ? '/delivrabilite' : `/delivrabilite/${slug}`)

export function DeliverabilityScreen() {
  const { deliverability: words, common } = useWords()
  const { commune } = useSession()
  const shown = (Object.keys(tabs) as Slug[]).filter(
    (slug) => commune.kind === 'department' || !ofDepartment.has(slug),
  )
  const { '*': chosen = '' } = useParams<{ '*'?: string }>()
  const [part = '', domain = ''] = chosen.split('/')
  if (part === 'domaines' && domain !== '') return <SendingDomain key={domain} domain={domain} />
  if (!isSlug(part) || !shown.includes(part)) return <Redirect to="/delivrabilite" replace />
  const Content = tabs[part]
  return (
    <>
      <PageHeading title={words.title} site={common.site} />
      <TabLinks
        label={words.title}
        current={hrefOf(part)}
        tabs={shown.map((slug) => ({ href: hrefOf(slug), label: words.tabs[slug] }))}
      />
      <p className="deliverability-lead">{words.leads[part]}</p>
      <Content />
    </>
  )
}
