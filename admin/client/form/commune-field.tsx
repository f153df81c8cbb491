// The commune that something belongs to, found by typing. Whoever looks after one commune has no choice to make.

import { useDeferredValue, useState } from 'react'
import { ComboBox } from '#ui/control/combo-box.tsx'
import { nothingYet } from '../failure.tsx'
import { useAnswer } from '../queries.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'

interface CommuneFieldProps {
  readonly value: string | null
  readonly onChange: (commune: string | null) => void
}

const shown = 8

export function CommuneField({ value, onChange }: CommuneFieldProps) {
  const all = useWords()
  const words = all.directory
  const [text, setText] = useState('')
  const search = useDeferredValue(text.trim())
  const { data, error } = useAnswer('GET /communes', {
    query: { limit: shown, ...(search === '' ? {} : { search }) },
  })
  const options = (data?.rows ?? []).map(({ id, name, inseeCode, postcode }) => ({
    value: id,
    label: name,
    hint: postcode ?? inseeCode,
  }))
  return (
    <ComboBox
      label={words.commune}
      isRequired
      placeholder={words.chooseCommune}
      options={options}
      text={text}
      onText={setText}
      value={value}
      onChange={onChange}
      empty={data === undefined ? nothingYet(error, all) : words.noCommune}
    />
  )
}

/** The own commune where there is but one; else the one that a page is about, or null until one is chosen. */
export function useOwnCommune(given: string | null): string | null {
  const { commune } = useSession()
  return given ?? (commune.kind === 'commune' ? commune.id : null)
}
