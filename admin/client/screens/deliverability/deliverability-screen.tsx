// Whether mail arrives: domains and what they show in the DNS, what was not delivered, who is not written to. Each at an address
// of its own.

import { Redirect, useParams } from 'wouter'
import { PageHeading } from '#ui/page/page-heading.tsx'
import { TabLinks } from '#ui/page/tab-links.tsx'
import { useWords } from '../../words/words.tsx'
import { Bounces } from './bounces.tsx'
import { SendingDomain } from './sending-domain.tsx'
import { SendingDomains } from './sending-domains.tsx'
import { SuppressedAddresses } from './suppressed-addresses.tsx'
import './deliverability.css'

const tabs = { '': SendingDomains, echecs: Bounces, adresses: SuppressedAddresses } as const
type Slug = keyof typeof tabs
const isSlug = (text: string): text is Slug => text in tabs

const hrefOf = (slug: Slug): string => (slug === '' ? '/delivrabilite' : `/delivrabilite/${slug}`)

export function DeliverabilityScreen() {
  const { deliverability: words, common } = useWords()
  const { '*': chosen = '' } = useParams<{ '*'?: string }>()
  const [part = '', domain = ''] = chosen.split('/')
  if (part === 'domaines' && domain !== '') return <SendingDomain key={domain} domain={domain} />
  if (!isSlug(part)) return <Redirect to="/delivrabilite" replace />
  const Content = tabs[part]
  return (
    <>
      <PageHeading title={words.title} site={common.site} />
      <TabLinks
        label={words.title}
        current={hrefOf(part)}
        tabs={(Object.keys(tabs) as Slug[]).map((slug) => ({ href: hrefOf(slug), label: words.tabs[slug] }))}
      />
      <p className="deliverability-lead">{words.leads[part]}</p>
      <Content />
    </>
  )
}
