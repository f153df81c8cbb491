// One domain: each record that it should show in the DNS beside what is found there now, its keys, and what was not delivered.

import { RefreshCw } from 'lucide-react'
import { Link } from 'react-aria-components'
import { Button } from '#ui/control/button.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { PageHeading } from '#ui/page/page-heading.tsx'
import { Section } from '#ui/page/section.tsx'
import { EmptyState, Skeleton } from '#ui/page/states.tsx'
import type { AdminAnswer } from '../../../contract/all.ts'
import { CommuneLink } from '../../directory/commune-link.tsx'
import { Failure } from '../../failure.tsx'
import { useAnswer } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'
import { BouncesOfDomain } from './bounces-of-domain.tsx'
import { DnsLines } from './dns-lines.tsx'

type View = AdminAnswer<'GET /deliverability/{domain}'>

export function SendingDomain({ domain }: { readonly domain: string }) {
  const { deliverability: words, common } = useWords()
  const { data, error, isFetching, refetch } = useAnswer('GET /deliverability/{domain}', {
    params: { domain },
  })
  const format = useFormat()
  return (
    <>
      <PageHeading
        title={domain}
        site={common.site}
        crumbs={<Link href="/delivrabilite">{words.crumb}</Link>}
        actions={
          data !== undefined && (
            <>
              <span className="deliverability-checked" role="status">
                {words.checkedAt(format.time(data.checkedAt))}
              </span>
              <Button isPending={isFetching} onPress={() => void refetch()}>
                <RefreshCw aria-hidden className="small" />
                {words.checkNow}
              </Button>
            </>
          )
        }
      >
        {data === undefined ? null : <CommuneLink commune={data.commune} part="/domaines" />}
      </PageHeading>
      {data !== undefined && <Shown domain={data} />}
      {data === undefined && error === null && <Skeleton rows={6} onRetry={() => void refetch()} />}
      {data === undefined && error !== null && <Failure error={error} onRetry={() => void refetch()} />}
    </>
  )
}

function Shown({ domain }: { readonly domain: View }) {
  const { deliverability: words } = useWords()
  const format = useFormat()
  // A retired key is for mail under way: that its record is gone harms little.
  const keys = domain.keys.filter(({ state }) => state !== 'retired')
  const judged = [...domain.records, ...keys.map(({ record }) => record)]
  const wrong = judged.filter(({ state }) => state === 'missing' || state === 'different').length
  const unknown = judged.some(({ state }) => state === 'unknown')
  return (
    <>
      <div className="deliverability-sum">
        {unknown ? (
          <Banner kind="warn">{words.summaryUnknown}</Banner>
        ) : (
          <Banner kind={wrong === 0 ? 'ok' : 'warn'}>
            <b>{words.summary(wrong, judged.length)}</b> {wrong > 0 && words.whoActs}
          </Banner>
        )}
      </div>
      <Section title={words.records}>
        <DnsLines
          label={words.records}
          lines={domain.records.map((record) => ({ record, note: '', retired: false }))}
        />
      </Section>
      <Section title={words.keys}>
        {domain.keys.length === 0 ? (
          <EmptyState title={words.noKeys}>
            <p>{words.noKeysText}</p>
          </EmptyState>
        ) : (
          <DnsLines
            label={words.keys}
            lines={[...domain.keys].sort(byUse).map((key) => ({
              record: key.record,
              note: words.keySince[key.state](words.algorithms[key.algorithm], format.day(sinceOf(key))),
              retired: key.state === 'retired',
            }))}
          />
        )}
      </Section>
      <Section title={words.lastBounces}>
        <BouncesOfDomain domain={domain.name} />
      </Section>
    </>
  )
}

type Key = View['keys'][number]

const order: readonly Key['state'][] = ['active', 'published', 'retired']
/** Stable: of the same use, the newest first. */
const byUse = (one: Key, other: Key): number => order.indexOf(one.state) - order.indexOf(other.state)

const sinceOf = ({ state, publishedAt, activatedAt, retiredAt }: Key): string =>
  (state === 'retired' ? retiredAt : state === 'active' ? activatedAt : null) ?? publishedAt
