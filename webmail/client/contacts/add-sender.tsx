// « Ajouter aux contacts » beside a sender who is none yet.

import { UserPlus } from 'lucide-react'
import { IconButton } from '#ui/control/button.tsx'
import { type BoxView, type Correspondent, mayFile } from '../boxes.ts'
import { useAnswer } from '../queries.ts'
import { useWords } from '../words/words.tsx'
import { isAddress } from './field-form.ts'
import { useAddContact } from './use-add-contact.ts'

const aMinute = 60_000
/** As the contract has it; the beginning of an address finds it. */
const longestQuery = 200

export function AddSender({ box, sender }: { readonly box: BoxView; readonly sender: Correspondent }) {
  const words = useWords().reading.addSender
  const may = mayFile(box) && isAddress(sender.address)
  const known = useAnswer(
    'GET /boxes/{box}/contacts',
    { params: { box: box.id }, query: { q: sender.address.slice(0, longestQuery), limit: 20 } },
    { enabled: may, staleMs: aMinute },
  )
  const [add, isAdding] = useAddContact(box)
  if (!may || known.data === undefined) return null
  const address = sender.address.toLowerCase()
  if (known.data.rows.some(({ addresses }) => addresses.includes(address))) return null
  return (
    <IconButton label={words.add} size="small" isPending={isAdding} onPress={() => void add(sender)}>
      <UserPlus aria-hidden className="small" />
    </IconButton>
  )
}
