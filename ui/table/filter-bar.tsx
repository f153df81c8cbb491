// What stands above a table in one line: a text, chips for what can be one of a few, saved filters, and at the end how
// many there are, the columns and the file.

import { ChevronDown, Search, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { SearchField } from '../control/search-field.tsx'
import type { Option } from '../control/select.tsx'
import { useUiWords } from '../words/words.tsx'
import '../control/list.css'
import './table.css'

export interface FilterBarProps {
  /** What is searched in: « Nom, code INSEE, code postal ». */
  readonly placeholder: string
  readonly text: string | null
  readonly onText: (text: string | null) => void
  readonly chips?: ReactNode
  /** Count, columns, file. */
  readonly end?: ReactNode
}

export function FilterBar({ placeholder, text, onText, chips, end }: FilterBarProps) {
  return (
    <search className="tools">
      <SearchField
        label={placeholder}
        text={text}
        onText={onText}
        before={<Search aria-hidden className="small" />}
      />
      {chips}
      {end !== undefined && <div className="tools-end">{end}</div>}
    </search>
  )
}

export interface FilterChipProps<Value extends string> {
  readonly label: string
  readonly options: readonly Option<Value>[]
  readonly value: string | null
  readonly onChange: (value: Value | null) => void
}

export function FilterChip<Value extends string>({
  label,
  options,
  value,
  onChange,
}: FilterChipProps<Value>) {
  const words = useUiWords()
  const chosen = options.find((option) => option.value === value)
  const menu = (
    <MenuTrigger>
      <Button className={chosen === undefined ? 'chip' : 'chip chip-on'}>
        {chosen === undefined ? label : chosen.label}
        {chosen === undefined ? (
          <ChevronDown aria-hidden className="small" />
        ) : (
          <span className="heard">({label})</span>
        )}
      </Button>
      <Popover className="floating">
        <Menu
          className="list"
          aria-label={label}
          selectionMode="single"
          selectedKeys={new Set(chosen === undefined ? [] : [chosen.value])}
          onSelectionChange={(keys) => {
            const [key] = keys === 'all' ? [] : [...keys]
            onChange(options.find((option) => option.value === key)?.value ?? null)
          }}
        >
          {options.map((option) => (
            <MenuItem key={option.value} id={option.value} textValue={option.label} className="list-item">
              {option.label}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
  if (chosen === undefined) return menu
  return (
    <span className="chip-pair">
      {menu}
      <Button
        className="chip chip-on"
        aria-label={words.table.removeFilter(chosen.label)}
        onPress={() => onChange(null)}
      >
        <X aria-hidden className="small" />
      </Button>
    </span>
  )
}
