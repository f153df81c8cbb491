// The rules of a commune for mail: each value beside the Département's, which holds where nothing is chosen.

import { Banner } from '#ui/display/banner.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { Failure } from '../failure.tsx'
import { useAnswer } from '../queries.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import { Attachments } from './attachments.tsx'
import { ProtectedNames } from './protected-names.tsx'
import { SenderRules } from './sender-rules.tsx'
import { Sending } from './sending.tsx'
import { Thresholds } from './thresholds.tsx'
import './policy.css'

export function CommunePolicy({ commune }: { readonly commune: string }) {
  const words = useWords().policies
  const { may } = useSession()
  const { data, error, isLoading, refetch } = useAnswer('GET /communes/{commune}/policy', {
    params: { commune },
  })
  return (
    <>
      {!may('change:policy') && (
        <div className="policy-note">
          <Banner kind="info">{words.readOnly}</Banner>
        </div>
      )}
      <div className="policy-columns">
        <div>
          {data !== undefined ? (
            <>
              <Thresholds view={data} />
              <Attachments view={data} />
              <Sending view={data} />
            </>
          ) : error === null ? (
            <Skeleton rows={12} onRetry={() => void refetch()} />
          ) : (
            <Failure error={error} onRetry={() => void refetch()} />
          )}
        </div>
        {/* On a phone they stand below the rest, which would push them away when it comes. */}
        {!isLoading && (
          <div>
            <ProtectedNames commune={commune} />
            <SenderRules commune={commune} />
          </div>
        )}
      </div>
    </>
  )
}
