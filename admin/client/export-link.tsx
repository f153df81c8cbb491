// The rows of the filter as a file for a spreadsheet: a plain link, so that the browser keeps it as it comes.

import { Download } from 'lucide-react'
import { ButtonLink } from '#ui/control/button.tsx'
import { useWords } from './words/words.tsx'

export function ExportLink({ href, size }: { readonly href: string; readonly size?: 'small' }) {
  const words = useWords().directory
  return (
    <ButtonLink href={href} download {...(size === undefined ? {} : { size })}>
      <Download aria-hidden className="small" />
      {words.exportCsv}
    </ButtonLink>
  )
}
