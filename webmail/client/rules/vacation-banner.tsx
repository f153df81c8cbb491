// Over the mail of a box, while an answer goes out to whoever writes: until when, and the way to end it.

import { Suspense } from 'react'
import { ErrorBoundary } from '#ui/page/error-boundary.tsx'
import type { BoxView } from '../boxes.ts'
import { laterPart } from '../words/later-part.tsx'
import { useRules } from './use-rules.ts'
import { dayOf, vacationState } from './vacation-days.ts'

const VacationActive = laterPart(async () => (await import('./vacation-active.tsx')).VacationActive)

const fiveMinutes = 300_000

/** What cannot be read says nothing here: the settings do. */
export function VacationBanner({ box }: { readonly box: BoxView }) {
  const view = useRules(box.id, { staleMs: fiveMinutes }).data
  if (view === undefined || !view.active || view.other !== null) return null
  if (vacationState(view.vacation, dayOf(new Date())) !== 'on') return null
  return (
    <ErrorBoundary failed={() => null}>
      <Suspense>
        <VacationActive box={box} view={view} />
      </Suspense>
    </ErrorBoundary>
  )
}
