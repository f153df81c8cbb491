// Around what opens over the page and whose code comes only then.

import { type ReactNode, Suspense, useEffect, useRef } from 'react'
import { ErrorBoundary } from '../page/error-boundary.tsx'
import { useUiWords } from '../words/words.tsx'
import { sayDone } from './toast.tsx'
import './overlay-loading.css'

export interface OverlayLoadingProps {
  /** Of what stays when it is closed. */
  readonly isOpen?: boolean
  readonly onClose: () => void
  /** Is not taken back: what it tells or what was typed would be lost. */
  readonly held?: boolean
  readonly children: ReactNode
}

/**
 * Until it has come the pointer says that something is at work, and Escape or a press elsewhere takes back that it was asked
 * for. That it does not come is said, and it is closed again.
 */
export function OverlayLoading({ isOpen = true, onClose, held = false, children }: OverlayLoadingProps) {
  return (
    <ErrorBoundary failed={() => isOpen && <NotLoaded onClose={onClose} />}>
      <Suspense fallback={isOpen && <Awaited onTakenBack={held ? null : onClose} />}>{children}</Suspense>
    </ErrorBoundary>
  )
}

function Awaited({ onTakenBack }: { readonly onTakenBack: (() => void) | null }) {
  const takeBack = useRef(onTakenBack)
  takeBack.current = onTakenBack
  useEffect(() => {
    const come = new AbortController()
    const listens = { capture: true, signal: come.signal }
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || takeBack.current === null) return
      // Meant for this alone, not for what the page has below.
      event.stopPropagation()
      takeBack.current()
    }
    addEventListener('keydown', pressed, listens)
    const pressedOn = ({ target }: PointerEvent): void => {
      // What opens it closes it by itself.
      if (target instanceof Element && target.closest('[aria-expanded="true"]') !== null) return
      takeBack.current?.()
    }
    // A message is in a frame of another host, whose presses nobody else hears.
    const left = (): void => {
      if (document.activeElement instanceof HTMLIFrameElement) takeBack.current?.()
    }
    addEventListener('pointerdown', pressedOn, listens)
    addEventListener('blur', left, { signal: come.signal })
    return () => come.abort()
  }, [])
  return <span hidden className="overlay-awaited" />
}

function NotLoaded({ onClose }: Pick<OverlayLoadingProps, 'onClose'>) {
  const { notLoaded } = useUiWords()
  const close = useRef(onClose)
  useEffect(() => {
    sayDone({ text: notLoaded })
    close.current()
  }, [notLoaded])
  return null
}
