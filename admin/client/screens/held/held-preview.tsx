// What a held message says, as text alone and only when asked for: the look is written down, and the commune sees it.

import { Eye, Link2Off, Paperclip } from 'lucide-react'
import { Button } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import type { AdminAnswer } from '../../../contract/all.ts'
import { FormProblem } from '../../form/form-problem.tsx'
import { useChange } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'
import type { HeldView } from './held-view.ts'

type Preview = AdminAnswer<'POST /held/{queueId}/preview'>

export function HeldPreview({ held, allowed }: { readonly held: HeldView; readonly allowed: boolean }) {
  const words = useWords().held
  const preview = useChange('POST /held/{queueId}/preview', ['/audit'])
  const communes = [...new Set(held.recipients.map(({ commune }) => commune.name))]
  return (
    <div className="held-preview">
      <div className="held-preview-head">
        <h3>{words.preview}</h3>
        <span className="quiet">{words.textOnly}</span>
      </div>
      {preview.data !== undefined && <Sheet preview={preview.data} />}
      {preview.data === undefined && allowed && (
        <Button
          isPending={preview.isPending}
          onPress={() => preview.mutate({ params: { queueId: held.queueId }, body: {} })}
        >
          <Eye aria-hidden className="small" />
          {words.showText}
        </Button>
      )}
      <FormProblem error={preview.error} />
      <p className="held-logged">
        <Eye aria-hidden className="small" />
        <small>{allowed ? words.logged(communes) : words.previewForbidden}</small>
      </p>
    </div>
  )
}

function Sheet({ preview }: { readonly preview: Preview }) {
  const words = useWords().held
  const format = useFormat()
  return (
    <div className="held-sheet">
      <p>
        <b>{preview.subject === '' ? words.noSubject : preview.subject}</b>
        <br />
        {preview.from}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard. */}
      <section className="held-text" tabIndex={0} aria-label={words.preview}>
        {preview.text === '' ? words.noText : preview.text}
      </section>
      {preview.cut && <p>{words.cut}</p>}
      {(preview.links.length > 0 || preview.attachments.length > 0) && (
        <ul className="held-off">
          {preview.links.map((host) => (
            <li key={host}>
              <Link2Off aria-hidden className="small" />
              {words.link(host)}
            </li>
          ))}
          {preview.attachments.map(({ name, bytes }) => (
            <li key={name}>
              <Paperclip aria-hidden className="small" />
              {words.attachment(name === '' ? words.unnamed : name, format.size(bytes))}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
