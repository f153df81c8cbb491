// The rows of the filter as a file for a spreadsheet: a plain link, so that the browser keeps it as it comes.

import { Download } from 'lucide-react'
import { ButtonLink } from '#ui/control/button.tsx'
import { useWords } from './words/words.tsx'

export function ExportLink({ href }: { readonly href: string }) {
  const words = useWords().directory
  return (
    <ButtonLink href={href} download>
      <Download aria-hidden className="small" />
      {words.exportCsv}
    </ButtonLink>
  )
}
