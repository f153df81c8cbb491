// The head of a view: its one h1, a sentence, and what can be done. Sets the title of the document too, so that a tab and
// a screen reader say where one is; focus goes to it when the view is opened by a link.

import { type ReactNode, useEffect, useRef } from 'react'
import './page.css'

export interface PageHeadingProps {
  readonly title: string
  /** What is said beside the title in the tab: « Communes — Vaguemestre, administration ». */
  readonly site: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
  /** Of the way here, above the title. */
  readonly crumbs?: ReactNode
}

export function PageHeading({ title, site, children, actions, crumbs }: PageHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} — ${site}`
  }, [title, site])
  useEffect(() => {
    // On the first page of a visit the browser's own order is the right one.
    if (history.state !== null || document.body.dataset.moved === 'yes') heading.current?.focus()
    document.body.dataset.moved = 'yes'
  }, [])
  return (
    <header className="page-heading">
      <div>
        {crumbs !== undefined && <nav className="crumbs">{crumbs}</nav>}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children !== undefined && <div className="page-lead">{children}</div>}
      </div>
      {actions !== undefined && <div className="page-actions">{actions}</div>}
    </header>
  )
}
