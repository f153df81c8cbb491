// What somebody must look at, the unseen first; « Vu » says that somebody did, and the next time raises it anew.

import { Check, Eye, Send } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Link } from 'react-aria-components'
import { Button } from '#ui/control/button.tsx'
import { Segments } from '#ui/control/segments.tsx'
import { Moment } from '#ui/display/moment.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { EmptyState } from '#ui/page/states.tsx'
import { DataTable, type TableColumn } from '#ui/table/data-table.tsx'
import { useUrlFilters } from '#ui/table/use-url-filters.ts'
import type { AdminAnswer } from '../../../contract/all.ts'
import { addressOf } from '../../api.ts'
import { FormProblem } from '../../form/form-problem.tsx'
import { ResumeSending } from '../../mailboxes/resume-sending.tsx'
import { useChange, useListing } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { ExportLink } from '../../table/export-link.tsx'
import { useWords } from '../../words/words.tsx'
import { alertFacts } from './alert-facts.ts'
import { ListStates } from './list-states.tsx'

type AlertRow = AdminAnswer<'GET /alerts'>['rows'][number]

export function Alerts() {
  const {
    security: words,
    mailboxes: { sending: say },
  } = useWords()
  const format = useFormat()
  const { may } = useSession()
  const [filters, change] = useUrlFilters(['vues'])
  const seen = filters.vues === 'oui'
  const query = { seen: seen ? ('true' as const) : ('false' as const) }
  const list = useListing('GET /alerts', { query })
  const see = useChange('PUT /alerts/{alert}/seen', ['/alerts', '/to-do'])
  const { mutate } = see
  const [resumed, setResumed] = useState<AlertRow | null>(null)
  const columns = useMemo((): readonly TableColumn<AlertRow>[] => {
    return [
      {
        id: 'what',
        label: words.fact,
        fixed: true,
        cell: (row) => {
          const known = alertFacts(row.facts, words, format.date)
          const advice = words.alertTexts[row.kind]
          return (
            <>
              <b>{words.alerts[row.kind] ?? words.unknownAlert}</b>
              <small className="security-under">
                <Subject row={row} />
              </small>
              {row.to !== null && <small className="security-under">{words.alertTo(row.to)}</small>}
              {row.by !== null && <small className="security-under">{words.alertBy(row.by)}</small>}
              {known !== '' && <small className="security-under">{known}</small>}
              {advice !== undefined && <small className="security-under">{advice}</small>}
            </>
          )
        },
      },
      {
        id: 'commune',
        label: words.commune,
        cell: (row) => <span className="quiet">{row.commune?.name ?? words.department}</span>,
      },
      { id: 'times', label: words.times, align: 'end', cell: (row) => format.number(row.times) },
      { id: 'since', label: words.since, cell: (row) => <Moment at={row.since} /> },
      { id: 'last', label: words.last, cell: (row) => <Moment at={row.lastAt} /> },
      {
        id: 'seen',
        label: words.action,
        align: 'end',
        acts: true,
        cell: (row) => (
          <span className="security-acts">
            {row.stoppedMailbox !== null && may('release:block') && (
              <Button size="small" onPress={() => setResumed(row)}>
                <Send aria-hidden className="small" />
                {say.resume}
              </Button>
            )}
            {row.seenAt !== null ? (
              <span className="quiet">{words.seenAt(format.moment(row.seenAt))}</span>
            ) : may('release:block') ? (
              <Button size="small" onPress={() => mutate({ params: { alert: row.id } })}>
                <Check aria-hidden className="small" />
                {words.seen}
              </Button>
            ) : null}
          </span>
        ),
      },
    ]
  }, [words, say, format, may, mutate])
  return (
    <>
      <div className="tools">
        <Segments
          label={words.which}
          value={filters.vues}
          onChange={(vues) => change({ vues })}
          segments={[
            { value: null, label: words.toSee },
            { value: 'oui', label: words.alreadySeen },
          ]}
        />
        <div className="tools-end">
          <ExportLink href={addressOf('GET /alerts/export', { query })} />
        </div>
      </div>
      <FormProblem error={see.error} />
      <ListStates list={list}>
        <DataTable
          label={words.tabs.alertes}
          columns={columns}
          items={list.rows}
          idOf={(row) => row.id}
          nameOf={(row) => `${words.alerts[row.kind] ?? words.unknownAlert} ${row.subject}`}
          onMore={list.onMore}
          loadingMore={list.loadingMore}
          roomy
          empty={
            <EmptyState icon={Eye} title={seen ? words.noSeenAlert : words.noAlert}>
              <p>{seen ? words.noSeenAlertText : words.noAlertText}</p>
            </EmptyState>
          }
        />
      </ListStates>
      {resumed?.stoppedMailbox != null && (
        <ResumeSending
          mailbox={{ id: resumed.stoppedMailbox, address: resumed.subject }}
          onClose={() => setResumed(null)}
        />
      )}
    </>
  )
}

/** It leads to where something can be done about it. */
function Subject({ row: { subject, mailbox, facts } }: { readonly row: AlertRow }) {
  if (mailbox !== null) return <Link href={`/boites/${mailbox}`}>{subject}</Link>
  if (facts.queueId !== undefined) return <Link href={`/file-attente/${facts.queueId}`}>{subject}</Link>
  return subject
}
