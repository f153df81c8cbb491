// Around what opens over the page and whose code comes only then.

import { type ReactNode, Suspense, useEffect, useRef } from 'react'
import { ErrorBoundary } from '../page/error-boundary.tsx'
import { useUiWords } from '../words/words.tsx'
import { sayDone } from './toast.tsx'

export interface OverlayComingProps {
  /** Of what stays when it is closed. */
  readonly isOpen?: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Nothing is seen until it has come; that it does not come is said, and it is closed again. */
export function OverlayComing({ isOpen = true, onClose, children }: OverlayComingProps) {
  return (
    <ErrorBoundary failed={() => isOpen && <NotLoaded onClose={onClose} />}>
      <Suspense fallback={null}>{children}</Suspense>
    </ErrorBoundary>
  )
}

function NotLoaded({ onClose }: Pick<OverlayComingProps, 'onClose'>) {
  const { notLoaded } = useUiWords()
  const close = useRef(onClose)
  useEffect(() => {
    sayDone({ text: notLoaded })
    close.current()
  }, [notLoaded])
  return null
}
