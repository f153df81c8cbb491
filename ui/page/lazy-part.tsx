// Components whose code comes after the page.

import { type ComponentType, lazy, useState } from 'react'

export type LazyPart<Props> = ComponentType<Props> & {
  /** Its code, for a page that stands and has nothing else to do. What does not come is asked for again once it is drawn. */
  readonly fetch: () => void
}

/**
 * As `lazy` of React, under a `Suspense` or what has one. Where its code was fetched before it is drawn at once: `lazy` alone would
 * show what stands for it first, for the 300 ms that React leaves that standing at the least.
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyPart<Props> {
  let fetched: ComponentType<Props> | null = null
  const fetch = async () => {
    fetched ??= await load()
    return { default: fetched }
  }
  const Awaited = lazy(fetch)
  const part = (props: Props) => <DrawnAs part={() => fetched ?? Awaited} props={props} />
  return Object.assign(part, { fetch: () => void fetch().catch(() => undefined) })
}

interface DrawnAsProps<Props> {
  readonly part: () => ComponentType<Props>
  readonly props: Props
}

function DrawnAs<Props extends object>({ part, props }: DrawnAsProps<Props>) {
  // For as long as it is drawn: another component in its place would begin anew.
  const [Drawn] = useState(part)
  return <Drawn {...props} />
}
