// What needs somebody, in groups by harm: a fact, one sentence, since when, and one button that leads to its place.

import { Clock, type LucideIcon, OctagonAlert, TriangleAlert } from 'lucide-react'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { ButtonLink } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import type { Role } from '../../contract/all.ts'
import { CommuneLink } from '../directory/commune-link.tsx'
import { useWords } from '../words/words.tsx'
import { grouped, placeOf, type ToDoItem } from './item-address.ts'
import '#ui/table/table.css'
import { itemFields } from './item-fields.ts'
import './to-do.css'

const icons: Readonly<Record<ToDoItem['severity'], LucideIcon>> = {
  harm: OctagonAlert,
  risk: TriangleAlert,
  soon: Clock,
}

const columns = ['severity', 'commune', 'fact', 'since', 'action'] as const

export interface ToDoTableProps {
  readonly items: readonly ToDoItem[]
  /** One green button on a screen: the first row's, unless the screen has another. */
  readonly primary?: boolean
  /** On the page of one commune its name need not stand in every row. */
  readonly placed?: boolean
}

export function ToDoTable({ items, primary = true, placed = true }: ToDoTableProps) {
  const words = useWords().toDo
  const first = items[0]
  return (
    <table className={placed ? 'to-do' : 'to-do to-do-here'}>
      <caption className="heard">{words.caption}</caption>
      <thead className="heard">
        <tr>
          {columns
            .filter((column) => placed || column !== 'commune')
            .map((column) => (
              <th key={column} scope="col">
                {words.columns[column]}
              </th>
            ))}
        </tr>
      </thead>
      {grouped(items).map((group) => (
        <tbody key={group.severity}>
          <tr>
            <th colSpan={placed ? 5 : 4} scope="rowgroup">
              {words.groups[group.severity]}
            </th>
          </tr>
          {group.items.map((item) => (
            <ToDoRow key={item.id} item={item} primary={primary && item === first} placed={placed} />
          ))}
        </tbody>
      ))}
    </table>
  )
}

interface ToDoRowProps {
  readonly item: ToDoItem
  readonly primary: boolean
  readonly placed: boolean
}

function ToDoRow({ item, primary, placed }: ToDoRowProps) {
  const words = useWords()
  const format = useFormat()
  const { kind, fields, severity, subject, commune, since } = item
  const told = itemFields(
    { fields },
    {
      size: format.size,
      share: format.share,
      day: format.date,
      full: format.full,
      role: (role) => (isRole(role, words.roles) ? words.roles[role] : role),
    },
  )
  const saying = words.toDo.kinds[kind]
  const Icon = icons[severity]
  const place = commune?.name ?? words.toDo.department
  return (
    <tr>
      <td className={`to-do-severity to-do-${severity}`}>
        <Icon aria-hidden />
        <span className="heard">{words.toDo.severities[severity]}</span>
      </td>
      {placed && (
        <th scope="row">
          <span className="row-name">
            <Cachet name={place} />
            {commune === null ? <b>{place}</b> : <CommuneLink commune={commune} />}
          </span>
        </th>
      )}
      <td className="to-do-fact">
        <b>{saying?.fact(told) ?? subject}</b>
        <span>{saying?.text(subject, told)}</span>
      </td>
      <td className="to-do-since">
        {since !== null && (
          <time dateTime={since} title={format.full(since)}>
            {format.since(since)}
            <span>{format.moment(since)}</span>
          </time>
        )}
      </td>
      <td className="to-do-act">
        <ButtonLink
          wide
          look={primary ? 'primary' : 'secondary'}
          href={placeOf(item)}
          aria-label={words.toDo.actionOn(saying?.action ?? subject, place)}
        >
          {saying?.action ?? subject}
        </ButtonLink>
      </td>
    </tr>
  )
}

const isRole = (role: string, roles: Readonly<Record<Role, string>>): role is Role => role in roles
