// What a view shows where it cannot show its content: nothing there, an error, not allowed, still coming.

import { Inbox, Lock, type LucideIcon, OctagonAlert } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '../control/button.tsx'
import { useUiWords } from '../words/words.tsx'
import './page.css'

export interface EmptyStateProps {
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
  readonly icon?: LucideIcon
}

export function EmptyState({ title, children, actions, icon: Icon = Inbox }: EmptyStateProps) {
  return (
    <div className="state-page">
      <Icon aria-hidden />
      <h2>{title}</h2>
      {children}
      {actions !== undefined && <div className="state-page-actions">{actions}</div>}
    </div>
  )
}

export interface ErrorStateProps {
  /** What happened. */
  readonly title: string
  /** What is safe, and what to do. */
  readonly children: ReactNode
  /** For whoever is called about it; left out for what passes by itself. */
  readonly code?: string
  readonly onRetry?: () => void
}

export function ErrorState({ title, children, code, onRetry }: ErrorStateProps) {
  const words = useUiWords()
  return (
    <div className="state-page" role="alert">
      <OctagonAlert aria-hidden />
      <h2>{title}</h2>
      <div>{children}</div>
      {code !== undefined && (
        <p>
          <small>{words.errorCode(code)}</small>
        </p>
      )}
      {onRetry !== undefined && (
        <div className="state-page-actions">
          <Button onPress={onRetry}>{words.retry}</Button>
        </div>
      )}
    </div>
  )
}

/** In the place of a page that could not be drawn: its title is the page's. */
export function WholePageError({ title, children }: Pick<ErrorStateProps, 'title' | 'children'>) {
  return (
    <div className="state-page" role="alert">
      <OctagonAlert aria-hidden />
      <h1>{title}</h1>
      {children}
    </div>
  )
}

/** `who` can grant it: « Un administrateur du Département ». */
export function Forbidden({ who }: { readonly who: string }) {
  const words = useUiWords()
  return (
    <div className="state-page">
      <Lock aria-hidden />
      <h1>{words.forbidden}</h1>
      <p>{words.forbiddenWhy(who)}</p>
    </div>
  )
}

const patienceMs = 5000
const quietMs = 200

export interface SkeletonProps {
  readonly rows: number
  readonly onRetry?: () => void
  /** Rows of another look, in place of those of a table. */
  readonly children?: ReactNode
}

/** Nothing for the first 200 ms, then rows of the real height, after 5 s a word and a way to try again. */
export function Skeleton({ rows, onRetry, children }: SkeletonProps) {
  const words = useUiWords()
  const [stage, setStage] = useState<'quiet' | 'rows' | 'long'>('quiet')
  useEffect(() => {
    const shown = setTimeout(() => setStage('rows'), quietMs)
    const long = setTimeout(() => setStage('long'), patienceMs)
    return () => {
      clearTimeout(shown)
      clearTimeout(long)
    }
  }, [])
  if (stage === 'quiet') return null
  return (
    <div role="status" aria-label={words.loading}>
      {stage === 'long' && (
        <p className="page-lead">
          {words.longer}{' '}
          {onRetry !== undefined && (
            <Button size="small" onPress={onRetry}>
              {words.retry}
            </Button>
          )}
        </p>
      )}
      <div aria-hidden>
        {children}
        {Array.from({ length: rows }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows that are all alike.
          <div key={index} className="skeleton-row">
            <span className="skeleton" style={{ inlineSize: 180 + ((index * 47) % 90), blockSize: 12 }} />
            <span className="skeleton" style={{ inlineSize: 70, blockSize: 12 }} />
            <span className="skeleton" style={{ inlineSize: 110 + ((index * 31) % 60), blockSize: 12 }} />
          </div>
        ))}
      </div>
    </div>
  )
}
