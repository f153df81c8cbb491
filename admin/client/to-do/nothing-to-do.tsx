// Nothing to do: the postmark of the last check, and what was looked at.

import { Check } from 'lucide-react'
import { Postmark } from '#ui/cachet/postmark.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import type { AdminAnswer } from '../../contract/all.ts'
import { postmarkDate } from '../postmark-date.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import './to-do.css'

interface CalmProps {
  readonly checkedAt: string
  readonly figures: AdminAnswer<'GET /figures'> | undefined
}

export function NothingToDo({ checkedAt, figures }: CalmProps) {
  const words = useWords()
  const format = useFormat()
  const { department } = useSession()
  const { checked, ...say } = words.toDo
  return (
    <div className="to-do-calm">
      <Postmark
        above={words.common.product}
        below={department.name}
        lines={[format.time(checkedAt), ...postmarkDate(checkedAt, words.ui.language)]}
        height={176}
      />
      <div>
        <h2>{say.nothing}</h2>
        <p>{say.nothingText(format.time(checkedAt))}</p>
        <ul>
          {figures !== undefined && (
            <Checked
              text={checked.communes(format.number(figures.communes), format.number(figures.mailboxes))}
            />
          )}
          <Checked text={checked.services} />
          <Checked text={checked.accounts} />
          <Checked text={checked.held} />
          <Checked text={checked.quotas} />
          <Checked text={checked.ends} />
        </ul>
      </div>
    </div>
  )
}

function Checked({ text }: { readonly text: string }) {
  return (
    <li>
      <Check aria-hidden className="small" />
      {text}
    </li>
  )
}
