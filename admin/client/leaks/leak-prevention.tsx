// What is done about outgoing mail that gives something away: the rules, the partners, and the messages that somebody answers
// for; of one commune, or of the Département for all that chose nothing.

import { Banner } from '#ui/display/banner.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { Failure } from '../failure.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import { AnsweredLeaks } from './answered-leaks.tsx'
import { LeakPartners } from './leak-partners.tsx'
import { LeakRules } from './leak-rules.tsx'
import { useLeakPolicy } from './use-leak-policy.ts'
import '../policies/policy.css'
import './leak.css'

/** `commune` null: the Département's. */
export function LeakPrevention({ commune }: { readonly commune: string | null }) {
  const words = useWords()
  const { may, commune: at } = useSession()
  const { data, error, refetch } = useLeakPolicy(commune)
  const closed = !may('change:policy') || (commune === null && at.kind === 'commune')
  if (data === undefined)
    return error === null ? (
      <Skeleton rows={15} onRetry={() => void refetch()} />
    ) : (
      <Failure error={error} onRetry={() => void refetch()} />
    )
  return (
    <>
      {closed && (
        <div className="policy-note">
          <Banner kind="info">{words.policies.readOnly}</Banner>
        </div>
      )}
      <LeakRules commune={commune} view={data} closed={closed} />
      <LeakPartners commune={commune} view={data} closed={closed} />
      {may('read:trace') && <AnsweredLeaks commune={commune} />}
    </>
  )
}
