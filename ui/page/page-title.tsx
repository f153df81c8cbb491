// The title of the document, for views whose h1 stands in a pane of its own.

import { useEffect } from 'react'

export function PageTitle({ title, site }: { readonly title: string; readonly site: string }) {
  useEffect(() => {
    document.title = `${title} — ${site}`
  }, [title, site])
  return null
}
