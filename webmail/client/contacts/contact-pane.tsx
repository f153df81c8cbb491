// One contact: what is known of it, changed in its place, deleted after a question.

import { Pencil, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { CopyButton } from '#ui/control/copy-button.tsx'
import { BreakableAddress } from '#ui/display/breakable-address.tsx'
import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { Facts } from '#ui/page/section.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { api } from '../api.ts'
import { type BoxView, mayFile } from '../boxes.ts'
import { Failure, problemWords } from '../failure.tsx'
import { useAnswer } from '../queries.ts'
import type { AllWords } from '../words/later-part.tsx'
import { useAllWords } from '../words/later-part.tsx'
import type { BookPlace } from './book-place.ts'
import { ContactForm } from './contact-form.tsx'
import type { ContactFields, ContactView, GroupView } from './types.ts'
import { useBookChanged } from './use-book.ts'
import { WriteTo } from './write-to.tsx'

export interface ContactPaneProps {
  readonly box: BoxView
  readonly place: BookPlace
  readonly id: string
  readonly onClose: () => void
}

export function ContactPane({ box, id, onClose }: ContactPaneProps) {
  const words = useAllWords().contacts
  const [editing, setEditing] = useState(false)
  const asked = useAnswer('GET /boxes/{box}/contacts/{contact}', { params: { box: box.id, contact: id } })
  const groups = useAnswer('GET /boxes/{box}/contact-groups', { params: { box: box.id } }).data?.rows ?? []
  const changed = useBookChanged()
  const contact = asked.data ?? null
  if (contact === null)
    return asked.error === null ? (
      <Skeleton rows={4} onRetry={() => void asked.refetch()} />
    ) : (
      <Failure error={asked.error} onRetry={() => void asked.refetch()} />
    )
  if (editing)
    return (
      <ContactForm
        title={words.editTitle(contact.fields.name)}
        before={contact}
        groups={groups}
        save={async (fields, inGroups) => {
          const { revision } = contact
          const body = { revision, fields, groups: [...inGroups] }
          await api('PUT /boxes/{box}/contacts/{contact}', { params: { box: box.id, contact: id }, body })
          sayDone({ text: words.saved(fields.name) })
          await changed()
          setEditing(false)
        }}
        onCancel={() => setEditing(false)}
        onReload={() => void asked.refetch().then(() => setEditing(false))}
      />
    )
  return (
    <Shown box={box} contact={contact} groups={groups} onEdit={() => setEditing(true)} onGone={onClose} />
  )
}

interface ShownProps {
  readonly box: BoxView
  readonly contact: ContactView
  readonly groups: readonly GroupView[]
  readonly onEdit: () => void
  readonly onGone: () => void
}

function Shown({ box, contact, groups, onEdit, onGone }: ShownProps) {
  const all = useAllWords()
  const words = all.contacts
  const changed = useBookChanged()
  const [asking, setAsking] = useState(false)
  const { fields } = contact
  const recipients = fields.emails.map(({ address }) => ({ name: fields.name, address }))
  const remove = async (): Promise<boolean> => {
    try {
      await api('DELETE /boxes/{box}/contacts/{contact}', { params: { box: box.id, contact: contact.id } })
      sayDone({ text: words.removed(fields.name) })
      onGone()
      await changed()
      return true
    } catch (error) {
      sayDone({ text: all.list.because(words.failed.remove, problemWords(error, all).title) })
      return false
    }
  }
  return (
    <article className="contact">
      <header className="contact-head">
        <div>
          <h2>{fields.name}</h2>
          {(fields.title !== '' || fields.organisation !== '') && (
            <p>{[fields.title, fields.organisation].filter((each) => each !== '').join(' · ')}</p>
          )}
        </div>
        <span className="contact-acts">
          <WriteTo box={box} to={recipients.slice(0, 1)} named={fields.name} />
          {mayFile(box) && (
            <>
              <Button onPress={onEdit}>
                <Pencil aria-hidden /> {words.edit}
              </Button>
              <Button look="quiet" onPress={() => setAsking(true)}>
                <Trash2 aria-hidden /> {words.remove}
              </Button>
            </>
          )}
        </span>
      </header>
      <Facts facts={factsOf(fields, box, words)} />
      {contact.groups.length > 0 && (
        <p className="contact-groups">
          <span>{words.fields.groups}</span>
          {groups
            .filter(({ id }) => contact.groups.includes(id))
            .map(({ id, name }) => (
              <span key={id} className="contact-group">
                {name}
              </span>
            ))}
        </p>
      )}
      {fields.note !== '' && (
        <section className="contact-note">
          <h3>{words.fields.note}</h3>
          <p>{fields.note}</p>
        </section>
      )}
      <AlertDialog
        title={words.removeTitle(fields.name)}
        action={words.remove}
        danger
        isOpen={asking}
        onClose={() => setAsking(false)}
        onConfirm={remove}
      >
        <p>{words.removeText}</p>
      </AlertDialog>
    </article>
  )
}

/** A value that may be there twice is told apart by its place. */
function factsOf(
  { name, emails, phones, postal }: ContactFields,
  box: BoxView,
  words: AllWords['contacts'],
): readonly (readonly [term: string, fact: ReactNode])[] {
  const { fields, kinds } = words
  const term = (field: string, kind: keyof typeof kinds, at: number): string =>
    `${field}${kind === 'other' ? '' : ` · ${kinds[kind]}`}${at === 0 ? '' : ` (${at + 1})`}`
  return [
    ...emails.map(
      ({ kind, address }, at) =>
        [
          term(fields.email, kind, at),
          <span key={address} className="contact-value">
            <BreakableAddress text={address} />
            {emails.length > 1 && <WriteTo small box={box} to={[{ name, address }]} named={address} />}
            <CopyButton text={address} label={words.copy(address)} />
          </span>,
        ] as const,
    ),
    ...phones.map(
      ({ kind, number }, at) =>
        [
          term(fields.phone, kind, at),
          <a key={number} href={`tel:${number.replace(/[^\d+]/g, '')}`}>
            {number}
          </a>,
        ] as const,
    ),
    ...postal.map(
      ({ kind, street, postcode, city, country }, at) =>
        [
          term(fields.postal, kind, at),
          [street, `${postcode} ${city}`.trim(), country].filter((each) => each !== '').join(', '),
        ] as const,
    ),
  ]
}
