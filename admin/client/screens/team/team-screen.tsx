// The département's team, what waits for a second person, and the keys of programs: tabs with addresses of their own.

import type { ComponentType } from 'react'
import { Redirect, useParams } from 'wouter'
import { PageHeading } from '#ui/page/page-heading.tsx'
import { TabLinks } from '#ui/page/tab-links.tsx'
import type { Permission } from '../../../contract/all.ts'
import { useAnswer } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/words.tsx'
import { ApiKeys } from './api-keys.tsx'
import { FactorResets } from './factor-resets.tsx'
import { Members } from './members.tsx'
import './team.css'

interface Tab {
  readonly slug: '' | 'second-facteur' | 'cles'
  readonly permission: Permission
  readonly Content: ComponentType
}

const tabs: readonly Tab[] = [
  { slug: '', permission: 'read:team', Content: Members },
  { slug: 'second-facteur', permission: 'reset:factor', Content: FactorResets },
  { slug: 'cles', permission: 'read:api-key', Content: ApiKeys },
]

const hrefOf = (slug: Tab['slug']): string => (slug === '' ? '/equipe' : `/equipe/${slug}`)

export function TeamScreen() {
  const { team: words, common } = useWords()
  const { may } = useSession()
  const { '*': slug = '' } = useParams<{ '*'?: string }>()
  const open = tabs.filter(({ permission }) => may(permission))
  const tab = open.find((each) => each.slug === slug)
  const resets = useAnswer('GET /factor-resets', {}, { enabled: may('reset:factor') })
  const waiting = resets.data?.rows.length ?? 0
  if (tab === undefined) return <Redirect to="/equipe" replace />
  return (
    <>
      <PageHeading title={words.title} site={common.site} />
      <TabLinks
        label={words.title}
        current={hrefOf(tab.slug)}
        tabs={open.map((each) => ({
          href: hrefOf(each.slug),
          label: words.tabs[each.slug],
          ...(each.slug === 'second-facteur' && waiting > 0 ? { note: <b>{waiting}</b> } : {}),
        }))}
      />
      <p className="team-lead">{words.leads[tab.slug]}</p>
      <tab.Content />
    </>
  )
}
