// « Vous écrivez en tant que mairie@… »: the first line of every message, in the colour of the commune; a menu where one may
// write as several.

import { ChevronsUpDown } from 'lucide-react'
import { Button, ListBox, ListBoxItem, Popover, Select } from 'react-aria-components'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { cachetTone } from '#ui/cachet/letters.ts'
import type { BoxView } from '../boxes.ts'
import { useAnswer } from '../queries.ts'
import { useWords } from '../words/words.tsx'
import '#ui/control/list.css'

export interface SenderBarProps {
  readonly box: BoxView
  readonly from: string
  readonly onChange: (from: string) => void
}

const keptMs = 300_000

export function SenderBar({ box, from, onChange }: SenderBarProps) {
  const { compose } = useWords()
  const asked = useAnswer('GET /boxes/{box}/senders', { params: { box: box.id } }, { staleMs: keptMs })
  const known = asked.data?.rows ?? []
  const senders = known.some(({ address }) => address === from)
    ? known
    : [{ name: '', address: from }, ...known]
  const tone = cachetTone(box.commune)
  const said = (
    <>
      <Cachet name={box.commune} size={42} filled />
      <span className="compose-as-text">
        <small>{compose.as}</small>
        <strong className="cut">{from}</strong>
      </span>
      <span className="heard">, {box.commune}</span>
    </>
  )
  if (senders.length < 2)
    return (
      <div className="compose-as" data-tone={tone}>
        {said}
      </div>
    )
  return (
    <Select
      aria-label={`${compose.as} ${from}`}
      selectedKey={from}
      onSelectionChange={(key) => key !== null && onChange(String(key))}
    >
      <Button
        className="compose-as"
        data-tone={tone}
        aria-label={`${compose.as} ${from}, ${box.commune}, ${compose.changeSender}`}
      >
        {said}
        <ChevronsUpDown aria-hidden />
      </Button>
      <Popover className="floating" placement="bottom start">
        <ListBox className="list" items={senders.map((sender) => ({ ...sender, id: sender.address }))}>
          {({ id, name, address }) => (
            <ListBoxItem id={id} textValue={address} className="list-item">
              <span>{address}</span>
              {name !== '' && <span className="list-hint">{name}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  )
}
