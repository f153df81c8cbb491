// Which columns are shown, kept in this browser for each table; a button with the list of them.

import { Check, Columns3 } from 'lucide-react'
import { useMemo } from 'react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useLocalSetting } from '../use-local-setting.ts'
import { useUiWords } from '../words/words.tsx'
import type { TableColumn } from './data-table.tsx'

/** `table` names it in the browser's store. The fixed columns are always among the shown ones. */
export function useColumns<Item>(table: string, all: readonly TableColumn<Item>[]) {
  const [kept, setKept] = useLocalSetting(`columns.${table}`)
  const shown = useMemo(() => {
    const chosen = kept === null ? null : new Set(kept.split(','))
    return all.filter((column) => column.fixed === true || (chosen?.has(column.id) ?? column.hidden !== true))
  }, [all, kept])
  return { shown, choose: (ids: readonly string[]) => setKept(ids.join(',')) }
}

export interface ColumnChoiceProps {
  readonly columns: readonly { readonly id: string; readonly label: string; readonly fixed?: boolean }[]
  readonly shown: readonly { readonly id: string }[]
  readonly onChange: (ids: readonly string[]) => void
}

export function ColumnChoice({ columns, shown, onChange }: ColumnChoiceProps) {
  const words = useUiWords()
  return (
    <MenuTrigger>
      <Button className="chip">
        <Columns3 aria-hidden className="small" />
        {words.table.columns} <b>{shown.length}</b>
      </Button>
      <Popover className="floating" placement="bottom end">
        <Menu
          className="list"
          aria-label={words.table.columns}
          selectionMode="multiple"
          selectedKeys={new Set(shown.map(({ id }) => id))}
          disabledKeys={columns.filter(({ fixed }) => fixed === true).map(({ id }) => id)}
          onSelectionChange={(keys) =>
            onChange(keys === 'all' ? columns.map(({ id }) => id) : [...keys].map(String))
          }
        >
          {columns.map(({ id, label }) => (
            <MenuItem key={id} id={id} textValue={label} className="list-item list-item-icon list-item-tick">
              {({ isSelected }) => (
                <>
                  <span className="tick" aria-hidden>
                    {isSelected && <Check className="small" />}
                  </span>
                  {label}
                </>
              )}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
