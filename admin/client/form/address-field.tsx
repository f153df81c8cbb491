// An address to be made: what stands before the @, and one of the commune's domains.

import { useEffect } from 'react'
import { Select } from '#ui/control/select.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { useAnswer } from '../queries.ts'
import { useWords } from '../words/words.tsx'
import { localPartMistake } from './local-part-problem.ts'

export interface NewAddress {
  readonly localPart: string
  readonly domain: string | null
}

interface AddressFieldProps {
  /** Null until one is chosen: its domains are not known before. */
  readonly commune: string | null
  readonly value: NewAddress
  readonly onChange: (address: NewAddress) => void
  readonly error: string | null
}

const most = 100

export function AddressField({ commune, value, onChange, error }: AddressFieldProps) {
  const words = useWords().directory.address
  const { data } = useAnswer(
    'GET /domains',
    { query: { commune: commune ?? '', limit: most } },
    { enabled: commune !== null },
  )
  const domains = data?.rows.filter(({ aliasOf }) => aliasOf === null).map(({ name }) => name)
  const first = domains?.[0]
  const unknown = value.domain === null || domains?.includes(value.domain) === false
  useEffect(() => {
    if (unknown && first !== undefined) onChange({ ...value, domain: first })
  }, [unknown, first, value, onChange])
  if (domains?.length === 0) return <Banner kind="warn">{words.noDomain}</Banner>
  return (
    <div className="form-pair">
      <TextField
        label={words.localPart}
        hint={words.localPartHint}
        isRequired
        value={value.localPart}
        onChange={(localPart) => onChange({ ...value, localPart })}
        error={localPartMistake(value.localPart) === 'whole-address' ? words.wholeAddress : error}
        autoComplete="off"
      />
      <Select
        label={words.domain}
        options={(domains ?? []).map((name) => ({ value: name, label: `@${name}` }))}
        value={commune === null ? null : value.domain}
        isDisabled={commune === null}
        placeholder={words.communeFirst}
        onChange={(domain) => onChange({ ...value, domain })}
      />
    </div>
  )
}
