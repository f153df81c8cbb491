// The columns of a table of people.

import { Link } from 'react-aria-components'
import { PersonMark } from '#ui/cachet/cachet.tsx'
import { Moment } from '#ui/display/moment.tsx'
import type { TableColumn } from '#ui/table/data-table.tsx'
import { communeColumn } from '../directory/commune-column.tsx'
import type { Words } from '../words/fr.ts'
import type { PersonRow } from './person-row.ts'
import { PersonState } from './person-state.tsx'

interface ColumnChoices {
  readonly hrefOf: (person: PersonRow) => string
  readonly withCommune: boolean
}

export function personColumns(
  words: Words,
  { hrefOf, withCommune }: ColumnChoices,
): readonly TableColumn<PersonRow>[] {
  const { columns, factor } = words.persons
  return [
    {
      id: 'name',
      sort: 'name',
      label: columns.name,
      fixed: true,
      cell: (person) => (
        <span className="row-name">
          <PersonMark name={person.name} />
          <span className="row-name-two">
            <Link href={hrefOf(person)}>{person.name}</Link> <small>{person.email}</small>
          </span>
        </span>
      ),
    },
    ...communeColumn<PersonRow>(columns.commune, withCommune),
    {
      id: 'role',
      label: columns.role,
      cell: ({ role }) => <span className="nowrap">{words.roles[role]}</span>,
    },
    { id: 'activated', label: columns.activated, cell: (person) => <PersonState person={person} /> },
    {
      id: 'secondFactor',
      label: columns.secondFactor,
      cell: ({ secondFactor }) => (
        <span className={secondFactor ? undefined : 'quiet'}>{secondFactor ? factor.yes : factor.no}</span>
      ),
    },
    { id: 'mailboxes', label: columns.mailboxes, align: 'end', cell: ({ mailboxes }) => mailboxes },
    {
      id: 'lastSignInAt',
      label: columns.lastSignInAt,
      cell: ({ lastSignInAt }) => <Moment at={lastSignInAt} />,
    },
  ]
}
