// Stands between one part of a page and the rest: what cannot be drawn there is told in its place, where React alone would
// leave the whole page empty.

import { Component, type ReactNode } from 'react'

export interface ErrorBoundaryProps {
  readonly children: ReactNode
  /** In the place of the children; `stale` when code that should come with them is not there any more or not reachable. */
  readonly failed: (about: { readonly stale: boolean }) => ReactNode
}

/** Vite tells of code that did not come before the import rejects with the same error. */
const notLoaded = new WeakSet<Error>()
addEventListener('vite:preloadError', (event: Event) => {
  if ('payload' in event && event.payload instanceof Error) notLoaded.add(event.payload)
})

export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly thrown: unknown }> {
  override state: { readonly thrown: unknown } = { thrown: undefined }

  static getDerivedStateFromError(thrown: unknown) {
    return { thrown: thrown ?? null }
  }

  override render(): ReactNode {
    const { thrown } = this.state
    if (thrown === undefined) return this.props.children
    return this.props.failed({ stale: thrown instanceof Error && notLoaded.has(thrown) })
  }
}
