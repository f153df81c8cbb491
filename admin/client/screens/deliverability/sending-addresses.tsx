// The addresses that our mail leaves from, as servers elsewhere see them: the name of each, and public lists of senders of junk.

import { RefreshCw } from 'lucide-react'
import { Button } from '#ui/control/button.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { type StateKind, StateLabel } from '#ui/display/state-label.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { EmptyState, Skeleton } from '#ui/page/states.tsx'
import type { AdminAnswer } from '../../../contract/all.ts'
import { Failure } from '../../failure.tsx'
import { useAnswer } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'

type View = AdminAnswer<'GET /sending-addresses'>
type Address = NonNullable<View['addresses']>[number]

const reverseKinds: Readonly<Record<Address['reverse'], StateKind>> = {
  ...{ correct: 'ok', unconfirmed: 'bad', missing: 'bad' },
  ...{ unknown: 'unknown', private: 'unknown' },
}
const listKinds: Readonly<Record<Address['lists'][number]['state'], StateKind>> = {
  ...{ listed: 'bad', 'not-listed': 'ok', unknown: 'unknown' },
}

export function SendingAddresses() {
  const words = useWords().deliverability.sending
  const { checkedAt, checkNow } = useWords().deliverability
  const format = useFormat()
  const { data, error, isFetching, refetch } = useAnswer('GET /sending-addresses', {})
  if (data === undefined)
    return error === null ? (
      <Skeleton rows={4} onRetry={() => void refetch()} />
    ) : (
      <Failure error={error} onRetry={() => void refetch()} />
    )
  return (
    <>
      <p className="deliverability-again">
        <span className="deliverability-checked" role="status">
          {checkedAt(format.time(data.checkedAt))}
        </span>
        <Button isPending={isFetching} onPress={() => void refetch()}>
          <RefreshCw aria-hidden className="small" />
          {checkNow}
        </Button>
      </p>
      <div className="deliverability-sum">
        <Sum view={data} />
      </div>
      {data.addresses !== null && data.addresses.length === 0 && (
        <EmptyState title={words.none}>
          <p>{words.noneText(data.host)}</p>
        </EmptyState>
      )}
      {data.addresses !== null && data.addresses.length > 0 && (
        <ul className="dns-lines" aria-label={words.label}>
          {data.addresses.map((each) => (
            <AddressLine key={each.address} address={each} asksLists={data.asksLists} />
          ))}
        </ul>
      )}
    </>
  )
}

function Sum({ view: { addresses } }: { readonly view: View }) {
  const words = useWords().deliverability.sending
  if (addresses === null) return <Banner kind="warn">{words.notAsked}</Banner>
  const wrong = addresses.filter(
    ({ reverse, lists }) =>
      reverse === 'missing' || reverse === 'unconfirmed' || lists.some(({ state }) => state === 'listed'),
  ).length
  return wrong > 0 ? (
    <Banner kind="warn">
      <b>{words.wrong(wrong)}</b> {words.whoActs}
    </Banner>
  ) : null
}

interface AddressLineProps {
  readonly address: Address
  readonly asksLists: boolean
}

function AddressLine({ address: { address, reverse, names, lists }, asksLists }: AddressLineProps) {
  const words = useWords().deliverability.sending
  return (
    <li>
      <div>
        <b className="nowrap">{address}</b>
        {names.map((name) => (
          <code key={name}>{name}</code>
        ))}
      </div>
      <div>
        <p>{words.reverseText[reverse]}</p>
        {reverse !== 'private' && (
          <ul className="sending-lists" aria-label={words.lists}>
            {!asksLists && <li className="quiet">{words.listsOff}</li>}
            {lists.map(({ name, page, state }) => (
              <li key={name}>
                <StateLabel kind={listKinds[state]}>{words.listState[state](name)}</StateLabel>
                {state === 'listed' && (
                  <a href={page} target="_blank" rel="noreferrer">
                    {words.takeOff}
                  </a>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="dns-end">
        <StateLabel kind={reverseKinds[reverse]}>{words.reverse[reverse]}</StateLabel>
      </div>
    </li>
  )
}
