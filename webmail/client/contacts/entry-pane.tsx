// One entry of the directory: read alone, and taken over into the contacts of the box by whoever wants it there.

import { UserPlus } from 'lucide-react'
import { Button } from '#ui/control/button.tsx'
import { CopyButton } from '#ui/control/copy-button.tsx'
import { BreakableAddress } from '#ui/display/breakable-address.tsx'
import { Facts } from '#ui/page/section.tsx'
import { type BoxView, mayFile } from '../boxes.ts'
import { useAllWords } from '../words/later-part.tsx'
import type { DirectoryEntry } from './types.ts'
import { useAddContact } from './use-add-contact.ts'
import { WriteTo } from './write-to.tsx'

export function EntryPane({ box, entry }: { readonly box: BoxView; readonly entry: DirectoryEntry }) {
  const { contacts: words, reading } = useAllWords()
  const [add, isAdding] = useAddContact(box)
  const { name, address, commune, kind } = entry
  return (
    <article className="contact">
      <header className="contact-head">
        <h2>{name}</h2>
        <span className="contact-acts">
          <WriteTo box={box} to={[{ name, address }]} named={name} />
          {mayFile(box) && (
            <Button isPending={isAdding} onPress={() => void add({ name, address, organisation: commune })}>
              <UserPlus aria-hidden /> {reading.addSender.add}
            </Button>
          )}
        </span>
      </header>
      <Facts
        facts={[
          [
            words.fields.email,
            <span key="address" className="contact-value">
              <BreakableAddress text={address} /> <CopyButton text={address} label={words.copy(address)} />
            </span>,
          ],
          [words.fields.commune, commune],
          [words.fields.isA, words.entryKinds[kind]],
        ]}
      />
    </article>
  )
}
