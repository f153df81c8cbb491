// The form of a contact, new or changed. What was typed stays whatever the server says.

import { Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { Button } from '#ui/control/button.tsx'
import { Checkbox } from '#ui/control/checkbox.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { problemWords } from '../failure.tsx'
import { useAllWords } from '../words/later-part.tsx'
import { EmailLine, Lines, PhoneLine, PostalLine } from './contact-lines.tsx'
import { isAddress, isEmptyPostal } from './field-form.ts'
import type { ContactFields, ContactView, GroupView } from './types.ts'

export interface ContactFormProps {
  readonly title: string
  readonly before: Pick<ContactView, 'fields' | 'groups'>
  readonly groups: readonly GroupView[]
  /** Throws what the API said. */
  readonly save: (fields: ContactFields, groups: readonly string[]) => Promise<void>
  readonly onCancel: () => void
  /** Takes what stands there now, where somebody else changed it meanwhile. */
  readonly onReload?: () => void
}

export function ContactForm({ title, before, groups, save, onCancel, onReload }: ContactFormProps) {
  const all = useAllWords()
  const words = all.contacts
  const [fields, setFields] = useState<ContactFields>(() => beginning(before.fields))
  const [inGroups, setInGroups] = useState<ReadonlySet<string>>(new Set(before.groups))
  const [checked, setChecked] = useState(false)
  const [saving, setSaving] = useState(false)
  const [failed, setFailed] = useState<unknown>(null)
  const set = (part: Partial<ContactFields>): void => setFields({ ...fields, ...part })
  const filled = filledIn(fields)
  const wrongName = filled.name === '' ? words.wrong.name : null
  const wrongAddress = (address: string): string | null =>
    checked && address.trim() !== '' && !isAddress(address) ? words.wrong.address : null
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setChecked(true)
    if (wrongName !== null || filled.emails.some(({ address }) => !isAddress(address))) return
    setSaving(true)
    setFailed(null)
    try {
      await save(filled, [...inGroups])
    } catch (error) {
      setFailed(error)
      setSaving(false)
    }
  }
  const { emails, phones, postal } = fields
  return (
    <form className="form contact-form" noValidate onSubmit={(event) => void submit(event)}>
      <h2>{title}</h2>
      <FormFailure failed={failed} onReload={onReload} />
      <TextField
        label={words.fields.name}
        value={fields.name}
        onChange={(name) => set({ name })}
        error={checked ? wrongName : null}
        maxLength={200}
        autoFocus
        autoComplete="off"
      />
      <div className="contact-pair">
        <TextField
          label={words.fields.organisation}
          value={fields.organisation}
          onChange={(organisation) => set({ organisation })}
          maxLength={200}
        />
        <TextField
          label={words.fields.title}
          value={fields.title}
          onChange={(next) => set({ title: next })}
          maxLength={200}
        />
      </div>
      <Lines values={emails} onChange={(next) => set({ emails: next })}>
        {(email, at, change) => (
          <EmailLine value={email} at={at} error={wrongAddress(email.address)} onChange={change} />
        )}
      </Lines>
      <Lines values={phones} onChange={(next) => set({ phones: next })}>
        {(phone, at, change) => <PhoneLine value={phone} at={at} onChange={change} />}
      </Lines>
      <Lines values={postal} onChange={(next) => set({ postal: next })}>
        {(place, at, change) => <PostalLine value={place} at={at} onChange={change} />}
      </Lines>
      <div className="contact-more">
        <Button look="quiet" onPress={() => set({ emails: [...emails, { kind: 'work', address: '' }] })}>
          <Plus aria-hidden /> {words.addEmail}
        </Button>
        <Button look="quiet" onPress={() => set({ phones: [...phones, { kind: 'work', number: '' }] })}>
          <Plus aria-hidden /> {words.addPhone}
        </Button>
        <Button look="quiet" onPress={() => set({ postal: [...postal, emptyPostal] })}>
          <Plus aria-hidden /> {words.addPostal}
        </Button>
      </div>
      <TextField
        label={words.fields.note}
        lines={3}
        value={fields.note}
        onChange={(note) => set({ note })}
        maxLength={5000}
      />
      {groups.length > 0 && (
        <fieldset className="contact-choose-groups">
          <legend className="field-label">{words.fields.groups}</legend>
          {groups.map(({ id, name }) => (
            <Checkbox
              key={id}
              isSelected={inGroups.has(id)}
              onChange={(on) =>
                setInGroups(new Set(on ? [...inGroups, id] : [...inGroups].filter((each) => each !== id)))
              }
            >
              {name}
            </Checkbox>
          ))}
        </fieldset>
      )}
      <div className="contact-send">
        <Button onPress={onCancel}>{all.ui.cancel}</Button>
        <Button look="primary" type="submit" isPending={saving}>
          {words.save}
        </Button>
      </div>
    </form>
  )
}

function FormFailure({
  failed,
  onReload,
}: {
  readonly failed: unknown
  readonly onReload: (() => void) | undefined
}) {
  const all = useAllWords()
  const words = all.contacts
  if (failed === null) return null
  if (failed instanceof ProblemError && failed.code === 'changed-meanwhile' && onReload !== undefined)
    return (
      <Banner kind="warn" urgent action={<Button onPress={onReload}>{words.reload}</Button>}>
        {words.changedMeanwhile}
      </Banner>
    )
  return (
    <Banner kind="bad" urgent>
      {all.list.because(words.failed.save, problemWords(failed, all).title)}
    </Banner>
  )
}

const emptyPostal = { kind: 'work', street: '', postcode: '', city: '', country: '' } as const

/** One line of each to type into, where there is none. */
const beginning = (fields: ContactFields): ContactFields => ({
  ...fields,
  emails: fields.emails.length === 0 ? [{ kind: 'work', address: '' }] : fields.emails,
  phones: fields.phones.length === 0 ? [{ kind: 'work', number: '' }] : fields.phones,
})

/** Without the lines that nobody filled in; called by the address where nobody gave a name. */
function filledIn(fields: ContactFields): ContactFields {
  const emails = fields.emails
    .map((each) => ({ ...each, address: each.address.trim() }))
    .filter(({ address }) => address !== '')
  return {
    name: fields.name.trim() === '' ? (emails[0]?.address ?? '') : fields.name.trim(),
    organisation: fields.organisation.trim(),
    title: fields.title.trim(),
    emails,
    phones: fields.phones
      .map((each) => ({ ...each, number: each.number.trim() }))
      .filter(({ number }) => number !== ''),
    postal: fields.postal.filter((each) => !isEmptyPostal(each)),
    note: fields.note.trim(),
  }
}
