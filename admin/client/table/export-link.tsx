// The rows of the filter as a file for a spreadsheet: the browser keeps it as it comes, once the session is known to be
// there.

import { Download } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { ButtonLink } from '#ui/control/button.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { problemWords } from '../failure.tsx'
import { useWords } from '../words/words.tsx'
import { downloadProblem } from './download-problem.ts'
import { saveFrom } from './save-file.ts'

export function ExportLink({ href, size }: { readonly href: string; readonly size?: 'small' }) {
  const all = useWords()
  const words = all.directory
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    const shown = link.current
    const keep = async () => {
      const why = await downloadProblem()
      if (why === null) saveFrom(href)
      else if (why !== 'not-signed-in')
        sayDone({
          text: why === 'unreachable' ? words.noConnection : problemWords(new ProblemError(why), all).title,
        })
    }
    // The link's own event: that of react-aria comes too late to be held back when Enter was pressed.
    const onClick = (event: MouseEvent) => {
      event.preventDefault()
      void keep()
    }
    shown?.addEventListener('click', onClick)
    return () => shown?.removeEventListener('click', onClick)
  }, [href, words, all])
  return (
    <ButtonLink ref={link} href={href} download {...(size === undefined ? {} : { size })}>
      <Download aria-hidden className="small" />
      {words.exportCsv}
    </ButtonLink>
  )
}
