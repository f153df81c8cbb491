// What a dialog shows and the page does without comes once it is opened; that it cannot come is told in its place.

import { type ReactNode, Suspense } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { ErrorBoundary } from '#ui/page/error-boundary.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { useWords } from './words/words.tsx'

export interface WhenLoadedProps {
  /** Height of what is awaited, in lines. */
  readonly rows: number
  /** Made of `lazy` parts. */
  readonly children: ReactNode
}

export function WhenLoaded({ rows, children }: WhenLoadedProps) {
  const { frame, problems } = useWords()
  return (
    <ErrorBoundary
      failed={({ stale }) => (
        <Banner
          kind="bad"
          urgent
          action={<Button onPress={() => location.reload()}>{frame.broken.reload}</Button>}
        >
          {stale ? problems.unreachable.title : frame.broken.title}
        </Banner>
      )}
    >
      <Suspense fallback={<Skeleton rows={rows} />}>{children}</Suspense>
    </ErrorBoundary>
  )
}
