// Signatures in a box: one's own, and those that all share who write as it.

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Checkbox } from '#ui/control/checkbox.tsx'
import { Choice } from '#ui/control/choice.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import type { WebmailAnswer } from '../../contract/all.ts'
import { api } from '../api.ts'
import { type BoxView, mayWriteAs } from '../boxes.ts'
import { problemWords } from '../failure.tsx'
import { keyOf, useAnswer } from '../queries.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import { BoxChoice } from './box-choice.tsx'
import { htmlOfText } from './plain-html.ts'
import { TextForm } from './text-form.tsx'
import { TextList } from './text-list.tsx'

type Signature = WebmailAnswer<'GET /boxes/{box}/signatures'>['rows'][number]

export const SignaturesSection = () => (
  <div className="form">
    <BoxChoice>{(box) => <Signatures key={box.id} box={box} />}</BoxChoice>
  </div>
)

const route = 'GET /boxes/{box}/signatures'

function Signatures({ box }: { readonly box: BoxView }) {
  const all = useWords()
  const words = all.settings
  const client = useQueryClient()
  const params = { box: box.id }
  const rows = useAnswer(route, { params }).data?.rows ?? []
  const changed = () => client.invalidateQueries({ queryKey: keyOf(route, { params }) })
  const remove = async (id: string): Promise<boolean> => {
    try {
      await api('DELETE /boxes/{box}/signatures/{signature}', { params: { ...params, signature: id } })
      await changed()
      return true
    } catch (error) {
      sayDone({ text: all.list.because(words.removeFailed, problemWords(error, all).title) })
      return false
    }
  }
  return (
    <TextList
      words={words.signature}
      texts={rows.map(({ id, name, isDefault, shared }) => ({
        ...{ id, name, mayChange: !shared || mayWriteAs(box) },
        note: [
          ...(shared ? [words.signature.shared] : []),
          ...(isDefault ? [words.signature.isDefault] : []),
        ].join(' · '),
      }))}
      mayAdd
      onRemove={remove}
      form={(id, close) => (
        <SignatureForm
          box={box}
          before={rows.find((row) => row.id === id) ?? null}
          isFirst={rows.length === 0}
          changed={changed}
          close={close}
        />
      )}
    />
  )
}

interface SignatureFormProps {
  readonly box: BoxView
  readonly before: Signature | null
  readonly isFirst: boolean
  readonly changed: () => Promise<void>
  readonly close: () => void
}

function SignatureForm({ box, before, isFirst, changed, close }: SignatureFormProps) {
  const words = useWords().settings
  const { person } = useSession()
  const [isDefault, setDefault] = useState(before?.isDefault ?? isFirst)
  const [shared, setShared] = useState(before?.shared ?? false)
  const params = { box: box.id }
  const proposed = [person.name, box.name, box.commune].filter(
    (each, at, lines) => each !== '' && lines.indexOf(each) === at,
  )
  return (
    <TextForm
      before={before ?? { name: box.commune, html: htmlOfText([...proposed, box.address].join('\n')) }}
      kind="signature"
      lines={6}
      save={async (text) => {
        if (before === null)
          await api('POST /boxes/{box}/signatures', { params, body: { ...text, isDefault, shared } })
        else
          await api('PUT /boxes/{box}/signatures/{signature}', {
            params: { ...params, signature: before.id },
            body: { ...text, isDefault, revision: before.revision },
          })
        await changed()
      }}
      close={close}
    >
      {before === null && mayWriteAs(box) && box.kind === 'shared' && (
        <Choice
          across
          label={words.signature.whose}
          options={[
            { value: 'own', label: words.signature.own, hint: words.signature.ownHint },
            { value: 'shared', label: words.signature.shared, hint: words.signature.sharedHint },
          ]}
          value={shared ? 'shared' : 'own'}
          onChange={(value) => setShared(value === 'shared')}
        />
      )}
      <Checkbox isSelected={isDefault} onChange={setDefault}>
        {words.signature.beDefault}
      </Checkbox>
    </TextForm>
  )
}
