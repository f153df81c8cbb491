// « Vous écrivez en tant que mairie@… »: the first line of every message, in the colour of the commune; a menu where one may
// write as several.

import { Check, ChevronsUpDown } from 'lucide-react'
import { Button } from 'react-aria-components'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { cachetTone } from '#ui/cachet/letters.ts'
import { Menu } from '#ui/overlay/menu.tsx'
import type { BoxView } from '../../boxes.ts'
import { useAnswer } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'

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
    <Menu
      label={compose.changeSender}
      actions={senders.map(({ name, address }) => ({
        id: address,
        label: name === '' ? address : compose.sender(name, address),
        ...(address === from ? { icon: Check } : {}),
        run: () => onChange(address),
      }))}
    >
      {(opens) => (
        <Button className="compose-as" data-tone={tone} {...opens}>
          {said}
          <span className="heard">, {compose.changeSender}</span>
          <ChevronsUpDown aria-hidden />
        </Button>
      )}
    </Menu>
  )
}
