// Lines of a contact's form that may be there several times: each with its kind and the way to take it out.

import { X } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import { IconButton } from '#ui/control/button.tsx'
import { Select } from '#ui/control/select.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { useAllWords } from '../words/later-part.tsx'
import type { ContactFields } from './types.ts'

interface LineProps<Value> {
  readonly value: Value
  readonly at: number
  /** Null takes it out. */
  readonly onChange: (value: Value | null) => void
}

interface LinesProps<Value> {
  readonly values: readonly Value[]
  readonly onChange: (values: Value[]) => void
  readonly children: (value: Value, at: number, change: (value: Value | null) => void) => ReactNode
}

export function Lines<Value>({ values, onChange, children }: LinesProps<Value>) {
  const changed = (at: number, next: Value | null): Value[] =>
    values.flatMap((each, index) => (index !== at ? [each] : next === null ? [] : [next]))
  return values.map((value, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place while it is typed.
    <Fragment key={at}>{children(value, at, (next) => onChange(changed(at, next)))}</Fragment>
  ))
}

const numbered = (label: string, at: number): string => (at === 0 ? label : `${label} ${at + 1}`)

export function EmailLine(
  props: LineProps<ContactFields['emails'][number]> & { readonly error: string | null },
) {
  const { value, at, error, onChange } = props
  const words = useAllWords().contacts
  const label = numbered(words.fields.email, at)
  return (
    <div className="contact-line">
      <TextField
        label={label}
        type="email"
        inputMode="email"
        autoComplete="off"
        value={value.address}
        onChange={(address) => onChange({ ...value, address })}
        error={error}
        maxLength={254}
      />
      <Kind
        of={label}
        kinds={['work', 'home', 'other']}
        kind={value.kind}
        onKind={(kind) => onChange({ ...value, kind })}
      />
      <Drop label={words.dropEmail(at + 1)} onPress={() => onChange(null)} />
    </div>
  )
}

export function PhoneLine({ value, at, onChange }: LineProps<ContactFields['phones'][number]>) {
  const words = useAllWords().contacts
  const label = numbered(words.fields.phone, at)
  return (
    <div className="contact-line">
      <TextField
        label={label}
        type="tel"
        inputMode="tel"
        autoComplete="off"
        value={value.number}
        onChange={(number) => onChange({ ...value, number })}
        maxLength={60}
      />
      <Kind
        of={label}
        kinds={['work', 'mobile', 'home', 'other']}
        kind={value.kind}
        onKind={(kind) => onChange({ ...value, kind })}
      />
      <Drop label={words.dropPhone(at + 1)} onPress={() => onChange(null)} />
    </div>
  )
}

export function PostalLine({ value, at, onChange }: LineProps<ContactFields['postal'][number]>) {
  const words = useAllWords().contacts
  const { fields } = words
  const label = numbered(fields.postal, at)
  const text = (part: 'street' | 'postcode' | 'city' | 'country', most: number): ReactNode => (
    <TextField
      label={fields[part]}
      value={value[part]}
      onChange={(next) => onChange({ ...value, [part]: next })}
      maxLength={most}
    />
  )
  return (
    <fieldset className="contact-postal">
      <legend className="field-label">{label}</legend>
      {text('street', 300)}
      <div className="contact-pair contact-town">
        {text('postcode', 20)}
        {text('city', 100)}
      </div>
      <div className="contact-line">
        {text('country', 100)}
        <Kind
          of={label}
          kinds={['work', 'home', 'other']}
          kind={value.kind}
          onKind={(kind) => onChange({ ...value, kind })}
        />
        <Drop label={words.dropPostal(at + 1)} onPress={() => onChange(null)} />
      </div>
    </fieldset>
  )
}

interface KindProps<Value extends string> {
  readonly of: string
  readonly kinds: readonly Value[]
  readonly kind: Value
  readonly onKind: (kind: Value) => void
}

function Kind<Value extends 'work' | 'home' | 'mobile' | 'other'>({
  of,
  kinds,
  kind,
  onKind,
}: KindProps<Value>) {
  const words = useAllWords().contacts
  return (
    <Select
      label={`${words.fields.kind} · ${of}`}
      labelHidden
      options={kinds.map((value) => ({ value, label: words.kinds[value] }))}
      value={kind}
      onChange={onKind}
    />
  )
}

function Drop({ label, onPress }: { readonly label: string; readonly onPress: () => void }) {
  return (
    <IconButton label={label} onPress={onPress}>
      <X aria-hidden />
    </IconButton>
  )
}
