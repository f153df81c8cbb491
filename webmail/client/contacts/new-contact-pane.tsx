// A contact that is not there yet.

import { navigate } from 'wouter/use-browser-location'
import { sayDone } from '#ui/overlay/toast.tsx'
import { api } from '../api.ts'
import { type BoxView, mayFile } from '../boxes.ts'
import { useAnswer } from '../queries.ts'
import { useAllWords } from '../words/later-part.tsx'
import { type BookPlace, bookAddress } from './book-place.ts'
import { ContactForm } from './contact-form.tsx'
import { noFields } from './types.ts'
import { useBookChanged } from './use-book.ts'

interface NewContactPaneProps {
  readonly box: BoxView
  readonly place: BookPlace
  readonly onClose: () => void
}

export function NewContactPane({ box, place, onClose }: NewContactPaneProps) {
  const { contacts: words, reading } = useAllWords()
  const groups = useAnswer('GET /boxes/{box}/contact-groups', { params: { box: box.id } }).data?.rows ?? []
  const changed = useBookChanged()
  if (!mayFile(box)) return <p className="contacts-none">{words.readOnly}</p>
  return (
    <ContactForm
      title={words.newTitle}
      before={{ fields: noFields, groups: place.group === null ? [] : [place.group] }}
      groups={groups}
      save={async (fields, inGroups) => {
        const body = { fields, groups: [...inGroups] }
        const made = await api('POST /boxes/{box}/contacts', { params: { box: box.id }, body })
        sayDone({ text: reading.addSender.added(fields.name) })
        navigate(bookAddress({ ...place, open: { kind: 'contact', id: made.id } }), { replace: true })
        await changed()
      }}
      onCancel={onClose}
    />
  )
}
