// Who signed in as oneself, or tried to; also to one's own boxes, from whatever device.

import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from '#ui/control/button.tsx'
import { Moment } from '#ui/display/moment.tsx'
import { type StateKind, StateLabel } from '#ui/display/state-label.tsx'
import { Section } from '#ui/page/section.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import type { WebmailAnswer } from '../../contract/all.ts'
import { api } from '../api.ts'
import { Failure } from '../failure.tsx'
import { useAllWords } from '../words/later-part.tsx'

type SignIn = WebmailAnswer<'GET /self/sign-ins'>['rows'][number]

const kinds: Readonly<Record<SignIn['outcome'], StateKind>> = {
  accepted: 'ok',
  refused: 'warn',
  delayed: 'info',
  blocked: 'bad',
}
const pageRows = 10

export function SignIns() {
  const text = useAllWords().account.signIns
  const list = useInfiniteQuery({
    queryKey: ['/self/sign-ins', 'pages'],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      api('GET /self/sign-ins', {
        query: { limit: pageRows, ...(pageParam === null ? {} : { after: pageParam }) },
        signal,
      }),
    getNextPageParam: (page) => page.next,
  })
  if (list.data === undefined)
    return list.isError ? (
      <Failure error={list.error} onRetry={() => void list.refetch()} />
    ) : (
      <Skeleton rows={6} />
    )
  const rows = list.data.pages.flatMap((page) => page.rows)
  return (
    <Section title={text.title}>
      <p className="account-lead">{rows.length === 0 ? text.none : text.text}</p>
      <ul>
        {rows.map((row) => (
          <li className="account-row" key={row.id}>
            <div>
              <b>
                <Moment at={row.at} />
              </b>
              <p>
                {[text.protocols[row.protocol], row.appPassword?.label ?? row.device, row.client]
                  .filter((part) => part !== '')
                  .join(', ')}
                <br />
                {row.login}
              </p>
            </div>
            <StateLabel kind={kinds[row.outcome]}>{text.outcomes[row.outcome]}</StateLabel>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <p className="account-lead">
          <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
            {text.more}
          </Button>
        </p>
      )}
    </Section>
  )
}
