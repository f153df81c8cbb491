// The register: one table for every list. Keyboard and ear come from react-aria's grid; the page scrolls, the head stays.
// It shows what it is given: filters stand in FilterBar, pages come through `onMore`.

import { ArrowDown, ArrowUp, ChevronsUpDown, Ellipsis } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { Cell, Collection, Column, Row, Table, TableBody, TableHeader } from 'react-aria-components'
import { IconButton } from '../control/button.tsx'
import { Checkbox } from '../control/checkbox.tsx'
import { Menu } from '../overlay/menu.tsx'
import type { MenuAction } from '../overlay/menu-action.ts'
import { useUiWords } from '../words/words.tsx'
import { MoreRows } from './more-rows.tsx'
import { reactAriaSort } from './react-aria-sort.ts'
import type { Sort } from './url-sort.ts'
import './table.css'
import './table-phone.css'

export interface TableColumn<Item> {
  readonly id: string
  readonly label: string
  readonly cell: (item: Item) => ReactNode
  /** Numbers stand at the end, words at the start. */
  readonly align?: 'end'
  /** What the server calls this order; without it the head is no button. */
  readonly sort?: string
  /** Always shown: the first one, which names the row. */
  readonly fixed?: boolean
  /** Holds what can be done with the row: stays in sight where the table scrolls sideways. The last one. */
  readonly acts?: boolean
  /** Shown only once it is chosen. */
  readonly hidden?: boolean
}

export interface DataTableProps<Item> {
  readonly label: string
  readonly columns: readonly TableColumn<Item>[]
  readonly items: readonly Item[]
  readonly idOf: (item: Item) => string
  /** What the row is called, for the ear: in the menu and the box to tick. */
  readonly nameOf: (item: Item) => string
  readonly empty: ReactNode
  readonly actionsOf?: (item: Item) => readonly MenuAction[]
  readonly selected?: ReadonlySet<string>
  readonly onSelect?: (selected: ReadonlySet<string>) => void
  readonly sort?: Sort
  readonly onSort?: (sort: Sort) => void
  /** Null at the end of the list. */
  readonly onMore?: (() => void) | null
  readonly loadingMore?: boolean
  /** 54 px rows, for those with a field or two lines. */
  readonly roomy?: boolean
}

export function DataTable<Item extends object>(props: DataTableProps<Item>) {
  const { label, columns, items, idOf, empty, selected, onSelect, onMore = null } = props
  const words = useUiWords()
  const selecting = onSelect !== undefined
  const acting = props.actionsOf !== undefined
  const heads = useMemo(() => headsOf(columns, selecting, acting), [columns, selecting, acting])
  return (
    <>
      <div className="register-frame">
        <Table
          aria-label={label}
          className={`register${props.roomy === true ? ' register-roomy' : ''}`}
          selectionMode={selecting ? 'multiple' : 'none'}
          {...(selected === undefined ? {} : { selectedKeys: selected })}
          onSelectionChange={(keys) =>
            onSelect?.(keys === 'all' ? new Set(items.map(idOf)) : new Set([...keys].map(String)))
          }
          {...reactAriaSort(props)}
        >
          <TableHeader columns={heads} dependencies={[selecting]}>
            {(head) => (
              <Head
                head={head}
                actions={words.table.actions}
                all={words.table.selectAll}
                sorting={props.onSort !== undefined}
              />
            )}
          </TableHeader>
          <TableBody renderEmptyState={() => <div className="register-empty">{empty}</div>}>
            <Collection
              items={items.map((item) => ({ id: idOf(item), item }))}
              dependencies={[columns, props.actionsOf, selecting]}
            >
              {({ id, item }) => (
                <Row id={id} columns={heads} textValue={props.nameOf(item)}>
                  {(head) => <TableCell head={head} item={item} table={props} />}
                </Row>
              )}
            </Collection>
          </TableBody>
        </Table>
      </div>
      {onMore !== null && <MoreRows onMore={onMore} loading={props.loadingMore === true} />}
    </>
  )
}

type HeadOf<Item> = { readonly id: string } & (
  | { readonly kind: 'select' }
  | { readonly kind: 'actions' }
  | { readonly kind: 'column'; readonly column: TableColumn<Item>; readonly names: boolean }
)

function headsOf<Item>(
  columns: readonly TableColumn<Item>[],
  selecting: boolean,
  acting: boolean,
): readonly HeadOf<Item>[] {
  return [
    ...(selecting ? [{ id: '#select', kind: 'select' as const }] : []),
    ...columns.map((column, index) => ({
      id: column.id,
      kind: 'column' as const,
      column,
      names: index === 0,
    })),
    ...(acting ? [{ id: '#actions', kind: 'actions' as const }] : []),
  ]
}

interface HeadProps<Item> {
  readonly head: HeadOf<Item>
  readonly actions: string
  readonly all: string
  readonly sorting: boolean
}

function Head<Item>({ head, actions, all, sorting }: HeadProps<Item>) {
  if (head.kind === 'select')
    return (
      <Column id={head.id} className="register-select">
        <Checkbox slot="selection" aria-label={all} />
      </Column>
    )
  if (head.kind === 'actions')
    return (
      <Column id={head.id} className="register-actions">
        <span className="heard">{actions}</span>
      </Column>
    )
  const { column, names } = head
  const sorts = sorting && column.sort !== undefined
  return (
    <Column id={head.id} isRowHeader={names} allowsSorting={sorts} className={classOf(column)}>
      {({ sortDirection }) => (
        <span className="register-head">
          {column.label}
          {sorts && sortDirection === undefined && <ChevronsUpDown aria-hidden className="small" />}
          {sortDirection === 'ascending' && <ArrowUp aria-hidden className="small" />}
          {sortDirection === 'descending' && <ArrowDown aria-hidden className="small" />}
        </span>
      )}
    </Column>
  )
}

function TableCell<Item extends object>(given: {
  head: HeadOf<Item>
  item: Item
  table: DataTableProps<Item>
}) {
  const { head, item, table } = given
  const words = useUiWords()
  if (head.kind === 'select')
    return (
      <Cell className="register-select">
        <Checkbox slot="selection" aria-label={words.table.select(table.nameOf(item))} />
      </Cell>
    )
  if (head.kind === 'actions') {
    const actions = table.actionsOf?.(item) ?? []
    return (
      <Cell className="register-actions">
        {actions.length > 0 && (
          <Menu label={words.table.actionsOn(table.nameOf(item))} actions={actions}>
            {(opens) => (
              <IconButton size="small" label={words.table.actionsOn(table.nameOf(item))} {...opens}>
                <Ellipsis aria-hidden />
              </IconButton>
            )}
          </Menu>
        )}
      </Cell>
    )
  }
  const { column, names } = head
  return (
    <Cell className={classOf(column, names)} {...(names ? {} : { 'data-label': column.label })}>
      {column.cell(item)}
    </Cell>
  )
}

const classOf = (
  { align, acts = false }: Pick<TableColumn<never>, 'align' | 'acts'>,
  names = false,
): string =>
  [align === 'end' && 'register-end', acts && 'register-acts', names && 'register-name']
    .filter((each) => each !== false)
    .join(' ')
