// As whom, to whom and what about.

import { useState } from 'react'
import type { BoxView } from '../boxes.ts'
import { useWords } from '../words/words.tsx'
import { type DraftContent, type Recipient, type RecipientField, recipientFields } from './draft/draft.ts'
import { RecipientLine } from './recipients/recipient-line.tsx'
import { SenderBar } from './recipients/sender-bar.tsx'

export interface ComposerHeadProps {
  readonly box: BoxView
  readonly content: DraftContent
  readonly unknown: ReadonlySet<string>
  readonly takesFocus: boolean
  /** Nothing of it can be changed now. */
  readonly held: boolean
  readonly onChange: (patch: Partial<DraftContent>) => void
  readonly onSay: (text: string) => void
}

export function ComposerHead({
  box,
  content,
  unknown,
  takesFocus,
  held,
  onChange,
  onSay,
}: ComposerHeadProps) {
  const { compose } = useWords()
  // Asked for by hand; those that hold somebody are there anyway.
  const [asked, setAsked] = useState<ReadonlySet<RecipientField>>(new Set())
  const [latest, setLatest] = useState<RecipientField>('to')
  const shown = recipientFields.filter(
    (field) => field === 'to' || asked.has(field) || content[field].length > 0,
  )
  const hidden = recipientFields.filter((field) => !shown.includes(field))
  const show = (field: RecipientField): void => {
    setAsked(new Set([...asked, field]))
    setLatest(field)
  }
  return (
    <div className="compose-part" inert={held}>
      <SenderBar box={box} from={content.from} onChange={(from) => onChange({ from })} />
      {shown.map((field) => (
        <RecipientLine
          key={field}
          {...{ field, unknown, onSay }}
          box={box.id}
          recipients={content[field]}
          takesFocus={field === latest && (takesFocus || asked.has(field))}
          onChange={(recipients: Recipient[]) => onChange({ [field]: recipients })}
          after={
            field === 'to' &&
            hidden.length > 0 && (
              <span className="compose-more">
                {hidden.map((each) => (
                  <button
                    key={each}
                    type="button"
                    title={compose.fieldNames[each]}
                    onClick={() => show(each)}
                  >
                    {compose.fields[each]}
                  </button>
                ))}
              </span>
            )
          }
        />
      ))}
      <label className="compose-line" data-field="subject">
        <span className="compose-key">{compose.subject}</span>
        <input
          className="compose-subject"
          value={content.subject}
          maxLength={900}
          onChange={({ target }) => onChange({ subject: target.value })}
        />
      </label>
    </div>
  )
}
