// Templates of a box, everybody's who writes as it.

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { TextField } from '#ui/control/text-field.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import type { WebmailAnswer } from '../../contract/all.ts'
import { api } from '../api.ts'
import { type BoxView, mayWriteAs } from '../boxes.ts'
import { problemWords } from '../failure.tsx'
import { keyOf, useAnswer } from '../queries.ts'
import { useWords } from '../words/words.tsx'
import { BoxChoice } from './box-choice.tsx'
import { TextForm } from './text-form.tsx'
import { TextList } from './text-list.tsx'

type Template = WebmailAnswer<'GET /boxes/{box}/templates'>['rows'][number]

export const TemplatesSection = () => (
  <div className="form">
    <BoxChoice>{(box) => <Templates key={box.id} box={box} />}</BoxChoice>
  </div>
)

const route = 'GET /boxes/{box}/templates'

function Templates({ box }: { readonly box: BoxView }) {
  const all = useWords()
  const words = all.settings
  const client = useQueryClient()
  const params = { box: box.id }
  const rows = useAnswer(route, { params }).data?.rows ?? []
  const changed = () => client.invalidateQueries({ queryKey: keyOf(route, { params }) })
  const remove = async (id: string): Promise<boolean> => {
    try {
      await api('DELETE /boxes/{box}/templates/{template}', { params: { ...params, template: id } })
      await changed()
      return true
    } catch (error) {
      sayDone({ text: all.list.because(words.removeFailed, problemWords(error, all).title) })
      return false
    }
  }
  return (
    <TextList
      words={words.template}
      texts={rows.map(({ id, name, subject }) => ({ id, name, note: subject, mayChange: mayWriteAs(box) }))}
      mayAdd={mayWriteAs(box)}
      onRemove={remove}
      form={(id, close) => (
        <TemplateForm
          box={box}
          before={rows.find((row) => row.id === id) ?? null}
          changed={changed}
          close={close}
        />
      )}
    />
  )
}

interface TemplateFormProps {
  readonly box: BoxView
  readonly before: Template | null
  readonly changed: () => Promise<void>
  readonly close: () => void
}

function TemplateForm({ box, before, changed, close }: TemplateFormProps) {
  const words = useWords().settings
  const [subject, setSubject] = useState(before?.subject ?? '')
  const params = { box: box.id }
  return (
    <TextForm
      before={before ?? { name: '', html: '' }}
      kind="template"
      lines={9}
      save={async (text) => {
        const body = { ...text, subject: subject.trim() }
        if (before === null) await api('POST /boxes/{box}/templates', { params, body })
        else
          await api('PUT /boxes/{box}/templates/{template}', {
            params: { ...params, template: before.id },
            body: { ...body, revision: before.revision },
          })
        await changed()
      }}
      close={close}
    >
      <TextField label={words.template.subject} value={subject} onChange={setSubject} maxLength={900} />
    </TextForm>
  )
}
