// How much every commune may send, and whether any mail is sent on to the outside: the Département's word for all.

import { Skeleton } from '#ui/page/states.tsx'
import { Failure } from '../../failure.tsx'
import { Sending } from '../../policies/sending.tsx'
import { useAnswer } from '../../queries.ts'

export function DepartmentSending() {
  const { data, error, refetch } = useAnswer('GET /policy', {})
  if (data !== undefined) return <Sending view={data} />
  return error === null ? (
    <Skeleton rows={6} onRetry={() => void refetch()} />
  ) : (
    <Failure error={error} onRetry={() => void refetch()} />
  )
}
