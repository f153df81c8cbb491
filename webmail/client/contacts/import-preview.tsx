// What a file would bring: how many are new, known or repeated, whom each is, and what becomes of those who are known.

import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Checkbox } from '#ui/control/checkbox.tsx'
import { Choice } from '#ui/control/choice.tsx'
import { Select } from '#ui/control/select.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import type { BoxView } from '../boxes.ts'
import { useAnswer } from '../queries.ts'
import { useAllWords } from '../words/later-part.tsx'
import type { ImportPreview as Preview } from './types.ts'

type Known = 'skip' | 'merge' | 'add'

export interface ImportWish {
  readonly known: Known
  readonly without: readonly number[]
  readonly group: string | null
}

export interface ImportPreviewProps {
  readonly box: BoxView
  /** Of the file. */
  readonly name: string
  readonly preview: Preview
  readonly onTake: (wish: ImportWish) => Promise<void>
}

/** More rows than anybody looks through. */
const mostShown = 200

export function ImportPreview({ box, name, preview, onTake }: ImportPreviewProps) {
  const words = useAllWords().contacts.importing
  const format = useFormat()
  const groups = useAnswer('GET /boxes/{box}/contact-groups', { params: { box: box.id } }).data?.rows ?? []
  const [known, setKnown] = useState<Known>('merge')
  const [group, setGroup] = useState('')
  const [without, setWithout] = useState<ReadonlySet<number>>(new Set())
  const [taking, setTaking] = useState(false)
  const { rows, unusable } = preview
  const count = (state: Preview['rows'][number]['state']): number =>
    rows.filter((row) => row.state === state).length
  const wanted = rows.filter(({ at, state }) => !without.has(at) && isTaken(state, known)).length
  const take = async (): Promise<void> => {
    setTaking(true)
    await onTake({ known, without: [...without], group: group === '' ? null : group })
    setTaking(false)
  }
  return (
    <>
      <p role="status">
        <b>{words.found(rows.length, format.number(rows.length), name)}</b>{' '}
        {(['new', 'known', 'twice'] as const)
          .filter((state) => count(state) > 0)
          .map((state) => words.states[state](count(state), format.number(count(state))))
          .join(' · ')}
        {unusable > 0 && ` ${words.unusable(unusable)}`}
      </p>
      {count('known') > 0 && (
        <Choice
          label={words.known}
          options={(['merge', 'skip', 'add'] as const).map((value) => ({
            value,
            label: words.choices[value],
            hint: words.choices[`${value}Hint`],
          }))}
          value={known}
          onChange={setKnown}
        />
      )}
      {groups.length > 0 && (
        <Select
          label={words.intoGroup}
          options={[
            { value: '', label: words.noGroup },
            ...groups.map(({ id, name: label }) => ({ value: id, label })),
          ]}
          value={group}
          onChange={setGroup}
        />
      )}
      {rows.length > mostShown && <p>{words.first(format.number(mostShown))}</p>}
      <ul className="import-rows">
        {rows.slice(0, mostShown).map((row) => (
          <li key={row.at}>
            <Checkbox
              isSelected={!without.has(row.at) && isTaken(row.state, known)}
              isDisabled={!isTaken(row.state, known)}
              onChange={(on) =>
                setWithout(new Set(on ? [...without].filter((at) => at !== row.at) : [...without, row.at]))
              }
              aria-label={words.take(row.name)}
            />
            <span className="import-who">
              <b className="cut">{row.name}</b>
              <span className="cut">
                {[row.addresses[0] ?? row.phones[0] ?? '', row.organisation]
                  .filter((each) => each !== '')
                  .join(' · ')}
              </span>
            </span>
            <span className={`import-state import-${row.state}`}>
              {words.state[row.state]}
              {row.like !== null && row.like.name !== row.name && ` ${words.like(row.like.name)}`}
            </span>
          </li>
        ))}
      </ul>
      <div className="contact-send">
        <Button look="primary" isPending={taking} isDisabled={wanted === 0} onPress={() => void take()}>
          {words.confirm(wanted, format.number(wanted))}
        </Button>
      </div>
    </>
  )
}

const isTaken = (state: Preview['rows'][number]['state'], known: Known): boolean =>
  state === 'new' || (state === 'known' && known !== 'skip')
