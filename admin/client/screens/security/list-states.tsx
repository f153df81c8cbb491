// A list of this screen in whatever state it is: coming, failed, or shown.

import type { ReactNode } from 'react'
import { Skeleton } from '#ui/page/states.tsx'
import { Failure } from '../../failure.tsx'
import type { Listing } from '../../queries.ts'

export function ListStates({
  list,
  children,
}: {
  readonly list: Pick<Listing<unknown>, 'state' | 'error' | 'retry'>
  readonly children: ReactNode
}) {
  if (list.state === 'loading') return <Skeleton rows={10} onRetry={list.retry} />
  if (list.state === 'failed') return <Failure error={list.error} onRetry={list.retry} />
  return children
}
